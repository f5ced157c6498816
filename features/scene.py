"""What one scenario knows: its people, companies and records, and what has been refused."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from factories import ContactFactory, OrgClient, PartnerUserFactory, Record, Refused
from factories.soql import text_literal
from features.drivers import PartnerUser
from features.drivers.administrator import Administrator
from features.targets import Target
from features.visibility import Finding
from features.words import KINDS, Kind, Noun


@dataclass
class Person:
    """Somebody of a scenario.

    contact: for people of a company; user: once they can log in; company: the name of it, "" at the vendor;
    actor: the driver that acts for them.
    """

    name: str
    company: str = ""
    contact: Record | None = None
    user: Record | None = None
    actor: PartnerUser | None = None

    @property
    def of_contact(self) -> Record:
        """The contact's record."""
        if self.contact is None:
            raise LookupError(f"{self.name} is no contact in this scenario")
        return self.contact

    @property
    def login(self) -> Record:
        """The user's record."""
        if self.user is None:
            raise LookupError(f"{self.name} has no user in this scenario")
        return self.user


@dataclass
class Scene:
    """The scenario as it stands.

    Args:
        target: the org's capabilities.
        org: the org as its administrator.
        partner: makes the actor of a partner user, in the way under test.
        internal: makes the actor of an internal user, who works through the API.
        administrator: the org's administrator, in the way under test.
        way: the name of the way under test. tables: what was seen of each visibility table, for the report.
    """

    target: Target
    org: OrgClient
    partner: Callable[[str], PartnerUser]
    internal: Callable[[str], PartnerUser]
    administrator: Administrator
    people: dict[str, Person] = field(default_factory=dict)
    records: dict[Noun, Record] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    notice: str = ""
    way: str = ""
    tables: list[list[Finding]] = field(default_factory=list)

    # -- who and what

    def person(self, name: str) -> Person:
        """Somebody introduced by a Given."""
        if name not in self.people:
            raise LookupError(f"nobody has introduced {name}; there are {', '.join(self.people)}")
        return self.people[name]

    def add_user(self, name: str, user: Record) -> None:
        """Introduce an internal user."""
        self.people[name] = Person(name, user=user)

    def company(self, name: str) -> Record:
        """A company introduced by a Given."""
        return self.record(Noun("account", name))

    def record(self, noun: Noun) -> Record:
        """A record introduced by a Given or made by somebody."""
        if noun not in self.records:
            raise LookupError(f"nobody has introduced {noun}; there are {', '.join(map(str, self.records))}")
        return self.records[noun]

    def keep(self, noun: Noun, record: Record) -> Record:
        """Introduce a record."""
        self.records[noun] = record
        return record

    def shown_name(self, record: Record) -> str:
        """The name under which lists show a record."""
        fields = self.org.describe(record.sobject)["fields"]
        [name] = [each["name"] for each in fields if each["nameField"]]
        return str(self.org.get(record.sobject, record.Id)[name])

    # -- people of companies

    def add_contact(self, name: str, company: str, **values: Any) -> Person:
        """A contact with this full name; the first name is the person's."""
        first, _, last = name.partition(" ")
        account = self.company(company) if company else None
        contact = ContactFactory.create(account=account, FirstName=first, LastName=last or f"of {company}", **values)
        self.keep(Noun("contact", name), contact)
        self.people[first] = Person(first, company, contact)
        return self.people[first]

    def add_partner_user(self, name: str, company: str, **values: Any) -> Person:
        """A contact of the company with a log-in."""
        self.add_contact(name, company)
        return self.enable(name, **values)

    def enable(self, name: str, **values: Any) -> Person:
        """Make the contact a partner user."""
        person = self.person(name)
        person.user = PartnerUserFactory.create(contact=person.contact, **values)
        return person

    def enable_by_administrator(self, name: str, **values: Any) -> Person:
        """The same as the administrator does it, in the way under test."""
        person = self.person(name)
        built = PartnerUserFactory.build(contact=person.contact, **values)
        fields = {field: value for field, value in built.items() if field[0].isupper() and value is not None}
        user_id = self.administrator.users.enable(person.of_contact.Id, fields)
        self.org.set_password(user_id, built.password)
        person.user = Record("User", {**built, "Id": user_id})
        return person

    def now(self, name: str) -> Record:
        """The user's record as it stands in the org."""
        return self.org.get("User", self.person(name).login.Id)

    # -- acting

    def enter(self, name: str) -> PartnerUser:
        """This person, freshly logged in, by the quickest way: where the log-in itself is not what matters."""
        person = self.person(name)
        person.actor = self._make(name)(person.login.Username)
        person.actor.enter(person.login.password)
        return person.actor

    def log_in(self, name: str, password: str | None = None, username: str | None = None) -> PartnerUser:
        """A fresh log-in of this person; without a password, with the right one."""
        person = self.person(name)
        person.actor = self._make(name)(username or person.login.Username)
        person.actor.log_in(person.login.password if password is None else password)
        return person.actor

    def actor(self, name: str) -> PartnerUser:
        """Who acts for this person; logs in at the first call."""
        return self.person(name).actor or self.enter(name)

    def _make(self, name: str) -> Callable[[str], PartnerUser]:
        return self.partner if self.person(name).company else self.internal

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """What may be refused: the refusal is kept for a Then, which must ask for it."""
        try:
            yield
        except Refused as refusal:
            self.refused.append(refusal)

    def refusals(self) -> list[Refused]:
        """What was refused since somebody asked last."""
        refused, self.refused = self.refused, []
        return refused

    def forget_nothing(self) -> None:
        """Fail on a refusal that no Then has asked for."""
        unasked = "; ".join(str(refusal) for refusal in self.refusals())
        if unasked:
            raise AssertionError(f"refused, and no step expects it: {unasked}")

    # -- looking

    def find(self, kind: Kind, name: str) -> Record:
        """The org's own record of this name, as the administrator finds it."""
        where = f"{kind.field} = {text_literal(name)}"
        [found] = self.org.query(f"SELECT Id FROM {kind.sobject} WHERE {where}")
        return Record(kind.sobject, {"Id": found.Id})


def kind_of(noun: Noun) -> Kind:
    """What sort of record a noun names."""
    return KINDS[noun.kind]
