"""pycocotools on two files: python3 peers-pycocotools.py GROUND_TRUTH DETECTIONS   (needs pycocotools on the path)
Prints the twelve numbers and the seconds from the files to the numbers, start of Python left out.
"""
import contextlib
import io
import json
import sys
import time

from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

began = time.perf_counter()
with contextlib.redirect_stdout(io.StringIO()):
    truth = COCO(sys.argv[1])
    found = truth.loadRes(sys.argv[2])
    evaluation = COCOeval(truth, found, 'bbox')
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
print(json.dumps({'stats': [float(x) for x in evaluation.stats], 'seconds': time.perf_counter() - began}))
