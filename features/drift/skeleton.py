"""What of an answer two orgs are compared by, and what a written case keeps of it: nothing that is the org's own."""

import re
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from features.drift.case import Case, Recorded
from features.drift.mask import Mask

TWINS = "~"
"""Before a key whose entries are compared only where both orgs have them."""
HEADERS = ("Content-Type", "Location", "Sforce-Limit-Info", "WWW-Authenticate", "Allow")
# Words that an administrator may write anew, and values that each org has of its own.
_OWN_WORDS = frozenset({"label", "labelPlural", "inlineHelpText", "picklistValues", "defaultValue", "listviewable"})
_TAG = re.compile(r"<([\w:]+)[ >/]")


def skeleton(case: Case, answer: Recorded, mask: Mask) -> Recorded:
    """The answer as it is compared and kept."""
    body = _REDUCE[case.compare](answer.body, mask)
    empty = {"Content-Type"} if answer.body is None else set()
    return Recorded(
        on=answer.on,
        status=answer.status,
        headers={
            name: _header(answer.headers[name], mask) for name in HEADERS if name in answer.headers.keys() - empty
        },
        body=_without(body, "$", case.but),
    )


def _values(body: Any, mask: Mask) -> Any:
    if isinstance(body, str):
        return mask.text(body)
    if isinstance(body, dict):
        return {mask.text(key): _values(each, mask) for key, each in body.items() if not is_own(key)}
    return [_values(each, mask) for each in body] if isinstance(body, list) else body


def _error(body: Any, mask: Mask) -> Any:
    """Several errors come in no order, and neither do the fields of one."""
    said = _values(body, mask)
    if not isinstance(said, list):
        return said
    for each in said:
        if isinstance(each, dict) and isinstance(each.get("fields"), list):
            each["fields"] = sorted(each["fields"], key=str)
    return sorted(said, key=str)


def _shape(body: Any, mask: Mask) -> Any:
    """Keys and types. Of a list only the shapes of its elements are kept, each once."""
    if isinstance(body, str):
        return _tags(body) if body.startswith("<") else mask.kind(body)
    if isinstance(body, bool):
        return "<boolean>"
    if isinstance(body, int | float):
        return "<number>"
    if isinstance(body, list):
        shapes = [_shape(each, mask) for each in body]
        return [each for place, each in enumerate(shapes) if each not in shapes[:place]]
    if isinstance(body, dict):
        is_limit = {"Max", "Remaining"} <= body.keys()  # below it, the shares of the org's own apps
        kept = {"Max", "Remaining"} if is_limit else body.keys()
        return {mask.text(key): _shape(body[key], mask) for key in body if key in kept and not is_own(key)}
    return body


def _tags(text: str) -> str:
    """The names of a document's elements, each once, in order."""
    return "<xml> " + " ".join(dict.fromkeys(each.rpartition(":")[2] for each in _TAG.findall(text)))


def _describe(body: Any, mask: Mask) -> Any:
    if not isinstance(body, dict) or "fields" not in body:
        return _values(body, mask)
    kept = {key: _flag(each, mask) for key, each in body.items() if key not in {"fields", "childRelationships"}}
    kept["fields"] = {each["name"]: _flags(each, mask) for each in body["fields"] if not is_own(each["name"])}
    children = [each for each in body["childRelationships"] if not is_own(f"{each['childSObject']}.{each['field']}")]
    named = {f"{each['childSObject']}.{each['field']}": _flags(each, mask) for each in children}
    return kept | {f"{TWINS}childRelationships": named}


def _flags(entry: Mapping[str, Any], mask: Mask) -> dict[str, Any]:
    return {key: _flag(each, mask) if key not in _OWN_WORDS else "<own>" for key, each in entry.items()}


def _flag(value: Any, mask: Mask) -> Any:
    """A flag as it is; of a list of names the standard ones, in order; of anything else the shape."""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return sorted(each for each in value if not is_own(each))
    return _shape(value, mask) if isinstance(value, list | dict) else _values(value, mask)


def _listed(body: Any, mask: Mask) -> Any:
    """A list of named entries, wherever it lies in the answer; those of the org's own are left out."""
    if not isinstance(body, dict):
        return _shape(body, mask)
    return {
        (f"{TWINS}{key}" if _is_named(each) else key): (
            {one["name"]: _flags(one, mask) for one in each if not is_own(one["name"])}
            if _is_named(each)
            else _shape(each, mask)
        )
        for key, each in body.items()
    }


def _is_named(value: Any) -> bool:
    return isinstance(value, list) and value != [] and all(isinstance(one, dict) and "name" in one for one in value)


def is_own(name: str) -> bool:
    """Whether a name is the org's own or of a package: it has two underscores."""
    return "__" in name.strip("_")


_REDUCE: Mapping[str, Callable[[Any, Mask], Any]] = {
    "values": _values,
    "shape": _shape,
    "error": _error,
    "describe": _describe,
    "listed": _listed,
    "status": lambda _body, _mask: None,
}


def _header(value: str, mask: Mask) -> str:
    return mask.text(re.sub(r"\s*;\s*", ";", value).lower() if ";" in value else value)


def _without(body: Any, path: str, left_out: tuple[str, ...]) -> Any:
    if not left_out:
        return body
    if isinstance(body, dict):
        kept = {key: f"{path}.{key.removeprefix(TWINS)}" for key in body}
        return {key: _without(body[key], at, left_out) for key, at in kept.items() if not _named(at, left_out)}
    if isinstance(body, list):
        return [_without(each, f"{path}[{place}]", left_out) for place, each in enumerate(body)]
    return body


def _named(path: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(path, pattern.replace("[", "[[]")) for pattern in patterns)
