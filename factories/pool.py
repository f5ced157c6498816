"""Partner accounts that are used again and again, since Salesforce does not let them be deleted.

An account of the pool is known by its Account Site, "Mock Org pool 03". Account Number says who has it: the lease is
written with If-Match, so that of two runs one is refused.
"""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from factories.journal import Entry
from factories.partnering import NewAccounts
from factories.record import Record
from factories.records import Records, noted
from factories.refused import Refused
from factories.soql import text_literal

MARK = "Mock Org pool "
FREE_NAME = "Mock Org partner "
STAMP = "%Y%m%dT%H%M%SZ"
LEASE = re.compile(r"(?P<holder>\S+) (?P<since>\d{8}T\d{6}Z)")
LEASE_ENDS = timedelta(hours=4)
CHANGED_MEANWHILE = 412


@dataclass
class AccountPool:
    """The pool of an org.

    Args:
        holder: who leases: the run's tag.
        owner_id: an active internal user with a role, to whom accounts belong while nobody has them.
    """

    holder: str
    owner_id: str

    def make(self, org: Records, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        """Lease an account for each row and give it the row's values.

        Where the org does not let an account that had users have these values, as an owner without a role, the account
        is a new one.
        """
        made = []
        for row in rows:
            try:
                made.append(self._take(org, {"OwnerId": self.owner_id, **row}))
            except Refused:
                made += NewAccounts().make(org, [row])
        return made

    def _take(self, org: Records, values: Mapping[str, Any]) -> str:
        accounts = pool_of(org)
        free = [each for each in accounts if is_free(each)]
        random.shuffle(free)  # two runs that look at the same moment do not go for the same one
        for account in free:
            if self._lease(org, account.Id, values):
                return str(account.Id)
        account_id = self._add(org, 1 + max((number_of(each) for each in accounts), default=0), values)
        org.rest("PATCH", f"sobjects/Account/{account_id}", {"IsPartner": True})
        return account_id

    def _lease(self, org: Records, account_id: str, values: Mapping[str, Any]) -> bool:
        """Take the account, unless somebody else was faster."""
        account, tag = org.get_tagged("Account", account_id)
        if not is_free(account):
            return False
        lease = {"AccountNumber": self._sign(org)}
        old = {name: account.get(name) for name in values} | {"Name": FREE_NAME + account.Site.removeprefix(MARK)}
        entry = Entry("lease", "Account", lease, id=account_id, old=old | {"OwnerId": self.owner_id})
        try:
            with noted(org.journal, [entry]):
                org.rest("PATCH", f"sobjects/Account/{account_id}", {**values, **lease}, headers={"If-Match": tag})
        except Refused as refusal:
            if refusal.status != CHANGED_MEANWHILE:
                raise
            return False
        if account.AccountNumber:
            put_out(org, account_id)  # a run that never gave it back
        if not account.IsPartner:  # a scenario has disabled it
            org.rest("PATCH", f"sobjects/Account/{account_id}", {"IsPartner": True})
        return True

    def _add(self, org: Records, number: int, values: Mapping[str, Any]) -> str:
        """One more account; it is leased from the first moment."""
        lease = {"AccountNumber": self._sign(org)}
        old = dict.fromkeys(values) | {"Name": f"{FREE_NAME}{number:02}", "OwnerId": self.owner_id}
        entry = Entry("lease", "Account", lease, old=old)
        with noted(org.journal, [entry]):
            made = org.rest("POST", "sobjects/Account", {**values, **lease, "Site": f"{MARK}{number:02}"})
            org.journal.confirm(entry, str(made["id"]))
        return entry.id

    def _sign(self, org: Records) -> str:
        """Who leases, which of his leases it is, and since when."""
        return f"{self.holder}.{org.data.number()} {datetime.now(UTC).strftime(STAMP)}"


def pool_of(org: Records) -> list[Record]:
    """All accounts of the org's pool."""
    return org.query(f"SELECT Id, Name, Site, AccountNumber FROM Account WHERE Site LIKE '{MARK}%' ORDER BY Site")


def number_of(account: Record) -> int:
    """The running number of an account of the pool."""
    number = str(account.Site).removeprefix(MARK)
    return int(number) if number.isdecimal() else 0


def is_free(account: Record) -> bool:
    """Whether nobody has the account, or has had it for longer than any run lasts."""
    if not account.AccountNumber:
        return True
    since = since_of(account)
    if since is None:
        return False  # somebody else's number: not for us to take
    return datetime.now(UTC) - since > LEASE_ENDS


def since_of(account: Record) -> datetime | None:
    """When the account was leased; None for one that is not."""
    lease = LEASE.fullmatch(str(account.AccountNumber or ""))
    return datetime.strptime(lease["since"], STAMP).replace(tzinfo=UTC) if lease else None


def give_back(org: Records, entry: Entry) -> str:
    """End a lease: nobody of the account can log in, it has its name and owner back. How it ended. Raises Refused."""
    lease = text_literal(entry.key["AccountNumber"])
    mine = org.query(f"SELECT Id FROM Account WHERE AccountNumber = {lease}")
    org.journal.learn(*(account.Id for account in mine))
    for account in mine:
        put_out(org, account.Id)
        org.rest("PATCH", f"sobjects/Account/{account.Id}", {**entry.old, "AccountNumber": None})
    return "given back" if mine else "not leased any more"


def put_out(org: Records, account_id: str) -> None:
    """Deactivate who can still log in of an account, whoever made the user. Raises Refused."""
    where = f"AccountId = {text_literal(account_id)} AND IsActive = true"
    for user in org.query(f"SELECT Id FROM User WHERE {where}"):
        org.rest("PATCH", f"sobjects/User/{user.Id}", {"IsActive": False})
