"""Quantizes a matrix with NumPy alone and prints codes, scales and zero points as JSON.

usage: numpy_reference.py CASE...
A case: BITS,symmetric|asymmetric|qllm,tensor|row|group,GROUP,none|percentile|mse,PERCENTILE
The matrix is seeded: 5 rows x 70 columns of normal values with an outlier, rounded to f16.
"""
import json
import sys

import numpy as np

values = np.random.RandomState(7).standard_normal((5, 70))
values[2, 13] *= 20
values = values.astype(np.float16).astype(np.float32)


def scale_of(low, high, bits, rule):
    if rule == "symmetric":
        return np.float32(max(abs(low), abs(high))) / np.float32(2 ** (bits - 1) - 1), 0
    if rule == "asymmetric":
        low, high = min(low, 0.0), max(high, 0.0)
    scale = np.float32((float(high) - float(low)) / (2**bits - 1))
    if rule == "qllm":
        scale = np.clip(scale, np.float32(1e-5), np.float32(1e4))
    return scale, int(np.rint(-float(low) / float(scale))) - 2 ** (bits - 1)


def quantized(x, scale, zero, bits, rule):
    low, high = (-(2 ** (bits - 1)) + (rule == "symmetric")), 2 ** (bits - 1) - 1
    return np.clip(np.rint(x / scale) + zero, low, high).astype(int)


def clipped(x, bits, rule, clip, percentile):
    low, high = x.min(), x.max()
    if clip == "percentile":
        tail = (100 - percentile) / 2
        low, high = (np.float32(v) for v in np.percentile(x.astype(np.float64), [tail, 100 - tail]))
    if clip == "mse":
        best = None
        for i in range(80):
            l, h = (np.float32(float(v) * (1 - i / 100)) for v in (low, high))
            scale, zero = scale_of(l, h, bits, rule)
            error = x - ((quantized(x, scale, zero, bits, rule) - zero).astype(np.float32) * scale)
            error = float((error.astype(np.float64) ** 2).sum())
            if best is None or error < best[0]:
                best = (error, l, h)
        low, high = best[1:]
    return low, high


def result(case):
    bits, rule, granularity, group, clip, percentile = case.split(",")
    bits, group, percentile = int(bits), int(group), float(percentile)
    rows, columns = values.shape
    parts = {"tensor": [values], "row": [values[r] for r in range(rows)]}.get(granularity) or [
        values[r, c : c + group] for r in range(rows) for c in range(0, columns, group)
    ]
    scales = [scale_of(*clipped(part, bits, rule, clip, percentile), bits, rule) for part in parts]
    codes = [quantized(part, *scale, bits, rule).ravel() for part, scale in zip(parts, scales)]
    return {
        "codes": [int(c) for c in np.concatenate(codes)],
        "scales": [float(s) for s, _ in scales],
        "zero_points": [int(z) for _, z in scales],
    }


print(json.dumps({"values": [float(v) for v in values.ravel()], "cases": {c: result(c) for c in sys.argv[1:]}}))
