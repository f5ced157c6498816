"""What an answer has in common with a recorded one, by the recording's own rule: each difference is a sentence."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.contract.corpus import CUT, Case

_ID = re.compile(r"\b(?=[0-9A-Za-z]*\d)[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?\b")
_POSITION = re.compile(r"line:\d+, column:\d+")
# Both are seen: with and without the field's label in front; with and without the newer half sentence.
_LABEL = re.compile(r"^[^:]{1,80}: (?=data value too large|bad value for restricted)")
_NEWER = " or request may be missing a required field"
# Fields that only orgs with a feature have: address picklists, call centres, Data.com, individuals, delegated log-in,
# working hours in the calendar.
FEATURE_DEPENDENT = frozenset(
    {"StateCode", "CountryCode", "CallCenterId", "JigsawImportLimitOverride", "IndividualId", "StartDay", "EndDay"}
    | {"stateCode", "countryCode"}
)
_FLAG_KEYS = ("type", "soapType", "length", "byteLength", "digits", "precision", "scale", "referenceTo", "nameField")


@dataclass(frozen=True)
class Answer:
    """What an org answered: JSON as its value, anything else as text."""

    status: int
    body: Any


def differences(case: Case, answer: Answer) -> list[str]:
    """How the answer departs from the recording; empty when it holds."""
    found = []
    if case.status is not None and answer.status != case.status:
        found.append(f"status {answer.status} instead of {case.status}: {str(answer.body)[:600]}")
    return found or list(RULES[case.compare](case, answer))


def _shape(case: Case, answer: Answer) -> Iterator[str]:
    # What was not recorded but made after a real answer may lack keys that came later.
    # Of a whole row only what the other org has is asked for: each org has fields of its own.
    open_ended = case.trimmed or not case.recorded or _is_row(case.body)
    for difference in _like(case.body, answer.body, "$", open_ended=open_ended):
        if difference.rpartition(" has no ")[2] not in FEATURE_DEPENDENT:
            yield difference


def _is_row(body: Any) -> bool:
    return isinstance(body, dict) and "attributes" in body


def _exact_error(case: Case, answer: Answer) -> Iterator[str]:
    if isinstance(case.body, str):
        yield from _says(case.body, answer.body)
    elif _plain(case.body) != _plain(answer.body):
        yield f"answered {answer.body} instead of {case.body}"


def _code_and_message(case: Case, answer: Answer) -> Iterator[str]:
    for key in ("errorCode", "message"):
        wanted, got = {_text(e[key]) for e in case.body}, {_text(e[key]) for e in answer.body}
        if wanted != got:
            yield f"{key} {got} instead of {wanted}"


def _code(case: Case, answer: Answer) -> Iterator[str]:
    wanted, got = {e["errorCode"] for e in case.body}, {e["errorCode"] for e in answer.body}
    if wanted != got:
        yield f"errorCode {got} instead of {wanted}"


def _keys(case: Case, answer: Answer) -> Iterator[str]:
    for key in case.body.keys() - answer.body.keys():
        yield f"no {key}"
    for key, value in case.body.items():
        for entry in (value if isinstance(value, list) else [])[:1]:
            twin = _twin(entry, answer.body.get(key) or [])
            if twin is not None and isinstance(entry, dict) and entry.keys() != twin.keys():
                yield f"{key}: {sorted(entry.keys() ^ twin.keys())} on one side only"


def _keys_and_flags(case: Case, answer: Answer) -> Iterator[str]:
    for entry in case.body["fields"]:
        twin = _twin(entry, answer.body["fields"])
        if twin is None:
            yield f"no field {entry['name']}"
            continue
        if entry.keys() != twin.keys():
            yield f"{entry['name']}: {sorted(entry.keys() ^ twin.keys())} on one side only"
        for key, value in entry.items():
            if (isinstance(value, bool) or key in _FLAG_KEYS) and twin.get(key) != value:
                yield f"{entry['name']}.{key} is {twin.get(key)!r} instead of {value!r}"


def _csv(case: Case, answer: Answer) -> Iterator[str]:
    wanted, got = _rows(case.body), _rows(answer.body)
    if len(wanted) != len(got):
        yield f"{len(got)} lines instead of {len(wanted)}: {answer.body!r}"
    elif wanted[0] != got[0]:
        yield f"header {got[0]} instead of {wanted[0]}"


RULES: dict[str, Callable[[Case, Answer], Iterator[str]]] = {
    "shape": _shape,
    "exact-error": _exact_error,
    "code+message": _code_and_message,
    "code": _code,
    "keys": _keys,
    "keys+flags": _keys_and_flags,
    "csv": _csv,
    "status": lambda _case, _answer: iter(()),
}


def _like(wanted: Any, got: Any, path: str, *, open_ended: bool) -> Iterator[str]:
    """Keys, types, null against nested; lists element by element against what was recorded of their kind."""
    if isinstance(wanted, str) and wanted.startswith("<?xml"):
        yield from _xml_like(wanted, got)
    elif isinstance(wanted, str) and "\n" in wanted and isinstance(got, str):
        yield from _csv_like(wanted, got)
    elif isinstance(wanted, dict) and isinstance(got, dict):
        yield from _object_like(wanted, got, path, open_ended=open_ended)
    elif isinstance(wanted, list) and isinstance(got, list):
        yield from _list_like(wanted, got, path, open_ended=open_ended)
    elif _kind(wanted) != _kind(got) and (
        None not in (wanted, got) or {"object", "list"} & {_kind(wanted), _kind(got)}
    ):
        yield f"{path} is {_kind(got)} instead of {_kind(wanted)}"


def _object_like(wanted: dict[str, Any], got: dict[str, Any], path: str, *, open_ended: bool) -> Iterator[str]:
    if {"Max", "Remaining"} <= wanted.keys():
        wanted = {key: wanted[key] for key in ("Max", "Remaining")}  # the shares of the org's own apps are left out
    cut = CUT in wanted
    # A refused element of a collection carries no id in the fresher recordings.
    optional = {CUT, "id"} if wanted.get("success") is False else {CUT}
    for key in sorted(wanted.keys() - got.keys() - optional):
        yield f"{path} has no {key}"
    if not (open_ended or cut):
        for key in sorted(got.keys() - wanted.keys()):
            yield f"{path} has {key}, which was not recorded"
    for key in wanted.keys() & got.keys():
        yield from _like(wanted[key], got[key], f"{path}.{key}", open_ended=open_ended)


def _list_like(wanted: list[Any], got: list[Any], path: str, *, open_ended: bool) -> Iterator[str]:
    if bool(wanted) != bool(got) and not (open_ended and got):
        yield f"{path} has {len(got)} elements instead of {len(wanted)}"
    for index, each in enumerate(got):
        tried = [list(_like(one, each, f"{path}[{index}]", open_ended=open_ended)) for one in wanted]
        yield from min(tried, key=len, default=[])


def _xml_like(wanted: str, got: Any) -> Iterator[str]:
    tags = re.compile(r"<(\w+)[ >\n/]")
    missing = set(tags.findall(wanted)) ^ set(tags.findall(str(got)))
    if missing:
        yield f"elements {sorted(missing)} on one side only: {got}"


def _csv_like(wanted: str, got: str) -> Iterator[str]:
    if wanted.splitlines()[0] != got.splitlines()[0]:
        yield f"first line {got.splitlines()[0]} instead of {wanted.splitlines()[0]}"


def _says(wanted: str, got: Any) -> Iterator[str]:
    """A SOAP fault says the code and the text, wherever its envelope has them."""
    texts = re.findall(r">([^<>]+)<", f">{wanted}<")
    for text in texts:
        if text.strip() and text.removeprefix("sf:") not in str(got):
            yield f"{text!r} is not in {got!r}"


def _plain(value: Any) -> Any:
    """The value without what is the org's own: ids, positions, order."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in sorted(value.items()) if key != "id"}
    if isinstance(value, list):
        return sorted((_plain(each) for each in value), key=lambda each: json.dumps(each, sort_keys=True))
    return value


def _text(text: str) -> str:
    text = _LABEL.sub("", text.replace(_NEWER, "").replace('"', ""))
    return _POSITION.sub("line:l, column:c", _ID.sub(lambda found: f"<id{len(found[0])}>", text))


def _kind(value: Any) -> str:
    kinds: dict[type, str] = {bool: "boolean", int: "number", float: "number", dict: "object", list: "list"}
    return "null" if value is None else kinds.get(type(value), "text")


def _twin(entry: Any, among: list[Any]) -> Any:
    """The answered entry that the recorded one is about."""
    if not isinstance(entry, dict):
        return None
    name = next((key for key in ("name", "childSObject") if key in entry), None)
    return next((each for each in among if name is None or each.get(name) == entry[name]), None)


def _rows(text: Any) -> list[str]:
    return [line.replace('"', "") for line in str(text).splitlines() if line]
