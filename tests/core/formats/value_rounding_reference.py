"""Rounds values to number formats with NumPy alone, by tables of all values that a format has.

Writes to stdout, little-endian: the count as int64, the inputs as float32, then float32 results for f16, bf16, e4m3,
e5m2, posit8_0, posit8_1, posit8_2. Inputs: every bfloat16 value, random float32 patterns, and both sides of every
point that is half way between two values of a format.
"""
import sys

import numpy as np


def float_table(exponent_bits, mantissa_bits, largest):
    """Non-negative values in the order of their codes."""
    bias = 2 ** (exponent_bits - 1) - 1
    values = []
    for exponent in range(2**exponent_bits):
        for mantissa in range(2**mantissa_bits):
            fraction = mantissa / 2**mantissa_bits
            value = 2.0 ** (1 - bias) * fraction if exponent == 0 else 2.0 ** (exponent - bias) * (1 + fraction)
            if value <= largest:
                values.append(value)
    return np.array(values)


def posit_value(word, n, es):
    """A positive word: regime, its end, exponent, fraction; bits beyond the word are 0."""
    bits = [(word >> i) & 1 for i in range(n - 2, -1, -1)]
    run = 1
    while run < len(bits) and bits[run] == bits[0]:
        run += 1
    k = run - 1 if bits[0] else -run
    rest = bits[run + 1 :]
    exponent = sum(bit << (es - 1 - i) for i, bit in enumerate(rest[:es]))
    fraction = sum(bit / 2 ** (i + 1) for i, bit in enumerate(rest[es:]))
    return 2.0 ** (k * 2**es + exponent) * (1 + fraction)


def round_by_table(x, values, middles):
    """The code of |x|: of two neighbours the one on its side of the middle, the even code in the middle."""
    magnitude = np.abs(x)
    code = np.searchsorted(middles, magnitude, side="left")
    tie = (code < len(middles)) & (middles[np.minimum(code, len(middles) - 1)] == magnitude)
    return values[code + (tie & (code % 2 == 1))]


def middles_of_floats(values):
    return (values[:-1] + values[1:]) / 2


def rounded_float8(x, values):
    return np.where(np.isfinite(x), np.copysign(round_by_table(x, values, middles_of_floats(values)), x), np.nan)


def posit_tables(es):
    """Words 1 … 127; half way between words w and w + 1 is the longer word of w's bits and a 1."""
    values = np.array([posit_value(word, 8, es) for word in range(1, 128)])
    middles = np.array([posit_value(2 * word + 1, 9, es) for word in range(1, 127)])
    return values, middles


def rounded_posit(x, es):
    values, middles = posit_tables(es)
    # Word numbers are one more than positions in the table.
    magnitude = np.abs(x)
    code = np.searchsorted(middles, magnitude, side="left")
    tie = (code < len(middles)) & (middles[np.minimum(code, len(middles) - 1)] == magnitude)
    result = values[code + (tie & ((code + 1) % 2 == 1))]
    flushed = 2.0 ** np.floor(-7 * 2**es + 2.0 ** (es - 1))
    result = np.where(magnitude < flushed, 0, np.copysign(result, x))
    return np.where(np.isfinite(x), result, np.nan)


def rounded_bf16(x):
    """Of the two neighbours that share the sign, the nearer one; the even pattern in the middle."""
    patterns = x.view(np.uint32)
    low = patterns & np.uint32(0xFFFF0000)
    high = (low.astype(np.uint64) + 0x10000).astype(np.uint32)
    below = np.abs(low.view(np.float32).astype(np.float64))
    # Beyond the largest value the next one would be 2^128.
    above = np.abs(high.view(np.float32).astype(np.float64))
    above = np.where(np.isinf(above), 2.0**128, above)
    magnitude = np.abs(x.astype(np.float64))
    up = (magnitude - below > above - magnitude) | ((magnitude - below == above - magnitude) & ((low >> 16) & 1 == 1))
    result = np.where(up, high, low).view(np.float32)
    return np.where(np.isfinite(x), result, x)


e4m3 = float_table(4, 3, 448.0)
e5m2 = float_table(5, 2, 57344.0)
middles = [middles_of_floats(e4m3), middles_of_floats(e5m2)] + [posit_tables(es)[1] for es in range(3)]
middles = np.concatenate(middles + [[2.0**-7, 2.0**-13, 2.0**-26, 448, 464, 480, 57344, 61440, 65504, 65520]])
middles = middles.astype(np.float32)
near = np.concatenate([middles, np.nextafter(middles, np.float32(0)), np.nextafter(middles, np.float32(np.inf))])
patterns = np.arange(65536, dtype=np.uint32) << 16
random = np.random.RandomState(7).randint(0, 2**32, 200000, dtype=np.uint32)
# Exponents around those of the formats.
close = (np.random.RandomState(8).randint(0, 2**23, 200000, dtype=np.uint32)
         | (np.random.RandomState(9).randint(127 - 30, 127 + 30, 200000).astype(np.uint32) << 23))
x = np.concatenate([patterns.view(np.float32), random.view(np.float32), close.view(np.float32), near, -near])

with np.errstate(all="ignore"):
    wide = x.astype(np.float64)
    results = [
        x.astype(np.float16).astype(np.float32),
        rounded_bf16(x),
        rounded_float8(wide, e4m3),
        rounded_float8(wide, e5m2),
        rounded_posit(wide, 0),
        rounded_posit(wide, 1),
        rounded_posit(wide, 2),
    ]
    out = sys.stdout.buffer
    out.write(np.int64(len(x)).tobytes())
    out.write(x.tobytes())
    for result in results:
        out.write(result.astype(np.float32).tobytes())
