"""Code bound to an sObject and an event, run by the save before or after the write (Apex Developer Guide, Triggers)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from mock_org.clock import Clock
from mock_org.schema import Schema, SObject
from mock_org.security import RunningUser
from mock_org.settings import Settings
from mock_org.storage import Database

When = Literal["before", "after"]
Event = Literal["insert", "update", "delete", "undelete"]
Values = dict[str, Any]


class Records(Protocol):
    """The org's records in system mode: no permission and no sharing is asked, triggers and validation run."""

    @property
    def schema(self) -> Schema:
        """The org's describes."""

    def find(self, sobject: str, **equals: Any) -> list[Values]:
        """The records whose fields have these values (a tuple or list: any of them), deleted ones left out."""

    def get(self, sobject: str, record_id: str | None) -> Values | None:
        """One record, or None."""

    def one(self, sobject: str, **equals: Any) -> Values | None:
        """The first record that fits, or None."""

    def count(self, sobject: str, **equals: Any) -> int:
        """How many records fit."""

    def insert(self, sobject: str, values: Mapping[str, Any]) -> str:
        """Create a record; its id."""

    def update(self, sobject: str, record_id: str, values: Mapping[str, Any]) -> None:
        """Change a record."""

    def delete(self, sobject: str, record_id: str) -> None:
        """Delete a record."""

    def load(self, sobject: str, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        """Write setup rows as they are, many at once, with ids and audit fields; their ids."""

    def write(self, sobject: str, record_ids: Sequence[str], values: Mapping[str, Any]) -> None:
        """Set what the platform itself keeps (counters, derived roles): no trigger, no validation, no audit field."""

    def erase(self, sobject: str, record_ids: Sequence[str]) -> None:
        """Take rows away for good, past the Recycle Bin: no trigger, no constraint."""


@dataclass(frozen=True)
class TriggerContext:
    """What a trigger sees of the save that runs it.

    old: the record as it was (None on insert). new: as it will be; a before trigger may change it (empty on delete).
    user: the running user. system: every record, past permissions. base_url: where the org answers, for links in mails.
    auto_assign: whether the call asked for assignment (Sforce-Auto-Assign). trigger_user_email: whether it asked for
    mails to users (EmailHeader).
    """

    sobject: SObject
    event: Event
    old: Values | None
    new: Values
    user: RunningUser
    system: Records
    schema: Schema
    settings: Settings
    clock: Clock
    database: Database
    base_url: str
    auto_assign: bool = False
    trigger_user_email: bool = False

    def changed(self, *fields: str) -> bool:
        """Whether one of these fields has another value than before; on insert, whether it has one."""
        if self.old is None:
            return any(self.new.get(name) not in (None, False) for name in fields)
        return any(self.new.get(name) != self.old.get(name) for name in fields)

    def became(self, field: str, value: object) -> bool:
        """Whether the field has this value now and had another before."""
        before = self.old.get(field) if self.old is not None else None
        return self.new.get(field) == value and before != value


@dataclass(frozen=True, slots=True)
class Trigger:
    """Code bound to (sObject, before/after, event)."""

    sobject: str
    when: When
    event: Event
    run: Callable[[TriggerContext], None]


class Triggers:
    """Those of one org, in their order, found by where they run."""

    def __init__(self, *triggers: Trigger) -> None:
        self._found: dict[tuple[str, When, Event], list[Trigger]] = {}
        for trigger in triggers:
            self._found.setdefault((trigger.sobject.lower(), trigger.when, trigger.event), []).append(trigger)

    def of(self, sobject: str, when: When, event: Event) -> Sequence[Trigger]:
        """The triggers that run there."""
        return self._found.get((sobject.lower(), when, event), ())
