"""Access diff: who gains and who loses what between two versions of an org's metadata, on the same data."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mock_org.audit.diff.compared import Access, Kept, Person, Side
from mock_org.audit.diff.facts import Facts, facts, given_by
from mock_org.audit.diff.permissions import PermissionChange, permission_changes
from mock_org.org import Org
from mock_org.security import Level
from mock_org.security.sharing.grant import LEVELS

__all__ = ["AccessDiff", "Change", "PermissionChange", "Side", "compare"]

NOTHING = Access("none", "")
CAP = "object permissions of profile and permission sets"
# Whether external users; object; to whom the records belong; level before and after; the entries.
_Key = tuple[bool, str, str, Level, Level, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Change:
    """People who gain or lose on records of one object, all by the same entries.

    groups: their profiles and permission sets. belongs: to whom the records belong. by: the entries of the side on
    which they have more. pairs: each person with each record.
    """

    groups: tuple[str, ...]
    sobject: str
    belongs: str
    was: Level
    now: Level
    by: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]

    @property
    def people(self) -> int:
        """How many people."""
        return len({person for person, _ in self.pairs})

    @property
    def records(self) -> int:
        """How many records."""
        return len({record for _, record in self.pairs})

    @property
    def gain(self) -> bool:
        """Whether they have more than before."""
        return LEVELS.index(self.now) > LEVELS.index(self.was)


@dataclass(frozen=True, slots=True)
class AccessDiff:
    """All changes. people, records: how many were compared; notes: what could not be."""

    changes: Sequence[Change]
    permissions: Sequence[PermissionChange]
    people: int
    records: int
    notes: Sequence[str]

    @property
    def gains(self) -> bool:
        """Whether anybody gains anything."""
        return any(each.gain for each in self.changes) or any(each.gain for each in self.permissions)

    @property
    def losses(self) -> bool:
        """Whether anybody loses anything."""
        return not all(each.gain for each in self.changes) or not all(each.gain for each in self.permissions)


def compare(old: Side, new: Side) -> AccessDiff:
    """Everybody's access to every record on both sides, and what profiles and permission sets say."""
    before, after = facts(old), facts(new)
    changed = [key for key in dict.fromkeys((*before, *after)) if _level(before, key) != _level(after, key)]
    blame = _Blame(old, new)
    found: dict[_Key, list[tuple[str, str]]] = {}
    known = {person.name: person for person in (*old.persons, *new.persons)}
    for person, sobject, record in changed:
        key = (person, sobject, record)
        was, now = _level(before, key), _level(after, key)
        belongs = (after.get(key) or before[key]).belongs
        by = blame.of(person, sobject, record, LEVELS.index(now) > LEVELS.index(was))
        of_kind = found.setdefault((known[person].external, sobject, belongs, was, now, by), [])
        of_kind.append((person, record))
    notes = tuple(dict.fromkeys((*old.notes, *new.notes)))
    groups = {name: person.group for name, person in known.items()}
    changes = tuple(_sorted(_changes(found, groups)))
    people = {person.name for side in (old, new) for person in side.persons}
    records = {name for side in (old, new) for name in side.by_name()}
    return AccessDiff(changes, tuple(permission_changes(old.org, new.org)), len(people), len(records), notes)


def _level(found: Facts, key: tuple[str, str, str]) -> Level:
    return found.get(key, NOTHING).level


def _changes(found: Mapping[_Key, Sequence[tuple[str, str]]], groups: Mapping[str, str]) -> Iterator[Change]:
    for (_, sobject, belongs, was, now, by), pairs in found.items():
        names = tuple(sorted({groups[person] for person, _ in pairs}))
        yield Change(names, sobject, belongs, was, now, by, tuple(pairs))


def _sorted(changes: Iterator[Change]) -> list[Change]:
    """Gains first; among them what reaches furthest."""
    return sorted(changes, key=lambda each: (not each.gain, -LEVELS.index(each.now), -len(each.pairs)))


class _Blame:
    """Which entries make the difference; each person and object is asked once."""

    def __init__(self, old: Side, new: Side) -> None:
        self._sides = (old, new)
        self._persons = [{person.name: person for person in side.persons} for side in self._sides]
        self._records = [side.by_name() for side in self._sides]
        self._known: dict[tuple[int, str, str], dict[str, dict[str, Level]]] = {}

    def of(self, person: str, sobject: str, record: str, gain: bool) -> tuple[str, ...]:
        """The sources that give more on the side that gives more; none of them does where permissions cut it off."""
        more, less = (self._given(int(side), person, sobject, record) for side in (gain, not gain))
        by = [each for each, level in more.items() if LEVELS.index(level) > LEVELS.index(less.get(each, "none"))]
        return tuple(sorted(by)) or (CAP,)

    def _given(self, side: int, person: str, sobject: str, record: str) -> dict[str, Level]:
        who, what = self._persons[side].get(person), self._records[side].get((sobject, record))
        if who is None or what is None:
            return {}
        key = (side, person, sobject)
        if key not in self._known:
            self._known[key] = self._all_given(self._sides[side].org, who, sobject, self._records[side])
        return self._known[key].get(what.id, {})

    @staticmethod
    def _all_given(
        org: Org, who: Person, sobject: str, records: Mapping[tuple[str, str], Kept]
    ) -> dict[str, dict[str, Level]]:
        ids = [each.id for each in records.values() if each.sobject == sobject]
        return given_by(org, who, org.schema[sobject], ids)
