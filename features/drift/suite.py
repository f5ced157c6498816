"""The requests that come along (suite/*.toml), and cases that were written from an org's answers (*.json)."""

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from features.drift.case import Case

SHIPPED = Path(__file__).parent / "suite"


class BadSuite(Exception):
    """A file of cases cannot be read; the text says what is wrong in which one."""


def shipped_cases() -> list[Case]:
    """The suite that comes along."""
    return cases_in(SHIPPED)


def cases_in(folder: Path) -> list[Case]:
    """Every case of a folder: *.toml with `area` and `[[case]]`, *.json with one case each. Raises BadSuite."""
    if not folder.is_dir():
        raise BadSuite(f"{folder} is no folder of cases")
    found = [case for file in sorted(folder.glob("*.toml")) for case in _of_toml(file)]
    found += [_case(file, json.loads(file.read_text(encoding="utf-8"))) for file in sorted(folder.glob("*.json"))]
    names = [case.id for case in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BadSuite(f"{folder}: more than one case is called {', '.join(twice)}")
    return found


def chosen(cases: Iterable[Case], areas: Iterable[str], ids: Iterable[str]) -> list[Case]:
    """The cases of these areas or with these ids; all when neither is given. Raises BadSuite for a word unknown."""
    cases, areas, ids = list(cases), set(areas), set(ids)
    unknown = [*(areas - {case.area for case in cases}), *(ids - {case.id for case in cases})]
    if unknown:
        known = ", ".join(sorted({case.area for case in cases}))
        raise BadSuite(f"no area and no case is called {', '.join(sorted(unknown))}; there are the areas {known}")
    return [case for case in cases if not (areas or ids) or case.area in areas or case.id in ids]


def _of_toml(file: Path) -> list[Case]:
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise BadSuite(f"{file}: {fault}") from fault
    return [_case(file, {"area": said.get("area", file.stem), **each}) for each in said.get("case", ())]


def _case(file: Path, said: dict[str, Any]) -> Case:
    try:
        return Case.model_validate(said)
    except ValidationError as fault:
        told = "; ".join(f"{'.'.join(map(str, each['loc']))} {each['msg']}" for each in fault.errors())
        raise BadSuite(f"{file}, {said.get('id', 'a case without id')}: {told}") from fault
