"""The records that the tour shows; every word in them is made up."""

from dataclasses import dataclass
from typing import Any

from factories import (
    AccountFactory,
    CaseFactory,
    ContactFactory,
    LeadFactory,
    OpportunityFactory,
    OrgClient,
    PartnerAccountFactory,
    PartnerUserFactory,
    Record,
    using,
)

LEADS = {"Initech": "Open", "Hooli": "Working", "Stark Industries": "Open", "Wayne Enterprises": "Working"}


@dataclass(frozen=True)
class Sights:
    """A partner company with a user, leads, an opportunity and a case; beside it a company that is no partner.

    account, user, lead, deal, case: what the partner sees. hidden: a lead of somebody else.
    leads: all of the partner's.
    candidate: a contact of the partner company who cannot log in yet.
    company, person: Globex and its contact Bo Berg, who cannot log in.
    """

    account: Record
    user: Record
    lead: Record
    deal: Record
    case: Record
    hidden: Record
    candidate: Record
    company: Record
    person: Record

    leads: tuple[Record, ...]

    @property
    def people(self) -> tuple[Record, ...]:
        """Everybody with a last name."""
        return (*self.leads, self.hidden, self.user, self.candidate, self.person)

    @property
    def names(self) -> dict[str, str]:
        """The names that the org has them under → what stands for each."""
        leads = {f"{lead.FirstName} {lead.LastName}": "<lead>" for lead in (*self.leads, self.hidden)}
        companies = {str(lead.Company): "<company>" for lead in (*self.leads, self.hidden)}
        people = {f"{each.FirstName} {each.LastName}": "<person>" for each in (self.user, self.candidate, self.person)}
        others = {str(self.account.Name): "<account>", str(self.company.Name): "<account>"}
        return {
            **leads,
            **companies,
            **people,
            **others,
            str(self.deal.Name): "<deal>",
            str(self.case.Subject): "<case>",
        }

    @classmethod
    def make(cls, org: OrgClient) -> "Sights":
        """Make them in the org."""
        with using(org):
            account: Any = PartnerAccountFactory.create(name="Acme")
            contact = ContactFactory.create(account=account, FirstName="Ann", LastName="Lee", Title="Sales")
            user: Any = PartnerUserFactory.create(contact=contact)
            leads = [
                LeadFactory.create(owner=user, FirstName="Kim", LastName=f"Park {place}", Company=company)
                for place, company in enumerate(LEADS, 1)
            ]
            deal = OpportunityFactory.create(
                owner=user, AccountId=account.Id, Name="Rollout", StageName="Prospecting", CloseDate="2027-01-31"
            )
            case = CaseFactory.create(owner=user, AccountId=account.Id, ContactId=contact.Id, Subject="Broken")
            hidden = LeadFactory.create(FirstName="Jo", LastName="Secret", Company="Hush Ltd")
            candidate = ContactFactory.create(account=account, FirstName="Cy", LastName="Moss")
            company = AccountFactory.create(Name="Globex")
            person = ContactFactory.create(account=company, FirstName="Bo", LastName="Berg")
        return cls(account, user, leads[0], deal, case, hidden, candidate, company, person, tuple(leads))
