"""How texts of records are made safe to print: characters that HTML cannot carry, and right-to-left text in titles."""

import unicodedata

_RIGHT_TO_LEFT = frozenset({"R", "AL", "RLE", "RLO", "RLI", "AN"})


def printable(value: object) -> str:
    """The text as HTML can carry it: without NUL and lone surrogates."""
    return str(value).replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def isolated(value: object) -> str:
    """The text for a title or an attribute, where no <bdi> can go: right-to-left text is fenced in by isolates."""
    text = printable(value)
    if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text):
        return f"\u2068{text}\u2069"
    return text
