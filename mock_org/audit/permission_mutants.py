"""Mutants of object and field permissions: each given where it was not, and taken where it was given."""

from collections.abc import Iterator
from functools import partial

from mock_org.audit.holders import ACTIONS, COLUMNS, Holder, holders
from mock_org.audit.mutant import Mutant
from mock_org.org import Org
from mock_org.security.declared import Declared

# What each permission needs; what needs it goes with it (Object Reference, ObjectPermissions; confidence A).
NEEDS = {
    "read": (),
    "create": ("read",),
    "edit": ("read",),
    "delete": ("read", "edit"),
    "view_all": ("read",),
    "modify_all": ("read", "edit", "delete", "view_all"),
}


def permission_mutants(org: Org, *, internal: bool) -> Iterator[Mutant]:
    """Those of external profiles and permission sets. internal: of internal profiles too."""
    held = {(each.name, each.of_profile): each for each in holders(org).values()}
    for each in org.sharing.declared:
        holder = held.get((each.holder, each.of_profile))
        if holder and (internal or each.external or not each.of_profile):
            yield from _object(each, holder) if each.kind == "object permission" else _field(each, holder, org)


def _object(declared: Declared, holder: Holder) -> Iterator[Mutant]:
    now = holder.objects.get(declared.name.lower(), {})
    for action, said in now.items():
        if not said and not all(now[needed] for needed in NEEDS[action]):
            continue
        gone = {other: False for other, needs in NEEDS.items() if action in needs} if said else {}
        then = now | gone | {action: not said}
        entry = f"{holder.name}: {declared.name}.{ACTIONS[action]}"
        told = f"{holder.told} {'does not give' if said else 'gives'} {ACTIONS[action]} on {declared.name}"
        change = "taken" if said else "given"
        apply = partial(_change_object, holder.id, declared.name, then)
        yield Mutant(f"object permission:{entry}:{change}", "object permission", entry, told, not said, apply)


def _field(declared: Declared, holder: Holder, org: Org) -> Iterator[Mutant]:
    sobject, _, name = declared.name.partition(".")
    field = org.schema[sobject].fields[name.lower()]
    read, edit = holder.fields.get((sobject.lower(), name.lower()), (False, False))
    yield _field_mutant(declared, holder, "read", (not read, False))
    if read and not field.calculated and not field.auto_number:
        yield _field_mutant(declared, holder, "edit", (True, not edit))


def _field_mutant(declared: Declared, holder: Holder, verb: str, then: tuple[bool, bool]) -> Mutant:
    given = then[verb == "edit"]
    entry = f"{holder.name}: {declared.name} {verb}"
    told = f"{holder.told} {'lets' if given else 'does not let'} users {verb} {declared.name}"
    change, apply = "given" if given else "taken", partial(_change_field, holder.id, declared.name, then)
    return Mutant(f"field permission:{entry}:{change}", "field permission", entry, told, given, apply)


def _change_object(set_id: str, sobject: str, then: dict[str, bool], org: Org) -> None:
    values = {COLUMNS[action]: said for action, said in then.items()}
    write_permissions(org, "ObjectPermissions", set_id, sobject, values)


def _change_field(set_id: str, name: str, then: tuple[bool, bool], org: Org) -> None:
    write_permissions(org, "FieldPermissions", set_id, name, {"PermissionsRead": then[0], "PermissionsEdit": then[1]})


def write_permissions(org: Org, sobject: str, set_id: str, name: str, values: dict[str, bool]) -> None:
    """Make the entry of a permission set say this, past the rules for such records: a mutant says what nobody would.

    name: of the object in ObjectPermissions, "Lead.Tier__c" in FieldPermissions.
    """
    records = org.system_session().records()
    key = {"ParentId": set_id, "SobjectType": name.partition(".")[0]}
    key |= {"Field": name} if sobject == "FieldPermissions" else {}
    known = records.find(sobject, **key)
    if known:
        records.write(sobject, [known[0]["Id"]], values)
    else:
        records.load(sobject, [key | values])
