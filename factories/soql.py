"""Text as a SOQL literal."""

ESCAPES = str.maketrans({"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def text_literal(value: str) -> str:
    """A text in quotes, with SOQL's escapes (SOQL and SOSL Reference, Quoted String Escape Sequences)."""
    return f"'{value.translate(ESCAPES)}'"
