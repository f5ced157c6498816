"""What befalls the n-th request, by seed: the same for the same seed and number, on every machine."""

import zlib

_MOST = 2**32


def drawn(seed: int, what: str, number: int) -> float:
    """A number from 0 up to 1."""
    return zlib.crc32(f"{seed} {what} {number}".encode()) / _MOST


def befalls(seed: int, what: str, number: int, percent: float) -> bool:
    """Whether it happens to that request; never to two in a row, so that who tries again at once gets through."""
    if percent >= 100:
        return True
    in_a_row = 0
    while number > 0 and drawn(seed, what, number) * 100 < percent:
        in_a_row, number = in_a_row + 1, number - 1
    return in_a_row % 2 == 1
