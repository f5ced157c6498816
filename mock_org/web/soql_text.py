"""Values on their way into the text of a SOQL query, quoted by SOQL's own rules."""

# SOQL and SOSL Reference, "Quoted String Escape Sequences"; confidence A.
_ESCAPES = str.maketrans(
    {
        "\\": "\\\\",
        "'": "\\'",
        "\n": "\\n",
        "\r": "\\r",
        "\t": "\\t",
        "\b": "\\b",
        "\f": "\\f",
        "\0": None,
    }
)
_WILDCARDS = str.maketrans({"%": "\\%", "_": "\\_"})


def literal(value: str) -> str:
    """The text as a SOQL string literal."""
    return f"'{value.translate(_ESCAPES)}'"


def containing(value: str) -> str:
    """The text as the pattern of a LIKE that finds it anywhere."""
    return f"'%{value.translate(_ESCAPES).translate(_WILDCARDS)}%'"
