"""Steps about records of any kind, also of those that a project has added: fields by label."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pytest_bdd import given, when

from factories import Record
from features.scene import Scene, kind_of
from features.words import Noun, noun, saying

Table = Sequence[Sequence[str]]


@given(saying("the {noun:Noun} owned by {owner:Name}"))
def a_record(scene: Scene, noun: Noun, owner: str) -> None:
    """A record of any kind, with nothing but its name."""
    a_record_with(scene, noun, owner, [])


@given(saying("the {noun:Noun} owned by {owner:Name} with"))
def a_record_with(scene: Scene, noun: Noun, owner: str, datatable: Table) -> None:
    """A record of any kind; the table has a field's label and its value in each row, records as account "Acme"."""
    kind = kind_of(noun)
    fields = {field["label"]: field for field in scene.org.describe(kind.sobject)["fields"]}
    values = {}
    for label, text in _pairs(datatable):
        if label not in fields:
            raise ValueError(f'{kind.sobject} has no field "{label}"; there are {", ".join(sorted(fields))}')
        values[fields[label]["name"]] = _typed(fields[label]["type"], _meant(scene, text))
    values |= {kind.field: scene.unique(noun.name), "OwnerId": scene.person(owner).login.Id}
    scene.keep(noun, Record(kind.sobject, {"Id": scene.org.insert(kind.sobject, values)}))


@when(saying("{who:Name} creates the {noun:Noun}"))
def create(scene: Scene, who: str, noun: Noun) -> None:
    """Enter a record of any kind, with nothing but its name."""
    create_with(scene, who, noun, [])


@when(saying("{who:Name} creates the {noun:Noun} with"))
def create_with(scene: Scene, who: str, noun: Noun, datatable: Table) -> None:
    """Enter a record of any kind; the table has a field's label and its value in each row."""
    values = {label: _meant(scene, text) for label, text in _pairs(datatable)}
    with scene.attempt():
        scene.keep(noun, scene.create(who, kind_of(noun), noun.name, values))


def _pairs(table: Table) -> Iterator[tuple[str, str]]:
    for row in table:
        if len(row) != 2:
            raise ValueError(f"a row has a field's label and its value, not {' | '.join(row)}")
        yield row[0], row[1]


def _meant(scene: Scene, text: str) -> str:
    """The id of a record or a person of the scenario, where the text names one; else the text."""
    if re.fullmatch(noun.pattern, text):  # type: ignore[attr-defined]
        return str(scene.record(noun(text)).Id)
    person = scene.people.get(text)
    return str(person.user.Id) if person is not None and person.user is not None else text


def _typed(kind: str, text: str) -> Any:
    if kind == "boolean":
        return text.lower() == "true"
    return float(text) if kind in {"double", "currency", "percent", "int"} else text
