"""The verbs over REST, as the user: an internal user at the org's own address, a partner user at the site's."""

from collections.abc import Mapping
from typing import Any

from factories import OrgClient, Record, Refused
from factories.soql import text_literal
from features.drivers import Access, Unsettled

READ_ONLY = {
    "INSUFFICIENT_ACCESS_OR_READONLY",
    "INSUFFICIENT_ACCESS",
    "ENTITY_IS_LOCKED",
    "CANNOT_UPDATE_CONVERTED_LEAD",
}
LATEST = 200


class ApiUser:
    """A user's program: it logs in with username and password and speaks REST.

    Args:
        username: whose program it is.
        org: any client of the org; it tells only where the org is and by which app one logs in.
    """

    at_site = False

    def __init__(self, username: str, org: OrgClient) -> None:
        self.username = username
        self._org = org
        self._session: OrgClient | None = None
        self._offered: dict[str, Any] | None = None

    def enter(self, password: str) -> None:
        """The same as log_in: a program has no quicker way."""
        self.log_in(password)

    def log_in(self, password: str) -> None:
        """Get a session by the username-password flow."""
        self._session = self._org.log_in(self.username, password, at_site=self.at_site)
        self._offered = None

    def log_out(self) -> None:
        """Revoke the session."""
        self._me.log_out()

    def logged_in(self) -> bool:
        """Whether the org still answers to this session."""
        try:
            return self._session is not None and bool(self._session.whoami())
        except Refused as refusal:
            if refusal.status in {401, 403}:
                return False
            raise

    def offers(self, sobject: str) -> bool:
        """Whether the sObject is in this user's global describe."""
        if self._offered is None:
            self._offered = self._me.describe_global()
        return sobject in self._offered

    def sees(self, sobject: str) -> set[str]:
        """The names of all rows of a query."""
        if not self.offers(sobject):
            return set()
        [name] = [field["name"] for field in self._fields(sobject) if field["nameField"]]
        return {row[name] for row in self._me.query(f"SELECT {name} FROM {sobject}")}

    def access(self, sobject: str, record_id: str) -> Access:
        """What a query, the record itself and an update of no field say; the first two must agree."""
        if not self.offers(sobject):
            return "none"
        queried = bool(self._me.query(f"SELECT Id FROM {sobject} WHERE Id = {text_literal(record_id)}"))
        fetched = self._record(sobject, record_id) is not None
        if queried != fetched:
            raise Unsettled(f"{sobject} {record_id}: found by query: {queried}; but got by its id: {fetched}")
        if not fetched:
            return "none"
        return "edit" if self._may_edit(sobject, record_id) else "read"

    def spilt(self, sobject: str, records: Mapping[str, Mapping[str, str]]) -> dict[str, list[str]]:
        """Whether a query of the latest records returns one of these, which a query by its id did not."""
        if not self.offers(sobject):
            return {}
        latest = self._me.query(f"SELECT Id FROM {sobject} ORDER BY CreatedDate DESC LIMIT {LATEST}")
        told = f"a query of all {sobject} returns it"
        return {row.Id: [told] for row in latest if row.Id in records}

    def read(self, sobject: str, record_id: str) -> dict[str, str]:
        """The record's fields under the labels of the describe."""
        record = self._record(sobject, record_id)
        if record is None:
            raise Refused("The requested resource does not exist", "NOT_FOUND", status=404)
        shown = [field for field in self._fields(sobject) if field["name"] in record]
        return {_label(field): self._shown(field, record) for field in shown}

    def overheard(self, texts: Mapping[str, str]) -> list[str]:
        """Nothing: what REST answers is what `read` has returned."""
        return []

    def create(self, sobject: str, values: Mapping[str, str]) -> str:
        """Insert a record."""
        return self._me.insert(sobject, self._by_name(sobject, values))

    def change(self, sobject: str, record_id: str, values: Mapping[str, str]) -> None:
        """Update a record."""
        self._me.update(sobject, record_id, **self._by_name(sobject, values))

    def query(self, soql: str) -> list[Record]:
        """Rows of a query; a verb of programs only, for scenarios tagged @api."""
        return self._me.query(soql)

    @property
    def _me(self) -> OrgClient:
        if self._session is None:
            raise Refused(f"{self.username} has not logged in")
        return self._session

    def _fields(self, sobject: str) -> list[dict[str, Any]]:
        return list(self._me.describe(sobject)["fields"])

    def _record(self, sobject: str, record_id: str) -> Record | None:
        try:
            return self._me.get(sobject, record_id)
        except Refused as refusal:
            if refusal.status == 404:
                return None
            raise

    def _may_edit(self, sobject: str, record_id: str) -> bool:
        """Whether an update that changes no field is let through; object, record and lock all have a say in it."""
        try:
            self._me.update(sobject, record_id)
        except Refused as refusal:
            if refusal.code in READ_ONLY or refusal.status == 404:
                return False
            raise
        return True

    def _shown(self, field: Mapping[str, Any], record: Record) -> str:
        value = record[field["name"]]
        if value is None:
            return ""
        if field["type"] != "reference":
            return str(value)
        for sobject in filter(self.offers, field["referenceTo"]):
            found = self._me.query(f"SELECT Name FROM {sobject} WHERE Id = {text_literal(value)}")
            for row in found:
                return str(row.Name)
        return ""

    def _by_name(self, sobject: str, values: Mapping[str, str]) -> dict[str, str]:
        names = {_label(field): field["name"] for field in self._fields(sobject)}
        unknown = [label for label in values if label not in names]
        if unknown:
            raise Refused(f"{sobject} has no field {', '.join(unknown)} for {self.username}", "INVALID_FIELD")
        return {names[label]: value for label, value in values.items()}


class ApiPartnerUser(ApiUser):
    """A partner user's program: it logs in at the site's token endpoint."""

    at_site = True

    def change_password(self, old: str, new: str) -> None:
        """Set the own password; REST does not ask for the old one."""
        self._me.set_password(self._me.user_id, new)

    def asked_about(self) -> set[str]:
        """The items of the reviews that run."""
        return set(self._review_items())

    def answer_review(self, answers: Mapping[str, str]) -> None:
        """Set Answer__c of the items, one after the other."""
        items = self._review_items()
        for name, answer in answers.items():
            if name not in items:
                raise Refused(f"{self.username} is not asked about {name}")
            self._me.update("Access_Review_Item__c", items[name], Answer__c=answer)

    def _review_items(self) -> dict[str, str]:
        soql = "SELECT Id, Full_Name__c FROM Access_Review_Item__c WHERE Access_Review__r.Status__c != 'Closed'"
        return {row.Full_Name__c: row.Id for row in self._me.query(soql)}


def _label(field: Mapping[str, Any]) -> str:
    label = str(field["label"])
    return label.removesuffix(" ID") if field["type"] == "reference" else label
