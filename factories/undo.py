"""Leaving an org as it was found, as far as Salesforce allows: users and partner accounts cannot be deleted."""

from typing import Protocol

from factories.refused import Refused


class Undoing(Protocol):
    """What undo needs of an OrgClient."""

    def update(self, sobject: str, record_id: str, **values: object) -> None:
        """Change fields."""

    def delete(self, sobject: str, record_id: str) -> None:
        """Delete a record."""


def undo(org: Undoing, made: list[tuple[str, str]]) -> list[str]:
    """Undo what was made, newest first; return a sentence for each record that stays.

    Users are deactivated (a user can never be deleted), partner accounts are disabled before they are deleted.
    """
    stays = []
    for sobject, record_id in reversed(made):
        try:
            if sobject == "User":
                org.update("User", record_id, IsActive=False)
                stays.append(f"User {record_id} is deactivated: a user cannot be deleted")
                continue
            if sobject == "Account":
                _disable(org, record_id)
            org.delete(sobject, record_id)
        except Refused as refusal:
            stays.append(f"{sobject} {record_id} stays: {refusal}")
    made.clear()
    return stays


def _disable(org: Undoing, account_id: str) -> None:
    try:
        org.update("Account", account_id, IsPartner=False)
    except Refused as refusal:
        if refusal.code not in {"INVALID_FIELD", "INVALID_FIELD_FOR_INSERT_UPDATE"}:
            raise
