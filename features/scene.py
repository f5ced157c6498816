"""What one scenario knows: its people, companies and records, and what has been refused."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from factories import ContactFactory, OrgClient, PartnerUserFactory, Record, Refused
from factories.soql import text_literal
from features.drivers import PartnerUser
from features.drivers.administrator import Administrator
from features.targets import Target
from features.visibility import Finding
from features.waiting import Answer, eventually
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
        return str(self.org.get(record.sobject, record.Id)[self._name_field(record.sobject)])

    # -- names: as the scenario says them, and as the org has them

    def unique(self, name: str) -> str:
        """The name that a record gets which the scenario calls so; the same where the org forgets."""
        return str(self.org.data.unique(name))

    def api_name(self, name: str) -> str:
        """The same as the API name of a piece of configuration."""
        return re.sub(r"\W+", "_", self.unique(name))

    def real(self, text: str) -> str:
        """A text as the org has it, where it holds names that the scenario has given: "Acme Partner User"."""
        return self.org.data.names.real(text)

    def plain(self, text: str) -> str:
        """A text of the org as the scenario says it."""
        return self.org.data.names.plain(text)

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

    def sees(self, who: str, sobject: str) -> set[str]:
        """The names of this scenario's records that the actor is shown, whomever of the scenario they belong to.

        Where the org forgets, everything in it is the scenario's; elsewhere it holds records of others as well.
        """
        shown = self.actor(who).sees(sobject)
        return shown & self._names_of_ours(sobject) if self.org.data.names.tag else shown

    def create(self, who: str, kind: Kind, name: str, values: Mapping[str, str]) -> Record:
        """Have somebody make a record. values: label → text, beside the name. Raises Refused."""
        unique = self.unique(name)
        with self.org.foreseen(kind.sobject, **{kind.field: unique}) as entry:
            made = self.actor(who).create(kind.sobject, {**values, kind.label: unique})
            self.org.journal.confirm(entry, made)
        return Record(kind.sobject, {"Id": made})

    def eventually(self, ask: Callable[[], Answer], right: Callable[[Answer], bool]) -> Answer:
        """The first right answer, where sharing takes its time; where it does not, the only answer there is."""
        return eventually(ask, right, self.target.patience.sharing)

    def control(self, name: str) -> None:
        """Where sharing takes its time: wait until this person sees the own company, before something is out of sight.

        A page that has not loaded and an org that does not answer show nothing either.
        """
        if not self.target.patience.sharing or not self.person(name).company or not self.actor(name).offers("Account"):
            return
        company = str(self.now(name).AccountId)
        seen = self.eventually(lambda: self.actor(name).access("Account", company), lambda seen: seen != "none")
        if seen == "none":
            raise AssertionError(
                f"{name} does not even see the own company: nothing can be said of what is out of sight"
            )

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
        where = f"{kind.field} = {text_literal(self.unique(name))}"
        [found] = self.org.query(f"SELECT Id FROM {kind.sobject} WHERE {where}")
        return Record(kind.sobject, {"Id": found.Id})

    def _names_of_ours(self, sobject: str) -> set[str]:
        """The names of what this scenario has made, as lists show them."""
        kept = {record.Id for record in self.records.values() if record.sobject == sobject}
        ids = kept | self.org.journal.ids_of(sobject)
        if not ids:
            return set()
        name = self._name_field(sobject)
        rows = self.org.query(f"SELECT {name} FROM {sobject} WHERE Id IN ({', '.join(map(text_literal, sorted(ids)))})")
        return {str(row[name]) for row in rows}

    def _name_field(self, sobject: str) -> str:
        [name] = [each["name"] for each in self.org.describe(sobject)["fields"] if each["nameField"]]
        return str(name)


def kind_of(noun: Noun) -> Kind:
    """What sort of record a noun names."""
    return KINDS[noun.kind]
