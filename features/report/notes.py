"""What happens while a scenario runs: how its steps end, what it makes, who sees what."""

import time
from dataclasses import dataclass, field
from typing import Any

import pytest

from features.scene import Scene

Plain = dict[str, Any]


@dataclass
class Notes:
    """The notes of one run of a scenario.

    steps: how each step ended, as far as the run got. scene: who and what there is; absent where no step asked.
    """

    steps: list[Plain] = field(default_factory=list)
    scene: Scene | None = None
    plain: Plain = field(default_factory=dict)
    _began: float = 0.0

    def begin_step(self) -> None:
        """The next step begins."""
        self._began = time.perf_counter()

    def end_step(self, status: str) -> None:
        """The step that began last has passed or failed."""
        self.steps.append({"status": status, "seconds": time.perf_counter() - self._began})

    def close(self) -> None:
        """Write down what the scene knows, while its org is there."""
        self.plain = {"steps": self.steps, "made": [], "tables": []}
        if self.scene is not None:
            self.plain["made"] = made_in(self.scene)
            self.plain["tables"] = [table_of(self.scene, findings) for findings in self.scene.tables]


NOTES = pytest.StashKey[Notes]()


def notes_of(item: pytest.Item) -> Notes:
    """The notes of the run that is going on."""
    return item.stash.setdefault(NOTES, Notes())


def made_in(scene: Scene) -> list[Plain]:
    """The records of a scenario by sObject, name and id, those that it names first."""
    names: dict[str, tuple[str, str]] = {}
    for noun, record in scene.records.items():
        names.setdefault(str(record.get("Id", "")), (record.sobject, noun.name))
    for person in scene.people.values():
        if person.user is not None:
            names.setdefault(str(person.user.get("Id", "")), ("User", str(person.user.get("Username", person.name))))
    for entry in reversed(scene.org.journal.open_entries() if scene.org else ()):
        names.setdefault(entry.id, (entry.sobject, _name_in(entry.key)))
    return [{"sobject": sobject, "name": name, "id": each} for each, (sobject, name) in names.items() if each]


def _name_in(key: dict[str, str]) -> str:
    """What the journal finds a record by, where that is a name."""
    return next((value for field, value in key.items() if field.endswith(("name", "Name"))), "")


def table_of(scene: Scene, findings: list[Any]) -> Plain:
    """A visibility table as it was seen; the vendor's people look through the API, whatever the way."""
    people = list(dict.fromkeys(each.cell.column.title for each in findings))
    rows: dict[str, Plain] = {}
    for each in findings:
        row = rows.setdefault(str(each.cell.noun), {})
        row[each.cell.column.title] = {
            "way": scene.way if scene.person(each.cell.column.name).company else "api",
            "expected": each.cell.expected,
            "seen": each.shown,
            "holds": each.holds,
            "because": list(each.because),
        }
    return {"people": people, "rows": [{"record": name, "cells": cells} for name, cells in rows.items()]}
