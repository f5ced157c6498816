"""One record's way into the database, in Salesforce's order of execution.

Apex Developer Guide, "Triggers and Order of Execution".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from mock_org.dml import access, deletion, references, rollups, shares, team_levels, undeletion
from mock_org.dml.context import SaveContext
from mock_org.dml.defaults import apply_defaults, number_record, stamp
from mock_org.dml.derived import derive
from mock_org.dml.duplicates import check_duplicates
from mock_org.dml.hierarchies import check_hierarchies
from mock_org.dml.lookup_filters import check_lookup_filters
from mock_org.dml.results import NoSuchRecord
from mock_org.dml.rows import Rows
from mock_org.dml.system import SystemRecords
from mock_org.dml.triggers import Event, TriggerContext, When
from mock_org.dml.twins import find_twin
from mock_org.dml.unique import check_unique
from mock_org.dml.validation import read_values, truncated, validate
from mock_org.dml.validation_rules import check_validation_rules
from mock_org.errors import SalesforceError
from mock_org.schema import SObject, to_18

Values = dict[str, Any]


@dataclass
class Save:
    """One record on its way. given: as the client sent it; old: as it was; new: as it will be.

    masters: further ones whose summaries the save changes.
    """

    ctx: SaveContext
    sobject: SObject
    event: Event
    given: Values
    record_id: str | None = None
    old: Values | None = None
    new: Values = field(default_factory=dict)
    masters: rollups.Masters = field(default_factory=dict)
    done: bool = False  # a twin took the new values over: nothing is left to do

    @property
    def rows(self) -> Rows:
        """The object's rows."""
        return Rows(self.ctx.database, self.sobject)


def load_original(save: Save) -> None:
    """Load the original record, or begin a new one."""
    if save.event == "insert":
        return
    record_id = to_18(save.record_id or "")
    if record_id is None or not record_id.startswith(save.sobject.key_prefix or ""):
        # REST API Developer Guide, "Update Records Using sObject Collections"; of no id at all: recorded.
        if save.event == "update" and record_id is not None:
            raise access.wrong_id(save.sobject, str(save.record_id))
        raise SalesforceError("MALFORMED_ID", f"malformed id {save.record_id}", [])
    save.record_id, save.old = record_id, save.rows.get(record_id)
    if save.old is None:
        shares.refuse_computed(save.ctx, save.sobject, record_id)
        raise NoSuchRecord
    if save.old.get("IsDeleted"):
        if not access.may_read_record(save.ctx, save.sobject, record_id):
            raise NoSuchRecord
        raise SalesforceError("ENTITY_IS_DELETED", "entity is deleted", [])


def check_permissions(save: Save) -> None:
    """Object permissions, access to the record, field-level security, fields that nobody writes."""
    if save.event == "insert":
        access.check_create(save.ctx, save.sobject)
    elif save.event == "update":
        access.check_edit(save.ctx, save.sobject, save.record_id or "")
    else:
        access.check_delete(save.ctx, save.sobject, save.record_id or "")
        return
    save.given = references.resolve_external_ids(save.ctx, save.sobject, save.given)
    access.check_fields(save.ctx, save.sobject, save.given, creating=save.event == "insert")


def system_validation(save: Save) -> None:
    """Read the new values over the old ones; give a new record its defaults."""
    sent = read_values(save.sobject, save.given)
    if save.ctx.allow_field_truncation:
        sent = truncated(save.sobject, sent)
    references.normalise_ids(save.ctx, save.sobject, sent)
    save.new = (save.old or {}) | sent
    if save.old is None:
        apply_defaults(save.ctx, save.sobject, save.new)
    shares.prepare_share(save.ctx, save.sobject, save.new, save.old)
    team_levels.prepare_member(save.ctx, save.sobject, save.new, save.old)


def before_triggers(save: Save) -> None:
    """Run the before triggers."""
    _fire(save, "before")


def derived_fields(save: Save) -> None:
    """Bring the fields that follow from others up to date."""
    derive(save.ctx, save.sobject.name, save.new, save.old)


def validate_record(save: Save) -> None:
    """System validation again, now of what the triggers made: required fields, formats, lookups, owner, uniqueness."""
    validate(save.sobject, save.new, save.old)
    references.normalise_ids(save.ctx, save.sobject, save.new)
    references.check_references(save.ctx, save.sobject, save.new, save.old)
    check_hierarchies(save.ctx, save.sobject, save.new, save.old)
    if save.old is not None:
        access.check_transfer(save.ctx, save.sobject, save.new, save.old)
    references.check_owner(save.ctx, save.sobject, save.new, save.old)
    check_unique(save.ctx, save.sobject, save.new, save.old)
    shares.check_share(save.ctx, save.sobject, save.new, save.old)
    team_levels.check_member_levels(save.ctx, save.sobject, save.new, save.old)
    check_lookup_filters(save.ctx, save.sobject, save.new, save.old)


def custom_validation(save: Save) -> None:
    """Refuse the record where a validation rule holds."""
    check_validation_rules(save.ctx, save.sobject, save.new, save.old)


def duplicate_rules(save: Save) -> None:
    """Refuse the record where a duplicate rule finds one like it."""
    check_duplicates(save.ctx, save.sobject, save.new, save.old)


def write(save: Save) -> None:
    """Save the record to the database, with its audit fields; it is not committed yet."""
    if save.old is not None:
        stamp(save.ctx, save.sobject, save.new, created=False)
        changed = {name: value for name, value in save.new.items() if save.old.get(name) != value}
        save.rows.update([save.old["Id"]], changed)
        shares.drop_manual_shares(save.ctx, save.sobject, save.new, save.old)
        return
    twin = find_twin(save.ctx, save.sobject, save.new)
    if twin is not None:
        save.record_id, save.done = twin, True
        return
    number_record(save.ctx, save.sobject, save.new)
    rollups.begin(save.ctx, save.sobject, save.new)
    stamp(save.ctx, save.sobject, save.new, created=True)
    save.record_id = save.new["Id"] = save.ctx.database.next_id(save.sobject)
    if save.sobject.custom and save.sobject.field("Name") and not save.new.get("Name"):
        save.new["Name"] = save.record_id[:15]  # a custom object's record without a name is named by its id (B)
    save.new = save.rows.insert(save.new)[0]


def after_triggers(save: Save) -> None:
    """Run the after triggers."""
    if not save.done:
        _fire(save, "after")


def delete_constraints(save: Save) -> None:
    """Refuse the delete of a record that others need."""
    shares.check_sharer(save.ctx, save.sobject, save.old or {})
    deletion.check_constraints(save.ctx, save.sobject, save.old or {})


def roll_up(save: Save) -> None:
    """Bring the summaries of the record's masters up to date; a master that changes is saved in its turn."""
    masters = save.masters | rollups.masters_of(save.ctx, save.sobject, save.old, save.new)
    if masters and not save.done:
        system = save.ctx.as_system()
        rollups.roll_up(system, masters, lambda sobject, values, key: run(system, "update", sobject, values, key))


def remove(save: Save) -> None:
    """Take the record out, with what goes along."""
    save.masters = rollups.masters_below(save.ctx, save.sobject, save.record_id or "")
    deletion.remove(save.ctx, save.sobject, save.old or {})


def load_deleted(save: Save) -> None:
    """Load the record from the Recycle Bin, for who might have deleted it."""
    record_id = to_18(save.record_id or "")
    if record_id is None or not record_id.startswith(save.sobject.key_prefix or ""):
        raise SalesforceError("MALFORMED_ID", f"malformed id {save.record_id}", [])
    save.record_id, found = record_id, save.rows.get(record_id)
    if found is None:
        raise NoSuchRecord
    access.check_undelete(save.ctx, save.sobject, record_id)
    undeletion.check(save.ctx, save.sobject, found)


def bring_back(save: Save) -> None:
    """Bring the record back, with what went along."""
    save.new = undeletion.restore(save.ctx, save.sobject, save.record_id or "")
    save.masters = rollups.masters_below(save.ctx, save.sobject, save.record_id or "")


Step = Callable[[Save], None]
# Sharing needs no step of its own: it is asked of the rows, never stored. Commit is the end of the caller's
# transaction; mails are rows of the same transaction, so a rollback unsends them.
ORDER_OF_EXECUTION: tuple[Step, ...] = (
    load_original,
    check_permissions,
    system_validation,
    before_triggers,
    derived_fields,
    validate_record,
    custom_validation,
    duplicate_rules,
    write,
    after_triggers,
    roll_up,
)
ORDER_OF_DELETION: tuple[Step, ...] = (
    load_original,
    check_permissions,
    before_triggers,
    delete_constraints,
    remove,
    after_triggers,
    roll_up,
)


ORDER_OF_UNDELETION: tuple[Step, ...] = (
    load_deleted,
    bring_back,
    after_triggers,
    roll_up,
)
_ORDERS: Mapping[Event, tuple[Step, ...]] = MappingProxyType(
    {
        "insert": ORDER_OF_EXECUTION,
        "update": ORDER_OF_EXECUTION,
        "delete": ORDER_OF_DELETION,
        "undelete": ORDER_OF_UNDELETION,
    }
)


def run(ctx: SaveContext, event: Event, sobject: SObject, values: Mapping[str, Any], record_id: str | None) -> str:
    """Take one record through the order of execution, inside a transaction of the caller; its id.

    Raises SalesforceError as soon as a step refuses the record.
    """
    save = Save(ctx, sobject, event, dict(values), record_id)
    for step in _ORDERS[event]:
        step(save)
    assert save.record_id is not None
    return save.record_id


def _fire(save: Save, when: When) -> None:
    found = save.ctx.triggers.of(save.sobject.name, when, save.event)
    if found:
        context = _trigger_context(save)
        for trigger in found:
            trigger.run(context)


def _trigger_context(save: Save) -> TriggerContext:
    ctx = save.ctx
    return TriggerContext(
        sobject=save.sobject,
        event=save.event,
        old=save.old,
        new=save.new,
        user=ctx.user,
        system=SystemRecords(ctx, run),
        schema=ctx.schema,
        settings=ctx.settings,
        clock=ctx.clock,
        database=ctx.database,
        base_url=ctx.base_url,
        auto_assign=ctx.auto_assign,
        trigger_user_email=ctx.trigger_user_email,
    )
