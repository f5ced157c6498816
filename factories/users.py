"""Users: channel managers and other internal users, and partner users, who are contacts of a partner account."""

from collections.abc import Sequence
from typing import Any

from factory.declarations import LazyAttribute, SubFactory

from factories.base import SObjectFactory, drawn, from_org
from factories.contacts import ContactFactory
from factories.org import OrgClient
from factories.record import Record


class UserFactory(SObjectFactory):
    """A user with a password, so that somebody can log in as that user: `user.Username`, `user.password`.

    `password=None` sets none.
    """

    class Meta:
        sobject = "User"
        named = ("LastName",)
        abstract = True

    class Params:
        profile: str

    FirstName = drawn(lambda data: data.fake.first_name())
    LastName = drawn(lambda data: data.fake.last_name())
    Username = LazyAttribute(lambda user: user.new_username(user.FirstName or "", user.LastName))
    Alias = LazyAttribute(lambda user: user.LastName[:8])
    Email = LazyAttribute(lambda user: user.Username)
    TimeZoneSidKey = "America/Los_Angeles"
    LocaleSidKey = "en_US"
    LanguageLocaleKey = "en_US"
    EmailEncodingKey = "UTF-8"
    password = drawn(lambda data: data.fake.password(length=14, special_chars=False) + "7a")

    @classmethod
    def _insert(cls, org: OrgClient, rows: Sequence[dict[str, Any]]) -> list[Record]:
        users = super()._insert(org, rows)
        for user in users:
            if user.password:
                org.set_password(user.Id, user.password)
        return users


class InternalUserFactory(UserFactory):
    """Somebody of the vendor. `profile=` and `role=` are names; `role=None` gives a user without a role."""

    class Params:
        profile = from_org(lambda org: org.connection.program.internal_profile)
        role: str | None = from_org(lambda org: org.connection.program.internal_role)
        new_username = from_org(lambda org: org.data.username)
        org_ids = from_org(lambda org: org.id_of)

    ProfileId = LazyAttribute(lambda user: user.org_ids("Profile", Name=user.profile))
    UserRoleId = LazyAttribute(lambda user: user.role and user.org_ids("UserRole", Name=user.role))


class ChannelManagerFactory(InternalUserFactory):
    """Who owns partner accounts and looks after their users."""

    class Params:
        profile = from_org(lambda org: org.connection.program.manager_profile)
        role = from_org(lambda org: org.connection.program.manager_role)


class PartnerUserFactory(UserFactory):
    """A contact with a log-in to the portal. `contact=` is the contact's record, `profile=` a profile's name.

    `PartnerUserFactory(contact__account=acme)` makes the contact as well.
    """

    class Params:
        profile = from_org(lambda org: org.connection.program.partner_profile)
        contact = SubFactory(ContactFactory)
        new_username = from_org(lambda org: org.data.username)
        org_ids = from_org(lambda org: org.id_of)

    FirstName = LazyAttribute(lambda user: user.contact.get("FirstName"))
    LastName = LazyAttribute(lambda user: user.contact.LastName)
    ContactId = LazyAttribute(lambda user: user.contact.Id)
    CommunityNickname = LazyAttribute(lambda user: user.Username.split("@")[0][:40])
    ProfileId = LazyAttribute(lambda user: user.org_ids("Profile", Name=user.profile))
