"""TrackEval on the files that tracking.ts wrote: peers-trackeval.py FOLDER ROUNDS LENGTHS; prints times and numbers as JSON."""
import sys, time, json, io, contextlib, os
import numpy as np
for name, kind in (('float', float), ('int', int), ('bool', bool)):
    if not hasattr(np, name): setattr(np, name, kind)
with contextlib.redirect_stdout(io.StringIO()):
    import trackeval
top, rounds, lengths = sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3])
data = trackeval.datasets.MotChallenge2DBox.get_default_dataset_config()
data.update(GT_FOLDER=top + '/gt', TRACKERS_FOLDER=top + '/trackers', SKIP_SPLIT_FOL=True, SEQ_INFO=lengths, PRINT_CONFIG=False)
config = trackeval.Evaluator.get_default_eval_config()
config.update(PRINT_CONFIG=False, PRINT_RESULTS=False, OUTPUT_SUMMARY=False, OUTPUT_DETAILED=False, PLOT_CURVES=False, TIME_PROGRESS=False, BREAK_ON_ERROR=True)
times = []
for _ in range(rounds):
    began = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):
        r, _ = trackeval.Evaluator(config).evaluate([trackeval.datasets.MotChallenge2DBox(data)], [trackeval.metrics.HOTA(), trackeval.metrics.CLEAR(), trackeval.metrics.Identity()])
    times.append(time.perf_counter() - began)
r = r['MotChallenge2DBox']['own']['COMBINED_SEQ']['pedestrian']
h, c, i = r['HOTA'], r['CLEAR'], r['Identity']
print(json.dumps(dict(times=times, numpy=np.__version__, numbers=dict(hota=float(np.mean(h['HOTA'])), deta=float(np.mean(h['DetA'])), assa=float(np.mean(h['AssA'])),
    loca=float(np.mean(h['LocA'])), mota=float(c['MOTA']), moda=float(c['MODA']), motp=float(c['MOTP']), mostlyTracked=float(c['MTR']), mostlyLost=float(c['MLR']),
    idf1=float(i['IDF1']), idp=float(i['IDP']), idr=float(i['IDR']), switches=int(c['IDSW']), fragments=int(c['Frag']), matches=int(c['CLR_TP']), identity=int(i['IDTP'])))))
