#!/usr/bin/env python3
"""Writes the colour maps of the heat map: 256 lines of #rrggbb each, from the lowest value to the highest.

viridis and cividis are taken from matplotlib's tables. The diverging maps are computed here: lightness in
OKLab changes evenly from the middle to both ends, which are equally light or dark, and the hues are blue and
orange, which the common kinds of colour blindness keep apart.
"""
import math
import pathlib

from matplotlib import colormaps

folder = pathlib.Path(__file__).parent


def write(name, colours):
    lines = ["#%02x%02x%02x" % tuple(round(255 * part) for part in colour[:3]) for colour in colours]
    (folder / (name + ".txt")).write_text("\n".join(lines) + "\n")


def srgb(lightness, chroma, hue):
    """OKLab (Ottosson 2020) to sRGB; None where the colour lies outside."""
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        +4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
        -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
        -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
    )
    if min(linear) < -1e-4 or max(linear) > 1 + 1e-4:
        return None
    clipped = [min(1.0, max(0.0, part)) for part in linear]
    return [12.92 * x if x <= 0.0031308 else 1.055 * x ** (1 / 2.4) - 0.055 for x in clipped]


def diverging(middle, end, chroma):
    colours = []
    for i in range(256):
        t = (i - 127.5) / 127.5
        hue = math.radians(255 if t < 0 else 58)
        lightness = middle + (end - middle) * abs(t)
        wanted = chroma * abs(t) ** 0.8
        while (colour := srgb(lightness, wanted, hue)) is None:
            wanted *= 0.98
        colours.append(colour)
    return colours


for name in ("viridis", "cividis"):
    write(name, [colormaps[name](i) for i in range(256)])
write("blue_orange", diverging(0.965, 0.42, 0.16))
write("blue_orange_dark", diverging(0.22, 0.84, 0.15))
