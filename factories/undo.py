"""Leaving an org as it was found, as far as Salesforce allows: users cannot be deleted, nor accounts that had some.

What the journal holds open is undone in this order: users are deactivated, records deleted (the newest first), values
restored, accounts given back to the pool, sessions ended. What is refused is tried once more after the rest.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from factories.answers import Unreachable
from factories.journal import Entry, Journal
from factories.pool import give_back
from factories.records import Records
from factories.refused import NotSent, Refused
from factories.soql import text_literal
from factories.undoing import deactivate, delete, end_sessions, find, restore

ROUNDS = 3
LOCKED = "UNABLE_TO_LOCK_ROW"
HARMLESS = frozenset({"Account", "Contact"})
"""What may stay for good: a disabled account, a contact whose deactivated user cannot be deleted."""


@dataclass(frozen=True)
class Outcome:
    """What became of a deed.

    sentence: what stays in the org, "" where nothing does. active: whether it is of any use to anybody.
    """

    entry: Entry
    sentence: str = ""
    active: bool = False


@dataclass
class Task:
    """One record to undo.

    why: what the org has said against it. passing: it says nothing of this record, and may say otherwise soon.
    """

    entry: Entry
    record_id: str
    why: str = ""
    passing: bool = False

    @property
    def label(self) -> str:
        """What to call it."""
        return " ".join([self.entry.sobject, next(iter(self.entry.key.values()), self.record_id)])


Watch = Callable[[str, int, int], None]


def undo(
    org: Records, journal: Journal, entries: Sequence[Entry] | None = None, watch: Watch = lambda *_: None
) -> list[Outcome]:
    """Undo what the journal holds open; what became of each deed.

    Args:
        entries: only these, the newest first.
        watch: is told what is going on, how much is done, and of how much.
    """
    open_ = journal.open_entries() if entries is None else list(entries)
    tasks = resolve(org, journal, open_)
    left, total = tasks, len(tasks)
    closed: dict[int, Outcome] = {}
    for _ in range(ROUNDS if total else 0):
        for what, kind, act in _PHASES:
            watch(what, total - len(left), total)
            now = [task for task in left if kind(task.entry)]
            _try(act, org, now)
            closed |= {entry.number: _close(org, journal, entry, its) for entry, its in _all_done(now, tasks)}
        left = [task for task in left if task.why]
        if not left:
            break
    watch("", total - len(left), total)
    rest = [entry for entry in open_ if entry.number not in closed]
    closed |= {entry.number: _close(org, journal, entry, _of(entry, tasks)) for entry in rest}
    return [closed[entry.number] for entry in open_]


def _of(entry: Entry, tasks: Sequence[Task]) -> list[Task]:
    return [task for task in tasks if task.entry is entry]


def _all_done(now: Sequence[Task], tasks: Sequence[Task]) -> Iterator[tuple[Entry, list[Task]]]:
    """The entries of which nothing is left: written down at once, so that whoever goes on later need not ask again."""
    for entry in {task.entry.number: task.entry for task in now}.values():
        its = _of(entry, tasks)
        if not any(task.why for task in its):
            yield entry, its


def _try(act: Callable[[Records, Sequence[Task]], None], org: Records, tasks: Sequence[Task]) -> None:
    """One phase; what an org that is busy, or not there, has not said is not undone yet."""
    try:
        act(org, tasks)
    except (Refused, Unreachable) as no:
        for task in tasks:
            task.why, task.passing = str(no), True


def resolve(org: Records, journal: Journal, entries: Sequence[Entry]) -> list[Task]:
    """The records of the entries; those that the org never confirmed are looked for."""
    confirmed = [(each.sobject, each.key) for each in entries if each.id and each.deed == "insert"]
    ids = {each.id for each in entries if each.deed == "insert"}
    tasks = []
    for entry in entries:
        if entry.deed == "foreseen" and entry.id in ids:
            continue
        if entry.id or entry.deed in {"lease", "session"}:
            tasks.append(Task(entry, entry.id))
        elif not (entry.deed == "foreseen" and _is_there(entry, confirmed)):
            found = find(org, entry)
            journal.learn(*found)
            tasks += [Task(entry, each) for each in found]
    return tasks


def _is_there(entry: Entry, confirmed: list[tuple[str, dict[str, str]]]) -> bool:
    """Whether what was foreseen was made through the API after all, and confirmed."""
    return any(sobject == entry.sobject and entry.key.items() <= key.items() for sobject, key in confirmed)


def _users(org: Records, tasks: Sequence[Task]) -> None:
    refused = deactivate(org, [task.record_id for task in tasks if task.record_id != org.user_id])
    _told(tasks, refused | {org.user_id: "it is the user who undoes"})


def _records(org: Records, tasks: Sequence[Task]) -> None:
    _told(tasks, delete(org, [(task.entry.sobject, task.record_id) for task in tasks]))


def _one_by_one(act: Callable[[Records, Entry], object]) -> Callable[[Records, Sequence[Task]], None]:
    def each(org: Records, tasks: Sequence[Task]) -> None:
        for task in tasks:
            try:
                act(org, task.entry)
                task.why, task.passing = "", False
            except (Refused, NotSent, Unreachable) as no:
                task.why = str(no)

    return each


def _told(tasks: Sequence[Task], refusals: dict[str, str]) -> None:
    for task in tasks:
        task.why = refusals.get(task.record_id, "")
        task.passing = task.why.startswith(LOCKED)


def _is_made(entry: Entry) -> bool:
    return entry.deed in {"insert", "foreseen"}


_PHASES: Sequence[tuple[str, Callable[[Entry], bool], Callable[[Records, Sequence[Task]], None]]] = (
    ("deactivating users", lambda entry: _is_made(entry) and entry.sobject == "User", _users),
    ("deleting records", lambda entry: _is_made(entry) and entry.sobject != "User", _records),
    ("restoring values", lambda entry: entry.deed == "update", _one_by_one(restore)),
    ("giving accounts back", lambda entry: entry.deed == "lease", _one_by_one(give_back)),
    ("ending sessions", lambda entry: entry.deed == "session", _one_by_one(end_sessions)),
)


def _close(org: Records, journal: Journal, entry: Entry, tasks: Sequence[Task]) -> Outcome:
    """Write down how it ended."""
    refused = [task for task in tasks if task.why]
    if not refused:
        journal.finish(entry, _end(entry, tasks))
        stays = _is_made(entry) and entry.sobject == "User" and tasks
        return Outcome(entry, f"{tasks[0].label} is deactivated: a user cannot be deleted" if stays else "")
    sentence = "; ".join(f"{task.label} stays: {task.why}" for task in refused)
    harmless = _is_made(entry) and entry.sobject in HARMLESS and not any(task.passing for task in refused)
    active = not harmless or _is_partner(org, refused)
    if active:
        journal.keep(entry, sentence)
    else:
        journal.finish(entry, sentence)
    return Outcome(entry, sentence, active)


def _end(entry: Entry, tasks: Sequence[Task]) -> str:
    if _is_made(entry):
        gone = "deactivated" if entry.sobject == "User" else "deleted"
        return gone if tasks else "was not made"
    return {"update": "restored", "lease": "given back", "session": "ended"}[entry.deed]


def _is_partner(org: Records, tasks: Sequence[Task]) -> bool:
    if tasks[0].entry.sobject != "Account":
        return False
    ids = ", ".join(text_literal(task.record_id) for task in tasks)
    try:
        return bool(org.query(f"SELECT Id FROM Account WHERE Id IN ({ids}) AND IsPartner = true"))
    except (Refused, Unreachable):
        return True  # nobody knows: it is told, and tried again
