"""Person accounts: an account and a contact that are one person (Salesforce help, "Person Accounts"; confidence A).

Texts are those of the API where known: "bad field names on insert/update call" (B); the other refusals are ours (D).
"""

from collections.abc import Mapping
from typing import Any

from mock_org.dml.triggers import Trigger, TriggerContext
from mock_org.errors import SalesforceError
from mock_org.schema import Schema

FLAG, CONTACT = "IsPersonAccount", "PersonContactId"
_SHARED = ("FirstName", "LastName", "MiddleName", "Suffix", "Salutation", "Phone", "Fax", "OwnerId")
_PREFIX = "Person"
_OWN = ("FirstName", "LastName", "MiddleName", "Suffix", "Salutation")


def mirrored(schema: Schema) -> Mapping[str, str]:
    """Which field of an account is which field of its person's contact; nothing while person accounts are off."""
    account, contact = schema["Account"], schema["Contact"]
    if account.field(FLAG) is None:
        return {}
    pairs = {name: name for name in _SHARED} | {
        field.name: field.name.removeprefix(_PREFIX)
        for field in account.fields.values()
        if field.name.startswith(_PREFIX) and field.name != CONTACT and field.has_column
    }
    return {mine: theirs for mine, theirs in pairs.items() if account.field(mine) and contact.field(theirs)}


def _check_fields(context: TriggerContext) -> None:
    """A person has no Name of its own to write, a business none of the fields of a person."""
    fields = mirrored(context.schema)
    if not fields:
        return
    person = bool(context.new.get("LastName")) if context.old is None else bool(context.old.get(FLAG))
    own = [name for name in fields if name in _OWN or name.startswith(_PREFIX)]
    wrong = [name for name in (["Name"] if person else own) if context.changed(name)]
    if wrong:
        message = f"Account: bad field names on insert/update call: {', '.join(wrong)}"
        raise SalesforceError("INVALID_FIELD_FOR_INSERT_UPDATE", message, wrong)


def _make_contact(context: TriggerContext) -> None:
    if not _is_person(context, context.new):
        return
    account = context.new
    contact = context.system.insert("Contact", _theirs(context, account))
    context.system.write("Contact", [contact], {FLAG: True, "AccountId": account["Id"]})
    context.system.write("Account", [account["Id"]], {CONTACT: contact})


def _change_contact(context: TriggerContext) -> None:
    fields = mirrored(context.schema)
    if _is_person(context, context.new) and context.changed(*fields) and context.new.get(CONTACT):
        values = _theirs(context, context.new) | {"Name": context.new["Name"]}
        context.system.write("Contact", [context.new[CONTACT]], values)


def _change_account(context: TriggerContext) -> None:
    fields = mirrored(context.schema)
    if _is_person(context, context.new) and context.changed(*fields.values()):
        values = {mine: context.new.get(theirs) for mine, theirs in fields.items()}
        context.system.write("Account", [context.new["AccountId"]], values | {"Name": context.new["Name"]})


def _check_account(context: TriggerContext) -> None:
    """A person's contact stays with it, and no other contact belongs to a person."""
    if not mirrored(context.schema) or not context.changed("AccountId"):
        return
    account = context.system.get("Account", context.new.get("AccountId")) or {}
    if account.get(FLAG) or _is_person(context, context.old or {}):
        message = "a contact can't be moved to or from a person account"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["AccountId"])


def _keep_contact(context: TriggerContext) -> None:
    if _is_person(context, context.old or {}):
        raise SalesforceError("DELETE_FAILED", "the contact of a person account is deleted with its account", [])


def _is_person(context: TriggerContext, row: Mapping[str, Any]) -> bool:
    return bool(mirrored(context.schema)) and bool(row.get(FLAG))


def _theirs(context: TriggerContext, account: Mapping[str, Any]) -> dict[str, Any]:
    return {theirs: account.get(mine) for mine, theirs in mirrored(context.schema).items()}


TRIGGERS = (
    Trigger("Account", "before", "insert", _check_fields),
    Trigger("Account", "before", "update", _check_fields),
    Trigger("Account", "after", "insert", _make_contact),
    Trigger("Account", "after", "update", _change_contact),
    Trigger("Contact", "before", "insert", _check_account),
    Trigger("Contact", "before", "update", _check_account),
    Trigger("Contact", "after", "update", _change_account),
    Trigger("Contact", "before", "delete", _keep_contact),
)
