"""The journals of a folder, run by run, and what is undone of each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from factories.answers import Unreachable
from factories.journal import Entry, Head, Journal, JournalError
from factories.org import OrgClient
from factories.paper import InUse
from factories.refused import Refused
from factories.sandbox.cleanup.by_name import Trace, found_by_name
from factories.undo import Watch, resolve, undo

OF_WORKER = re.compile(r"-w\d+$")


@dataclass
class Report:
    """What came of a clean-up. told: a sentence each; active: of these, what is still of use to somebody.

    planned: nothing was done, this is what would be.
    """

    told: list[str] = field(default_factory=list)
    active: list[str] = field(default_factory=list)
    undone: int = 0
    planned: bool = False


def journals_of(folder: Path, runs: Sequence[str] = ()) -> list[Path]:
    """The journals of these runs, or of all; a run of several workers has one for each."""
    found = sorted(folder.glob("*.jsonl"))
    return [each for each in found if not runs or run_of(each) in runs]


def run_of(journal: Path) -> str:
    """The run that a journal is of."""
    return OF_WORKER.sub("", journal.stem)


def clean_up(path: Path, admin: OrgClient, org_id: str, watch: Watch) -> Report:
    """Undo what a journal holds open, and remove it when nothing is left; what an org that is busy left for later."""
    report = Report()
    try:
        journal = Journal.resume(path)
    except (InUse, JournalError) as no:
        return Report(active=[f"{path.name} is left alone: {no}"])
    try:
        if refusal := _of_another_org(path, journal, org_id):
            return Report(active=[refusal])
        admin.journal = journal
        for outcome in undo(admin, journal, watch=watch):
            report.undone += not outcome.active
            if outcome.sentence:
                (report.active if outcome.active else report.told).append(outcome.sentence)
    except (Refused, Unreachable) as no:
        report.active.append(f"{path.name} is not at its end, clean up again: {no}")
    finally:
        journal.close()
    if not journal.open_entries():
        path.unlink()
    return report


def plan(path: Path, admin: OrgClient, org_id: str) -> Report:
    """What cleaning up would do; nothing changes."""
    journal = Journal.read(path)
    if refusal := _of_another_org(path, journal, org_id):
        return Report(active=[refusal])
    return Report(told=[*_would(admin, journal)], planned=True)


def plan_by_name(admin: OrgClient, trace: Trace, owner: str) -> tuple[list[Entry], list[str]]:
    """What is found of a run by its names, and a sentence on each. Raises Refused."""
    entries, looked_at = found_by_name(admin, trace, owner), Journal()
    looked_at.intend(*entries)
    return entries, [*_would(admin, looked_at)]


def write_anew(path: Path, head: Head, entries: Sequence[Entry]) -> None:
    """The journal of a run whose own one is gone."""
    journal = Journal.begin(path, head)
    journal.intend(*entries)
    journal.close()


def _of_another_org(path: Path, journal: Journal, org_id: str) -> str:
    """Why this journal is not for this org; one without a head is of a run that was killed before it did anything."""
    if journal.head is None and journal.open_entries():
        return f"{path.name} is left alone: its first line, which says of which org it is, cannot be read"
    if journal.head is None or journal.head.org[:15] == org_id[:15]:
        return ""
    theirs = f"the org {journal.head.org} at {journal.head.instance}"
    return f"{path.name} is left alone: it is of {theirs}, and this is {org_id}"


def _would(admin: OrgClient, journal: Journal) -> Iterator[str]:
    for task in resolve(admin, journal, journal.open_entries()):
        yield f"{task.label} would be {_verb(task.entry)}"


def _verb(entry: Entry) -> str:
    if entry.deed in {"insert", "foreseen"}:
        return "deactivated" if entry.sobject == "User" else "deleted"
    return {"update": "restored", "lease": "given back to the pool", "session": "logged out"}[entry.deed]
