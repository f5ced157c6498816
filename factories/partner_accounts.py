"""Partner companies: an account enabled as partner, and its users."""

from collections.abc import Sequence
from typing import Any

from factory.declarations import SelfAttribute

from factories.accounts import AccountFactory
from factories.base import from_org
from factories.contacts import ContactFactory
from factories.data import TEST_USERS
from factories.org import OrgClient
from factories.record import Record
from factories.soql import text_literal
from factories.users import ChannelManagerFactory, PartnerUserFactory


def channel_manager_of(org: OrgClient) -> Record:
    """A channel manager with a role: whom the programme names, else one that the org has, else a new one.

    An owner without a role would stop the first partner user: "portal account owner must have a role".
    """
    program = org.connection.program
    who = (
        f"Username = {text_literal(program.owner)}"
        if program.owner
        else f"Profile.Name = {text_literal(program.manager_profile)}"
    )
    found = org.query(
        "SELECT Id, Name, Username FROM User WHERE IsActive = true AND UserRoleId != null "
        f"AND {who} ORDER BY CreatedDate, Id LIMIT 50"
    )
    return next((each for each in found if _will_stay(org, each)), None) or ChannelManagerFactory.create(org=org)


def _will_stay(org: OrgClient, user: Record) -> bool:
    """Not one whom another run has made on an org that does not forget: at its end that run takes the user away."""
    if not org.journal.on_paper or org.journal.knows(user.Id):
        return True
    return not str(user.Username).endswith(TEST_USERS)


class PartnerAccountFactory(AccountFactory):
    """A partner company: `PartnerAccountFactory(name="Acme", users=2)` has an owner with a role and two users.

    The users are at `account.users`, with usernames and passwords; `owner=` is a user's record. On an org that does
    not forget, the account comes from a pool and may have been a partner before: make one that never was by
    AccountFactory, and enable it.
    """

    class Params:
        name = SelfAttribute("Name")
        owner = from_org(channel_manager_of)

    users = 0

    @classmethod
    def _adjust_kwargs(cls, **kwargs: Any) -> dict[str, Any]:
        kwargs["Name"] = kwargs["name"]
        return super()._adjust_kwargs(**kwargs)

    @classmethod
    def _insert_rows(cls, org: OrgClient, rows: Sequence[dict[str, Any]]) -> list[str]:
        return org.partners.make(org, rows)

    @classmethod
    def _insert(cls, org: OrgClient, rows: Sequence[dict[str, Any]]) -> list[Record]:
        accounts = super()._insert(org, rows)
        for account in accounts:
            contacts = ContactFactory.create_batch(account["users"], account=account)
            account["users"] = [PartnerUserFactory.create(contact=contact) for contact in contacts]
        return accounts
