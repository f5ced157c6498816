"""Orphans: external users who can log in although nobody answers for them any more, each with what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from mock_org.org import Org

Row = dict[str, Any]
PARTNER_TYPES = ("PowerPartner",)
CUSTOMER_TYPES = ("PowerCustomerSuccess", "CspLitePortal", "CustomerSuccess", "CsnOnly")


@dataclass(frozen=True, slots=True)
class Orphan:
    """One finding.

    kind: "no contact", "contact deleted", "contact left", "contact moved", "account missing", "account merged",
    "account disabled", "owner inactive", "owner without role", "no portal role". what: the fact. advice: what to do.
    """

    user_id: str
    name: str
    username: str
    account: str
    kind: str
    what: str
    advice: str


def find_orphans(org: Org) -> list[Orphan]:
    """Every active external user who is one, by account and name; a user may be one for several reasons."""
    search = _Search(org)
    users = search.records.find("User", IsActive=True, UserType=[*PARTNER_TYPES, *CUSTOMER_TYPES])
    found = [orphan for user in users for orphan in search.of(user)]
    return sorted(found, key=lambda each: (each.account.lower(), each.name.lower(), each.username, each.kind))


def as_data(orphans: list[Orphan]) -> dict[str, Any]:
    """As JSON tells them; `clean`: whether there are none."""
    return {
        "clean": not orphans,
        "orphans": [
            {
                "user": {"id": each.user_id, "name": each.name, "username": each.username},
                "account": each.account or None,
                "kind": each.kind,
                "what": each.what,
                "advice": each.advice,
            }
            for each in orphans
        ],
    }


class _Search:
    def __init__(self, org: Org) -> None:
        self.records = org.system_session().records()
        self._today = org.clock.now().astimezone(ZoneInfo(org.settings.time_zone)).date().isoformat()
        self._known: dict[str, Row | None] = {}

    def of(self, user: Row) -> Iterator[Orphan]:
        """What is wrong with one user."""
        account = self._row("Account", user["AccountId"])
        name = str(account["Name"]) if account else ""
        facts = (*self._contact(user), *self._account(user, account), *self._owner(user, account), *_role(user))
        for kind, what, advice in facts:
            yield Orphan(user["Id"], str(user["Name"]), str(user["Username"]), name, kind, what, advice)

    def _contact(self, user: Row) -> Iterator[tuple[str, str, str]]:
        contact = self._row("Contact", user["ContactId"])
        if not user["ContactId"]:
            advice = "Deactivate the user; who still works there needs a new one."
            yield "no contact", "The user belongs to no contact.", advice
        elif contact is None or contact["IsDeleted"]:
            advice = "Restore the contact from the Recycle Bin, or deactivate the user."
            yield "contact deleted", "The user's contact has been deleted.", advice
        elif contact["AccountId"] != user["AccountId"]:
            there = self._row("Account", contact["AccountId"])
            where = f"moved to {there['Name']}" if there else "left the account and belongs to none"
            advice = "Ask whether the person changed companies: if so deactivate the user, else move the contact back."
            yield "contact moved", f"The user's contact has {where}.", advice
        elif contact and self._left(contact):
            advice = "Deactivate the user, or mark the relationship of contact and account as active again."
            yield "contact left", "The contact's relationship with the account has ended.", advice

    def _left(self, contact: Row) -> bool:
        """Whether the relationship with the own account is over: not active, or past its end date."""
        own = {"ContactId": contact["Id"], "AccountId": contact["AccountId"]}
        relations = self.records.find("AccountContactRelation", **own)
        return bool(relations) and all(
            not each["IsActive"] or (each["EndDate"] and each["EndDate"] < self._today) for each in relations
        )

    def _account(self, user: Row, account: Row | None) -> Iterator[tuple[str, str, str]]:
        if account is None:
            yield "account missing", "The user belongs to no account.", "Deactivate the user."
        elif account["IsDeleted"]:
            kept = self._row("Account", account.get("MasterRecordId"))
            if kept:
                advice = f"Move the user's contact to {kept['Name']}, or deactivate the user."
                yield "account merged", f"The user's account was merged into {kept['Name']}.", advice
            else:
                advice = "Restore the account from the Recycle Bin, or deactivate the user."
                yield "account missing", "The user's account has been deleted.", advice
        elif not account.get("IsPartner" if user["UserType"] in PARTNER_TYPES else "IsCustomerPortal"):
            what = f"{account['Name']} is no longer enabled for external users."
            yield "account disabled", what, "Deactivate the user, or enable the account again."

    def _owner(self, user: Row, account: Row | None) -> Iterator[tuple[str, str, str]]:
        if account is None or account["IsDeleted"]:
            return
        owner = self._row("User", account["OwnerId"])
        advice = f"Give {account['Name']} to an active internal user with a role."
        if owner is None or not owner["IsActive"]:
            name = owner["Name"] if owner else "Nobody"
            yield "owner inactive", f"{name}, who owns {account['Name']}, is not active.", advice
        elif not owner["UserRoleId"]:
            what = (
                f"{owner['Name']}, who owns {account['Name']}, has no role, so nobody sees what the partner works on."
            )
            yield "owner without role", what, f"Give {owner['Name']} a role, or the account to somebody who has one."

    def _row(self, sobject: str, record_id: str | None) -> Row | None:
        """A record, deleted ones too."""
        if not record_id:
            return None
        if record_id not in self._known:
            deleted_too = {} if sobject == "User" else {"IsDeleted": (True, False)}
            self._known[record_id] = self.records.one(sobject, Id=record_id, **deleted_too)
        return self._known[record_id]


def _role(user: Row) -> Iterator[tuple[str, str, str]]:
    """High-volume users have no role; all others do."""
    if not user["UserRoleId"] and user["UserType"] in (*PARTNER_TYPES, "PowerCustomerSuccess"):
        what = "The user has no portal role, so what he owns does not roll up to his company."
        yield "no portal role", what, "Give the user a portal role of the account (User.PortalRole)."
