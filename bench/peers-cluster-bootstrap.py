"""Bootstrap by subject with numpy, for bench/verification.ts: presorted scores, weights w[a]*w[b], cumulative sums.

    python3 peers-cluster-bootstrap.py FOLDER ROUNDS SUBJECTS

Reads what the bench wrote: scores, labels, both subjects and the weights of each round. Prints FNMR at FMR 1e-3 and 1e-4 and both times,
of sorting and of the rounds.
"""
import json
import sys
import time
import numpy as np

folder, rounds, subjects = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
scores = np.fromfile(folder + '/c.scores', '<f8')
labels = np.fromfile(folder + '/c.labels', 'u1').astype(bool)
a, b = np.fromfile(folder + '/c.a', '<u4'), np.fromfile(folder + '/c.b', '<u4')
weights = np.fromfile(folder + '/c.weights', '<u4').reshape(rounds, subjects).astype(np.int64)

began = time.perf_counter()
# impostors from the highest down, genuine ones from the lowest up
imp = np.nonzero(~labels)[0]
imp = imp[np.argsort(-scores[imp], kind='stable')]
gen = np.nonzero(labels)[0]
gen = gen[np.argsort(scores[gen], kind='stable')]
imp_scores, gen_scores = scores[imp], scores[gen]
ia, ib, ga = a[imp], b[imp], a[gen]
prepared = time.perf_counter() - began
began = time.perf_counter()
out = []
for w in weights:
    matches = np.cumsum(w[ia] * w[ib])
    misses = np.cumsum(w[ga])
    row = []
    for target in (1000, 10000):
        allowed = matches[-1] // target
        first = int(np.searchsorted(matches, allowed, side='right'))
        # at or below this impostor's score nothing may match
        limit = imp_scores[first]
        below = int(np.searchsorted(gen_scores, limit, side='right'))
        row.append([int(misses[below - 1]) if below > 0 else 0, int(misses[-1])])
    out.append(row)
took = time.perf_counter() - began
print(json.dumps(dict(prepared=prepared, took=took, out=out, version=np.__version__)))
