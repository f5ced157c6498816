"""Which endpoint of ours is most like one that there is not."""

import re
from difflib import SequenceMatcher
from itertools import zip_longest

from werkzeug.routing import Map, Rule

_PLACEHOLDER = re.compile(r"<(?:[^<>:]+:)?([^<>]+)>")
LEAST_LIKENESS = 0.5  # what placeholders alone can make of a path is no likeness
LONGEST_COMPARED = 300  # a longer path is nobody's typing error, and takes long to compare
PLACEHOLDER_LIKENESS = 0.75
_HIDDEN_METHODS = frozenset({"HEAD", "OPTIONS"})


def nearest(url_map: Map, method: str, path: str) -> str | None:
    """The endpoint that is most like what was asked, as "GET /services/data/v{version}/query"; None: none is.

    url_map: of the app. An endpoint that knows the method comes before one that is as like and does not.
    """
    if len(path) > LONGEST_COMPARED:
        return None
    asked = path.rstrip("/").split("/")
    rules = [rule for rule in url_map.iter_rules() if rule.rule.startswith("/services")]
    rated = [(_likeness(rule, asked), method in (rule.methods or ()), -len(rule.rule), rule) for rule in rules]
    best = max(rated, key=lambda each: each[:3], default=None)
    if best is None or best[0] <= LEAST_LIKENESS:
        return None
    methods = sorted((best[3].methods or set()) - _HIDDEN_METHODS)
    return f"{method if method in methods else methods[0]} " + _PLACEHOLDER.sub(r"{\1}", best[3].rule)


def _likeness(rule: Rule, asked: list[str]) -> float:
    """How like the asked path is to the rule's, segment by segment: 0 to 1."""
    pairs = list(zip_longest(rule.rule.rstrip("/").split("/"), asked, fillvalue=""))[2:]
    return sum(_segment_likeness(*pair) for pair in pairs) / max(len(pairs), 1)


def _segment_likeness(known: str, asked: str) -> float:
    if known == "v<version>":
        return float(asked.startswith("v"))
    if "<" in known:
        return PLACEHOLDER_LIKENESS if asked else 0.0
    return SequenceMatcher(None, known.lower(), asked.lower()).ratio()
