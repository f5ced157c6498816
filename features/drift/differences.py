"""How two answers differ that have been reduced to what is compared: each difference with its place."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from features.drift.case import Case, Recorded
from features.drift.skeleton import TWINS

NOTHING = "nothing"
_LONG = 300


@dataclass(frozen=True)
class Difference:
    """One place where the mock departs from the org."""

    path: str
    org: str
    mock: str

    def __str__(self) -> str:
        return f"{self.path}: the org has {self.org}, the mock {self.mock}"


def differences(case: Case, org: Recorded, mock: Recorded) -> list[Difference]:
    """Where the mock's reduced answer departs from the org's; empty when it does not."""
    if org.status != mock.status:
        return [
            Difference("status", f"{org.status} {_text(org.body)}".strip(), f"{mock.status} {_text(mock.body)}".strip())
        ]
    headers = _of_dicts(dict(org.headers), dict(mock.headers), "header ", case.compare == "shape")
    return [*headers, *_of(org.body, mock.body, "$", loose=case.compare == "shape")]


def _of(org: Any, mock: Any, path: str, *, loose: bool) -> Iterator[Difference]:
    if isinstance(org, dict) and isinstance(mock, dict):
        yield from _of_dicts(org, mock, f"{path}.", loose)
    elif isinstance(org, list) and isinstance(mock, list):
        yield from _of_shapes(org, mock, path) if loose else _of_lists(org, mock, path)
    elif (org != mock or type(org) is not type(mock)) and not (loose and _one_is_empty(org, mock)):
        yield Difference(path, _text(org), _text(mock))


def _one_is_empty(org: Any, mock: Any) -> bool:
    """null stands for any single value: whether a field is filled in is the org's own affair."""
    return None in (org, mock) and not any(isinstance(each, dict | list) for each in (org, mock))


def _of_dicts(org: dict[str, Any], mock: dict[str, Any], path: str, loose: bool) -> Iterator[Difference]:
    for key in sorted(org.keys() | mock.keys()):
        at = f"{path}{key.removeprefix(TWINS)}"
        if key not in mock:
            yield Difference(at, _text(org[key]), NOTHING)
        elif key not in org:
            yield Difference(at, NOTHING, _text(mock[key]))
        elif key.startswith(TWINS):
            both = org[key].keys() & mock[key].keys()
            twins = [{name: each[key][name] for name in both} for each in (org, mock)]
            yield from _of(twins[0], twins[1], at, loose=loose)
        else:
            yield from _of(org[key], mock[key], at, loose=loose)


def _of_lists(org: list[Any], mock: list[Any], path: str) -> Iterator[Difference]:
    if len(org) != len(mock):
        yield Difference(path, f"{len(org)} elements {_text(org)}", f"{len(mock)} elements {_text(mock)}")
        return
    for place, (one, other) in enumerate(zip(org, mock, strict=True)):
        yield from _of(one, other, f"{path}[{place}]", loose=False)


def _of_shapes(org: list[Any], mock: list[Any], path: str) -> Iterator[Difference]:
    """Each shape of the mock's elements against the org's nearest; an empty list says nothing of its elements."""
    for place, each in enumerate(mock):
        tried = [list(_of(one, each, f"{path}[{place}]", loose=True)) for one in org]
        yield from min(tried, key=len, default=[])


def _text(value: Any) -> str:
    if value is None:
        return "null"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONG else f"{text[:_LONG]} …"
