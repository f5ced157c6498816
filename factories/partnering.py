"""How partner accounts come to be on an org: made anew where it forgets, taken from a pool where it does not."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from factories.records import Records


class PartnerAccounts(Protocol):
    """The way to a partner account."""

    def make(self, org: Records, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        """Accounts with these values, enabled as partners; their ids."""


class NewAccounts:
    """Each account is a new one."""

    def make(self, org: Records, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        """Insert accounts and enable them."""
        ids = org.insert_many("Account", rows)
        for each in ids:
            # Object Reference, Account: IsPartner can be updated but not created (confidence A).
            org.update("Account", each, IsPartner=True)
        return ids
