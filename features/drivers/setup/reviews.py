"""Reviews of partner users: access reviews, dormant and orphaned users."""

from typing import Protocol

from factories import OrgClient, Record
from factories.soql import text_literal
from features.drivers.control_door import ask


class ReviewSetup(Protocol):
    """What an administrator does about users who may have left. Each verb raises Refused."""

    def reviews(self) -> dict[str, str]:
        """The status of the latest review of each company, by its name."""

    def answer(self, company: str, user: str, answer: str) -> None:
        """Answer for a user of a company's latest review: Confirm or Flag."""

    def close(self, company: str) -> None:
        """End a company's latest review."""

    def outcomes(self, company: str) -> dict[str, str]:
        """What became of each user at the end of a company's latest review, by full name."""

    def dormant(self) -> dict[str, bool]:
        """Who has not logged in for long, by full name, and whether he is exempt."""

    def orphans(self) -> dict[str, str]:
        """Users whom nobody answers for, by full name, and what is wrong with each."""


class ApiReviewSetup:
    """The same over REST and at the control doors."""

    def __init__(self, org: OrgClient) -> None:
        self._org = org

    def reviews(self) -> dict[str, str]:
        """A query; later rows win."""
        fields = "Partner_Account__r.Name, Status__c"
        rows = self._org.query(f"SELECT {fields} FROM Access_Review__c ORDER BY Opened__c")
        return {row.Partner_Account__r["Name"]: row.Status__c for row in rows}

    def answer(self, company: str, user: str, answer: str) -> None:
        """Set Answer__c of the item."""
        [item] = [each for each in self._items(company) if each.Full_Name__c == user]
        self._org.update("Access_Review_Item__c", item.Id, Answer__c=answer)

    def close(self, company: str) -> None:
        """Set Status__c."""
        self._org.update("Access_Review__c", self._latest(company), Status__c="Closed")

    def outcomes(self, company: str) -> dict[str, str]:
        """Outcome__c of the items."""
        return {item.Full_Name__c: item.Outcome__c or "" for item in self._items(company)}

    def dormant(self) -> dict[str, bool]:
        """GET /_mock/dormant-users."""
        return {each["user"]["name"]: bool(each["exempt"]) for each in ask(self._org, "dormant-users").json()["users"]}

    def orphans(self) -> dict[str, str]:
        """GET /_mock/orphans."""
        return {each["user"]["name"]: each["what"] for each in ask(self._org, "orphans").json()["orphans"]}

    def _latest(self, company: str) -> str:
        where = f"Partner_Account__r.Name = {text_literal(company)} ORDER BY Opened__c DESC LIMIT 1"
        [found] = self._org.query(f"SELECT Id FROM Access_Review__c WHERE {where}")
        return str(found.Id)

    def _items(self, company: str) -> list[Record]:
        where = f"Access_Review__c = {text_literal(self._latest(company))}"
        return self._org.query(f"SELECT Id, Full_Name__c, Outcome__c FROM Access_Review_Item__c WHERE {where}")
