"""What a record gets without being told: default values, owner, auto numbers, audit fields."""

import re
from datetime import datetime
from typing import Any

from mock_org.dml.context import SaveContext
from mock_org.dml.formulas import default_of
from mock_org.dml.record_types import FIELD as RECORD_TYPE
from mock_org.dml.record_types import default_record_type, default_values
from mock_org.dml.values import format_datetime
from mock_org.schema import Field, SObject

# The first case of a new org is 00001000 or thereabouts; numbers of other objects begin with 1 (recorded: 00001005).
_FIRST_NUMBER = {("Case", "CaseNumber"): 1000}
# Booleans that begin as true though describe does not say so.
_TRUE = {("User", "IsActive"), ("PermissionSetAssignment", "IsActive")}
_PLAIN_FORMAT = "{00000000}"
_TOKEN = re.compile(r"\{(0+|YYYY|YY|MM|DD)\}")
CREATED = ("CreatedDate", "CreatedById")
MODIFIED = ("LastModifiedDate", "LastModifiedById", "SystemModstamp")


def apply_defaults(ctx: SaveContext, sobject: SObject, new: dict[str, Any]) -> None:
    """Give a new record the default of each field that was not sent, its owner and the numbers it counts by."""
    if sobject.field(RECORD_TYPE) and new.get(RECORD_TYPE) is None:
        new[RECORD_TYPE] = default_record_type(ctx, sobject)
    chosen = default_values(ctx, sobject, new.get(RECORD_TYPE))
    for name, value in chosen.items():
        field = sobject.field(name)
        if field is not None and field.has_column and field.name not in new:
            new[field.name] = value
    for field in sobject.defaulted:
        if new.get(field.name) is None:
            default = _default(ctx, sobject, field, sent=field.name in new)
            if default is not None:
                new[field.name] = default


def number_record(ctx: SaveContext, sobject: SObject, new: dict[str, Any]) -> None:
    """Give a record that is about to be written its auto numbers."""
    for field in sobject.auto_numbers:
        if new.get(field.name) is None:
            new[field.name] = _auto_number(ctx, sobject, field)


def stamp(ctx: SaveContext, sobject: SObject, new: dict[str, Any], *, created: bool) -> None:
    """Set the audit fields from the org's clock and the running user.

    A save in system mode may bring the creation of its own (migrations do), and so may a user who may set audit fields.
    """
    now = format_datetime(ctx.clock.now())
    for name in (*CREATED, *MODIFIED) if created else MODIFIED:
        if sobject.field(name) is None or (created and new.get(name) and _may_bring(ctx, name)):
            continue
        new[name] = ctx.user.id if name.endswith("Id") else now


def _may_bring(ctx: SaveContext, name: str) -> bool:
    return name != "SystemModstamp" and (
        (ctx.system and name in CREATED) or "CreateAuditFields" in ctx.user.permissions
    )


def _default(ctx: SaveContext, sobject: SObject, field: Field, *, sent: bool) -> Any:
    if field.type == "boolean":
        return not sent and (field.default_value is True or (sobject.name, field.name) in _TRUE)
    if field.name == "OwnerId" and "User" in field.reference_to:
        return ctx.user.id
    if sent:  # an explicit null is kept: a default is for what was left out
        return None
    if field.default_value is not None:
        return field.default_value
    if field.default_formula is not None:
        return default_of(ctx, sobject, field)
    return next((entry.value for entry in field.picklist if entry.default and entry.active), None)


def _auto_number(ctx: SaveContext, sobject: SObject, field: Field) -> str:
    number = ctx.database.next_number(f"auto:{sobject.name}.{field.name}")
    first = _FIRST_NUMBER.get((sobject.name, field.name), 1) if field.starting_number is None else field.starting_number
    number += first - 1
    return format_number(field.display_format or _PLAIN_FORMAT, number, ctx.clock.now())


def format_number(display_format: str, number: int, now: datetime) -> str:
    """A number in an auto-number field's display format, e.g. "DR-{00000}" or "{YYYY}-{000}"."""
    dates = {"YYYY": f"{now:%Y}", "YY": f"{now:%y}", "MM": f"{now:%m}", "DD": f"{now:%d}"}
    return _TOKEN.sub(lambda found: dates.get(found[1]) or str(number).zfill(len(found[1])), display_format)
