"""The replications of bench/index.ts in numpy: weights with noise, shares of 120 indicators in three levels, scores, ranks,
and their 5th, 50th and 95th percentiles. Arguments: number of units and of replications. Each line of input requests one run; the
response is its wall-clock and processor time in milliseconds."""
import os
import sys
import time

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[name] = "1"
import numpy as np

units, replications = int(sys.argv[1]), int(sys.argv[2])
random = np.random.default_rng(1)
table = 1 + 99 * random.random((120, units))


def shaken(count):
    return 1 + 0.25 * (2 * random.random((replications, count)) - 1)


def shares(weights, parts):
    grouped = weights.reshape(replications, parts, -1)
    return grouped / grouped.sum(axis=2, keepdims=True)


def run():
    items = shares(shaken(120), 24)
    below = shares(shaken(24), 6)
    pillars = shares(shaken(6), 1)
    weights = items.reshape(replications, 6, 4, 5) * below[..., None] * pillars.reshape(replications, 6, 1, 1)
    scores = weights.reshape(replications, 120) @ table
    order = np.argsort(-scores, axis=1)
    ranks = np.empty((replications, units), dtype=np.float32)
    np.put_along_axis(ranks, order, np.arange(1, units + 1, dtype=np.float32)[None, :], axis=1)
    return np.percentile(scores, [5, 50, 95], axis=0), np.percentile(ranks, [5, 50, 95], axis=0), ranks.mean(axis=0)


for _ in sys.stdin:
    clock, processor = time.perf_counter(), time.process_time()
    run()
    print(1e3 * (time.perf_counter() - clock), 1e3 * (time.process_time() - processor), flush=True)
