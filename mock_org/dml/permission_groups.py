"""Permission set groups: the permission set of each that adds up its members and leaves out what is muted.

Object Reference, PermissionSetGroup and PermissionSet ("PermissionSet contains the aggregated permissions for the
group"); confidence A. Salesforce computes a while after the change, the mock at once, so that Status is Updated.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from mock_org.dml.triggers import Records, Trigger, TriggerContext
from mock_org.errors import SalesforceError
from mock_org.security import arithmetic
from mock_org.security.arithmetic import COLUMNS, PREFIX, Permissions

GROUP, COMPONENT, MUTING, HELD = "PermissionSetGroup", "PermissionSetGroupComponent", "MutingPermissionSet", "Group"
_ROWS = ("ObjectPermissions", "FieldPermissions")
Values = dict[str, Any]


def recalculate(records: Records, group_id: str) -> None:
    """Bring the permission set of a group up to date."""
    group = records.get(GROUP, group_id)
    held = records.one("PermissionSet", PermissionSetGroupId=group_id, Type=HELD)
    if group is None or held is None:
        return
    left = _of_group(records, group_id)
    flags = {f.name: f.name.removeprefix(PREFIX) in left.user for f in _flags(records)}
    named = {"Label": group["MasterLabel"], "HasActivationRequired": bool(group.get("HasActivationRequired"))}
    records.write("PermissionSet", [held["Id"]], named | flags)
    _rewrite(records, "ObjectPermissions", held["Id"], _object_rows(records, left))
    _rewrite(records, "FieldPermissions", held["Id"], _field_rows(records, left))
    records.write(GROUP, [group_id], {"Status": "Updated"})


def _of_group(records: Records, group_id: str) -> Permissions:
    """The union of the members without what the muting set names; a set for activated sessions adds nothing."""
    parts = [row["PermissionSetId"] for row in records.find(COMPONENT, PermissionSetGroupId=group_id)]
    given = [row for row in records.find("PermissionSet", Id=parts) if not row.get("HasActivationRequired")]
    taken = records.find(MUTING, Id=parts)
    return arithmetic.without(
        arithmetic.added(given, *_below(records, given)), arithmetic.muted(taken, *_below(records, taken))
    )


def _below(records: Records, holders: Sequence[Mapping[str, Any]]) -> tuple[list[Values], list[Values]]:
    ids = [row["Id"] for row in holders]
    objects, fields = (records.find(name, ParentId=ids) if ids else [] for name in _ROWS)
    return objects, fields


def _flags(records: Records) -> list[Any]:
    return [f for f in records.schema["PermissionSet"].fields.values() if f.name.startswith(PREFIX)]


def _object_rows(records: Records, left: Permissions) -> list[Values]:
    return [
        {"SobjectType": sobject.name} | {column: getattr(flags, name) for name, column in COLUMNS.items()}
        for key, flags in left.objects.items()
        if (sobject := records.schema.get(key))
    ]


def _field_rows(records: Records, left: Permissions) -> list[Values]:
    return [
        {
            "SobjectType": sobject.name,
            "Field": f"{sobject.name}.{field.name}",
            "PermissionsRead": flags[0],
            "PermissionsEdit": flags[1],
        }
        for (key, name), flags in left.fields.items()
        if (sobject := records.schema.get(key)) and (field := sobject.field(name))
    ]


def _rewrite(records: Records, name: str, parent: str, wanted: list[Values]) -> None:
    """Make the rows of a permission set be these; rows that stay keep their ids."""
    missing = list(wanted)
    gone = []
    for row in records.find(name, ParentId=parent):
        same = next((each for each in missing if all(row.get(k) == v for k, v in each.items())), None)
        if same is None:
            gone.append(row["Id"])
        else:
            missing.remove(same)
    records.erase(name, gone)
    records.load(name, [row | {"ParentId": parent} for row in missing])


def _made(context: TriggerContext) -> None:
    """A group has a permission set of its own (its name is made like that of a profile's; confidence D)."""
    new = context.new
    name = f"X{new['Id']}"
    owned = {"Name": name, "Label": new["MasterLabel"], "Type": HELD, "PermissionSetGroupId": new["Id"]}
    context.system.load("PermissionSet", [owned | {"IsOwnedByProfile": False, "IsCustom": True}])
    recalculate(context.system, new["Id"])


def _group_changed(context: TriggerContext) -> None:
    recalculate(context.system, context.new["Id"])


def _group_gone(context: TriggerContext) -> None:
    held = context.system.one("PermissionSet", PermissionSetGroupId=_id(context), Type=HELD)
    if held:
        context.system.delete("PermissionSet", held["Id"])


def _component(context: TriggerContext) -> None:
    """A member is a permission set that can be assigned; a set is in a group once, and one of them mutes (codes: D)."""
    new, system = context.new, context.system
    keys = {name: new.get(name) for name in ("PermissionSetGroupId", "PermissionSetId")}
    if system.count(COMPONENT, **keys):
        raise SalesforceError("DUPLICATE_VALUE", "duplicate value found: a permission set is in a group once", [*keys])
    member = system.get("PermissionSet", new.get("PermissionSetId")) or {}
    if member.get("IsOwnedByProfile") or member.get("Type") == HELD:
        raise SalesforceError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", ["PermissionSetId"])
    others = [
        row["PermissionSetId"] for row in system.find(COMPONENT, PermissionSetGroupId=keys["PermissionSetGroupId"])
    ]
    if not member and system.count(MUTING, Id=others):
        message = "A permission set group can have only one muting permission set."
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["PermissionSetId"])


def _component_changed(context: TriggerContext) -> None:
    recalculate(context.system, (context.new or context.old or {})["PermissionSetGroupId"])


def _member_changed(context: TriggerContext) -> None:
    """Permissions of a member or of a muting set have changed."""
    row = context.new or context.old or {}
    for component in context.system.find(COMPONENT, PermissionSetId=row.get("ParentId") or row["Id"]):
        recalculate(context.system, component["PermissionSetGroupId"])


def _member_gone(context: TriggerContext) -> None:
    """A permission set or muting set that is deleted leaves its groups (confidence D)."""
    gone = _id(context)
    for component in context.system.find(COMPONENT, PermissionSetId=gone):
        context.system.delete(COMPONENT, component["Id"])
    if context.sobject.name == MUTING:
        for name in _ROWS:
            context.system.erase(name, [row["Id"] for row in context.system.find(name, ParentId=gone)])


def _computed(context: TriggerContext) -> None:
    """Nobody writes what is computed (code and text confidence D)."""
    row = context.old or context.new
    held = row if context.sobject.name == "PermissionSet" else context.system.get("PermissionSet", row.get("ParentId"))
    if not context.user.system and (held or {}).get("Type") == HELD:
        raise SalesforceError(
            "INSUFFICIENT_ACCESS_OR_READONLY",
            "insufficient access rights on object id",
            [],
            status=context.settings.readonly_status,
        )


def _id(context: TriggerContext) -> str:
    return str((context.old or {})["Id"])


TRIGGERS = (
    *(Trigger(name, "before", event, _computed) for name in _ROWS for event in ("insert", "update", "delete")),
    Trigger("PermissionSet", "before", "update", _computed),
    Trigger("PermissionSet", "before", "delete", _computed),
    Trigger(GROUP, "after", "insert", _made),
    Trigger(GROUP, "after", "update", _group_changed),
    Trigger(GROUP, "before", "delete", _group_gone),
    Trigger(COMPONENT, "before", "insert", _component),
    Trigger(COMPONENT, "after", "insert", _component_changed),
    Trigger(COMPONENT, "after", "delete", _component_changed),
    *(Trigger(name, "after", event, _member_changed) for name in _ROWS for event in ("insert", "update", "delete")),
    Trigger("PermissionSet", "after", "update", _member_changed),
    Trigger(MUTING, "after", "update", _member_changed),
    Trigger("PermissionSet", "before", "delete", _member_gone),
    Trigger(MUTING, "before", "delete", _member_gone),
)
