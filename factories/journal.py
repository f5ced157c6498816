"""What a run does to an org, written down before it is asked for, so that it can be undone even after a crash.

Lines of JSON: a head (which run, which org), an intent for each deed, then its result and its end. An intent says by
which values the record can be found if the answer never came. Nothing secret is written.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from factories.paper import Paper, read_lines
from factories.refused import NotSent

VERSION = 1
Deed = Literal["insert", "foreseen", "update", "lease", "session"]
RECORD_ID = re.compile(r"[a-zA-Z0-9]{15}(?:[A-Z0-5]{3})?")
LONGEST_KEY = 255


class JournalError(NotSent):
    """The journal cannot be used, or a deed cannot be written down so that it could be undone."""


@dataclass(frozen=True)
class Head:
    """Whose journal it is: the run's id, the org's id, and where the org is."""

    run: str
    org: str
    instance: str


@dataclass
class Entry:
    """One deed.

    deed: insert; foreseen (somebody makes a record elsewhere, in a browser); update (of a record that the run has not
    made); lease (of a partner account of the pool); session (a log-in).
    key: field values by which the record is found. id: "" until the org has said it. old: values to restore.
    end: how it ended, "" while it is open. stays: why undoing it has failed so far.
    """

    deed: Deed
    sobject: str
    key: dict[str, str] = field(default_factory=dict)
    id: str = ""
    old: dict[str, Any] = field(default_factory=dict)
    number: int = 0
    at: str = ""
    end: str = ""
    stays: str = ""


class Journal:
    """The deeds of a run, or of one worker of it.

    paper: where it is written; without one it is kept in memory, for an org that forgets by itself.
    """

    def __init__(self, paper: Paper | None = None) -> None:
        self.head: Head | None = None
        self._paper = paper
        self._entries: dict[int, Entry] = {}
        self._known: set[str] = set()
        self._made: dict[str, Entry] = {}

    @classmethod
    def begin(cls, path: Path, head: Head) -> "Journal":
        """A journal in a new file, or the rest of one that this run has begun. Raises JournalError, InUse."""
        journal = cls(Paper(path))
        journal._replay(read_lines(path))
        if journal.head is None:
            journal.head = head
            journal._write([{"version": VERSION, **vars(head)}], sync=True)
        if journal.head != head:
            journal.close()
            raise JournalError(f"{path.name} is the journal of another run or org: {journal.head}")
        return journal

    @classmethod
    def resume(cls, path: Path) -> "Journal":
        """The journal in a file, to be ended. Raises InUse while its run goes on, JournalError for another version."""
        journal = cls(Paper(path))
        journal._replay(read_lines(path))
        return journal

    @classmethod
    def read(cls, path: Path) -> "Journal":
        """The journal in a file, to look at."""
        journal = cls()
        journal._replay(read_lines(path))
        return journal

    @property
    def on_paper(self) -> bool:
        """Whether the journal outlives this process; then everything in it has to be undone."""
        return self._paper is not None

    def close(self) -> None:
        """Let go of the file; nothing can be written any more."""
        if self._paper:
            self._paper.close()

    # -- writing

    def intend(self, *deeds: Entry) -> None:
        """Write down what is to be done; it is on the disk when this returns."""
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        for entry in deeds:
            entry.number, entry.at = max(self._entries, default=0) + 1, now
            self._entries[entry.number] = entry
            self._index(entry)
        self._write(map(_intent, deeds), sync=True)

    def confirm(self, entry: Entry, record_id: str) -> None:
        """The org has said which record it is."""
        entry.id = record_id
        self._index(entry)
        self._write([{"of": entry.number, "id": record_id}])

    def learn(self, *record_ids: str) -> None:
        """These records are the run's: what an insert has made whose answer never came."""
        self._known.update(record_id[:15] for record_id in record_ids)

    def finish(self, entry: Entry, end: str) -> None:
        """Nothing is left to undo: refused, deleted, deactivated, …"""
        entry.end, entry.stays = end, ""
        self._made.pop(entry.id[:15], None)
        if entry.deed == "lease":
            self._known.discard(entry.id[:15])
        self._write([{"of": entry.number, "end": end}])

    def keep(self, entry: Entry, why: str) -> None:
        """It could not be undone this time."""
        entry.stays = why
        self._write([{"of": entry.number, "stays": why}])

    # -- reading

    def open_entries(self) -> list[Entry]:
        """What is not undone yet, the newest first."""
        return [entry for entry in reversed(self._entries.values()) if not entry.end]

    def entry_of(self, record_id: str) -> Entry | None:
        """The open entry of a record that the run has made."""
        return self._made.get(record_id[:15])

    def leased_values(self, record_id: str) -> set[str]:
        """The fields of a leased account that its giving back restores."""
        leases = (entry for entry in self.open_entries() if entry.deed == "lease" and entry.id[:15] == record_id[:15])
        return {name for lease in leases for name in lease.old}

    def has_named(self, sobject: str, name: str) -> bool:
        """Whether a record that the run has made, and not undone yet, is known by this value."""
        made = (entry for entry in self.open_entries() if entry.deed in {"insert", "foreseen"})
        return any(entry.sobject == sobject and name in entry.key.values() for entry in made)

    def ids_of(self, sobject: str) -> set[str]:
        """The records of an sObject that the run has made or leased, and not undone yet."""
        return {entry.id for entry in self.open_entries() if entry.sobject == sobject and entry.id}

    def knows(self, *values: Any) -> bool:
        """Whether one of these values is the id of a record that the run has made or leased."""
        return any(isinstance(value, str) and value[:15] in self._known for value in values)

    # -- inside

    def _write(self, lines: Iterable[Mapping[str, Any]], *, sync: bool = False) -> None:
        if self._paper:
            self._paper.write(lines, sync=sync)

    def _replay(self, lines: list[dict[str, Any]]) -> None:
        for line in lines:
            if "version" in line:
                if line["version"] != VERSION:
                    raise JournalError(f"this journal is of version {line['version']}; {VERSION} is understood here")
                self.head = Head(line["run"], line["org"], line["instance"])
            elif "number" in line:
                self._entries[line["number"]] = _entry(line)
                self._index(self._entries[line["number"]])
            elif entry := self._entries.get(line.get("of", 0)):
                entry.id = line.get("id", entry.id)
                entry.end = line.get("end", entry.end)
                entry.stays = line.get("stays", entry.stays)
                self._index(entry)

    def _index(self, entry: Entry) -> None:
        """Find the entry by its record's id, from now on."""
        if not entry.id:
            return
        if entry.deed in {"insert", "foreseen", "lease"}:
            self._known.add(entry.id[:15])
        if entry.deed in {"insert", "foreseen"} and not entry.end:
            self._made[entry.id[:15]] = entry
        elif entry.end:
            self._made.pop(entry.id[:15], None)


def _entry(line: Mapping[str, Any]) -> Entry:
    try:
        return Entry(**line)
    except TypeError:
        raise JournalError(f"entry {line['number']} of this journal is not understood") from None


def _intent(entry: Entry) -> dict[str, Any]:
    told = {name: value for name, value in vars(entry).items() if value and name not in {"end", "stays"}}
    return {"number": entry.number, "deed": entry.deed, "sobject": entry.sobject, **told}


def identifying(
    sobject: str, values: Mapping[str, Any], tag: str, ours: Callable[..., bool] = lambda *_: False
) -> dict[str, str]:
    """The values by which a record is found if the answer to its insert never comes.

    Usernames and names are by the run's tag in them; a row without a name is by what it refers to, one of which has
    to be a record of the run (`ours` knows these ids).
    Raises JournalError for a record that could not be told from others.
    """
    texts = {name: value for name, value in values.items() if isinstance(value, str) and len(value) <= LONGEST_KEY}
    if tag.lower() in texts.get("Username", "").lower():
        return {"Username": texts["Username"]}
    tagged = {name: value for name, value in texts.items() if tag in value}
    references = {name: value for name, value in texts.items() if RECORD_ID.fullmatch(value)}
    if tagged:
        return tagged
    if ours(*references.values()):
        return references
    raise JournalError(
        f"a {sobject} without the run's tag in its name could not be found again to be undone: "
        "make its name by org.data.unique(…), or tag the scenario @needs-reset"
    )
