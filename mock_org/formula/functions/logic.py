"""Functions of truth, blanks and changes; most of them choose, so the evaluators do them themselves.

Three-valued where Salesforce's published formula engine is: a comparison with a blank is blank, AND, OR and IF take
blank for false; texts are never blank but empty. Confidence A.
"""

from collections.abc import Callable
from typing import Any

from mock_org.formula.functions.table import rows

# Comparisons; texts compare with regard to case.
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda left, right: left == right,
    "<>": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}

_SAME = "T T -> boolean"
_RANKED = "; ".join(f"{kind} {kind} -> boolean" for kind in ("number", "text", "date", "datetime", "time"))
LOGIC = (
    rows("operator", {name: (_SAME if name in ("=", "<>") else _RANKED, run) for name, run in COMPARISONS.items()})
    | rows("operator", {"&": ("text* -> text", None)})
    | rows(
        "logical",
        {
            "AND": ("boolean* -> boolean", None),
            "BLANKVALUE": ("pT pT -> T", None),
            "CASE": ("pS pS pT pT -> T", None),
            "IF": ("boolean T T -> T", None),
            "ISBLANK": ("any -> boolean", None),
            "ISNULL": ("any -> boolean", None),
            "NOT": ("boolean -> boolean", None),
            "NULLVALUE": ("pT pT -> T", None),
            "OR": ("boolean* -> boolean", None),
        },
    )
    | rows(
        "logical",
        {
            "ISCHANGED": ("field -> boolean", None),
            "ISCLONE": ("-> boolean", None),
            "ISNEW": ("-> boolean", None),
            "PRIORVALUE": ("field -> field", None),
            "VLOOKUP": ("column column T -> field", None),
        },
        rules_only=True,
    )
)
