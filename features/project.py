"""What a project says of its scenarios, in scenarios.toml: its sorts of records, its steps, its partner programme."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

import click

from factories.program import Program

FILE = "scenarios.toml"
_WORDS = re.compile(r"[a-z]+( [a-z]+)*")


class Kind(NamedTuple):
    """A sort of record as scenarios call it.

    label: the label of the field that holds the name a scenario gives it; field: that field's API name.
    """

    sobject: str
    label: str
    field: str


class ProjectRefused(click.ClickException):
    """What is wrong with a scenarios.toml: the file, the key, and what would be right."""

    exit_code = 2


@dataclass(frozen=True)
class Project:
    """A project's own words.

    root: the folder of its scenarios.toml, None where there is none. kinds, plurals: by the words of a scenario.
    steps: modules of steps, as Python imports them from the root.
    """

    root: Path | None = None
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    plurals: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[str, ...] = ()
    program: Program = field(default_factory=Program)


def find_project(folder: Path) -> Project:
    """The project that a folder belongs to. Raises ProjectRefused."""
    for each in (folder, *folder.parents):
        if (each / FILE).is_file():
            return read_project(each / FILE)
    return Project()


def read_project(file: Path) -> Project:
    """The project of a scenarios.toml. Raises ProjectRefused."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ProjectRefused(f"{file}: {fault}") from fault
    _only(told, ("steps", "kinds", "program"), str(file))
    kinds = _table(told, "kinds", str(file))
    program = _table(told, "program", str(file))
    names = [each.name for each in fields(Program)]
    _only(program, names, f"{file} [program]")
    return Project(
        root=file.parent,
        kinds={words: _kind(words, kind, file) for words, kind in kinds.items()},
        plurals={kind.get("plural", f"{words}s"): words for words, kind in kinds.items()},
        steps=tuple(_texts(told.get("steps", []), f"{file}: steps")),
        program=Program(**{name: _text(value, f"{file} [program] {name}") for name, value in program.items()}),
    )


def check_root(rootpath: Path, project: Project) -> None:
    """Refuse a run whose words are not those of its project: they are looked for from where the run was started."""
    if (rootpath / FILE).is_file() and project.root != rootpath:
        raise ProjectRefused(f"{rootpath / FILE} is not read from here: run pytest in {rootpath} or below it")


def _kind(words: str, told: Any, file: Path) -> Kind:
    where = f"{file} [kinds.{words}]"
    if not isinstance(told, dict):
        raise ProjectRefused(f"{where}: it must be a table with sobject, label and field")
    _only(told, (*Kind._fields, "plural"), where)
    for name in (words, told.get("plural", words)):
        if not isinstance(name, str) or not _WORDS.fullmatch(name):
            raise ProjectRefused(f'{where}: "{name}" must be words in lower case, as a scenario says them')
    missing = [name for name in Kind._fields if name not in told]
    if missing:
        raise ProjectRefused(f"{where}: {missing[0]} is missing")
    return Kind(*(_text(told[name], f"{where} {name}") for name in Kind._fields))


def _table(told: Mapping[str, Any], name: str, where: str) -> dict[str, Any]:
    found = told.get(name, {})
    if not isinstance(found, dict):
        raise ProjectRefused(f"{where}: {name} must be a table, [{name}]")
    return found


def _texts(value: Any, where: str) -> list[str]:
    if not isinstance(value, list):
        raise ProjectRefused(f'{where} must be a list of modules, as ["steps.deals"]')
    return [_text(each, where) for each in value]


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value:
        raise ProjectRefused(f"{where} must be a text")
    return value


def _only(told: Mapping[str, Any], known: Any, where: str) -> None:
    for name in told:
        if name not in known:
            near = get_close_matches(name, list(known), 1)
            meant = f"is {near[0]} meant?" if near else f"there are {', '.join(known)}"
            raise ProjectRefused(f"{where}: {name} is no key; {meant}")


# The words of steps are fixed when their modules are imported, so what a project adds is read once, before them.
PROJECT = find_project(Path.cwd())
