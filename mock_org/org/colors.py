"""Colours of a site: how they are written, and whether text can be read on them (WCAG 2, contrast ratio)."""

import re
from colorsys import hls_to_rgb, rgb_to_hls

ENOUGH = 4.5  # WCAG 2, success criterion 1.4.3, for text of normal size
WHITE, BLACK = "#ffffff", "#000000"
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,\s*1(?:\.0*)?\s*)?\)")
_STEP = 0.98


def parse_color(text: str) -> str | None:
    """A colour as #rrggbb; None for what is none, or can be seen through."""
    wanted = text.strip().lower()
    if _HEX.fullmatch(wanted):
        digits = wanted[1:]
        return wanted if len(digits) == 6 else "#" + "".join(digit * 2 for digit in digits)
    found = _RGB.fullmatch(wanted)
    parts = [int(part) for part in found.groups()] if found else [256]
    return "#{:02x}{:02x}{:02x}".format(*parts) if max(parts) < 256 else None


def contrast(one: str, other: str) -> float:
    """How well a colour stands out from another: 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable_on(ground: str, *preferred: str) -> str:
    """The first of these colours that text can have on a ground, else black or white."""
    found = (color for color in preferred if contrast(color, ground) >= ENOUGH)
    return next(found, max(WHITE, BLACK, key=lambda color: contrast(color, ground)))


def darkened(color: str, ground: str = WHITE) -> str:
    """The colour, or the nearest darker one in which text can be read on a light ground."""
    hue, light, saturation = rgb_to_hls(*_parts(color))
    while contrast(color, ground) < ENOUGH and light > 0.01:
        light *= _STEP
        color = "#{:02x}{:02x}{:02x}".format(*(round(part * 255) for part in hls_to_rgb(hue, light, saturation)))
    return color


def mixed(one: str, other: str, share: float) -> str:
    """So much of one colour and the rest of the other."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#{:02x}{:02x}{:02x}".format(*(round(255 * (a * share + b * (1 - share))) for a, b in pairs))


def _parts(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _luminance(color: str) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
