"""SOQL, SOSL, tooling queries, and lists that the org keeps."""

from tests.contract.corpus import Case, Request
from tests.contract.stage import VERSION, Stage

DATA = f"/services/data/v{VERSION}"
PAGE = 200


def some_accounts(stage: Stage, case: Case) -> Request:
    """Accounts to count."""
    stage.insert("Account")
    return stage.asked(case)


def events(stage: Stage, case: Case) -> Request:
    """Events of contacts, one without and one with an account."""
    contact, account = stage.insert("Contact"), stage.insert("Account")
    for subject, links in (("1", {}), ("2", {"WhatId": account})):
        stage.insert("Event", Subject=subject, WhoId=contact, **links)
    return stage.asked(case)


def record_types(stage: Stage, case: Case) -> Request:
    """Record types of accounts."""
    stage.project()
    return stage.asked(case)


def named_account(stage: Stage, case: Case) -> Request:
    """The account that is asked for."""
    stage.insert("Account", Name="Sitwell-Bluth", AccountNumber="420")
    return stage.asked(case)


def last_page(stage: Stage, case: Case) -> Request:
    """The last page of a query, from the locator of the page before."""
    return _page(stage, case, rows=PAGE + 2)


def middle_page(stage: Stage, case: Case) -> Request:
    """A page with another one after it."""
    return _page(stage, case, rows=2 * PAGE + 2)


def first_page(stage: Stage, case: Case) -> Request:
    """More rows than a page holds."""
    _fill(stage, PAGE + 2)
    stage.real |= {"Text_Label": "Name"}
    asked = stage.asked(case, path=f"{DATA}/query?q=SELECT Name FROM Whizbang__c")
    return Request("GET", asked.path, {"Sforce-Query-Options": f"batchSize={PAGE}"})


def relations(stage: Stage, case: Case) -> Request:
    """A contact that has to do with an account."""
    stage.insert("AccountContactRelation", ContactId=stage.insert("Contact"), AccountId=stage.insert("Account"))
    return stage.asked(case)


def opportunities(stage: Stage, case: Case) -> Request:
    """Opportunities to count."""
    stage.insert("Opportunity")
    return stage.asked(case)


def contact_roles(stage: Stage, case: Case) -> Request:
    """One opportunity with two contact roles."""
    deal = stage.insert("Opportunity", Amount=50000)
    for role in ("Decision Maker", "Evaluator"):
        contact = stage.insert("Contact", LastName=role)
        stage.insert("OpportunityContactRole", OpportunityId=deal, ContactId=contact, Role=role)
    return stage.asked(case)


def own_account(stage: Stage, case: Case) -> Request:
    """The one account that is asked for by id."""
    stage.real["001M000001FgVKlIAN"] = stage.insert("Account", Name="a")
    return stage.asked(case)


def trailing_comma(stage: Stage, case: Case) -> Request:
    """A comma before FROM, at the recorded column."""
    text = "SELECT Id, Name, AccountNumber, Ty, LastModifiedById, LastModifiedDate, From Account "
    text = text.replace("Ty, ", "x" * (len("Ty, ") - 2) + ", ")
    padding = 79 - (text.index("From") + 1)  # the recorded caret stands on the blank before the word
    text = text.replace("SELECT ", "SELECT " + " " * padding)
    return stage.asked(case, path=f"{DATA}/query?q={text}")


def soap_create_unknown(stage: Stage, case: Case) -> Request:
    """create() of an sObject that there is not."""
    inside = (
        '<create><sObjects xmlns:o="urn:sobject.partner.soap.sforce.com"><o:type>Unknown</o:type></sObjects></create>'
    )
    return _soap(stage, inside)


def soap_bad_locator(stage: Stage, case: Case) -> Request:
    """queryMore() with a locator that is none."""
    return _soap(stage, "<queryMore><queryLocator>0r8000000000001-500</queryLocator></queryMore>")


def list_view(stage: Stage, case: Case) -> Request:
    """The results of one of the account's list views."""
    stage.insert("Account")
    found = stage.send(Request("GET", "/services/data/v33.0/sobjects/Account/listviews"))
    return stage.asked(case, path=case.request.path.replace("<id>", found.body["listviews"][0]["id"]))


def viewed(stage: Stage, case: Case) -> Request:
    """Records that the caller has looked at."""
    account = stage.insert("Account")
    stage.org.query(f"SELECT Id, Name FROM Account WHERE Id = '{account}' FOR VIEW")
    return stage.asked(case)


def no_site(stage: Stage, case: Case) -> Request:
    """The sites that are out of use: none."""
    return stage.asked(case, path=f"{case.request.path}?communityStatus=inactive")


def searched(stage: Stage, case: Case) -> Request:
    """A contact, an account and a case that the search finds."""
    stage.insert("Contact", FirstName="Alice", LastName="Abel")
    stage.insert("Account", Name="Acme")
    stage.insert("Case", Subject="Accident")
    return stage.asked(case)


SCENES = {
    "connect-001": no_site,
    "limits-001": some_accounts,
    "limits-003": some_accounts,
    "soql-001": some_accounts,
    "soql-003": record_types,
    "soql-009": events,
    "soql-021": named_account,
    "soql-023": last_page,
    "soql-025": middle_page,
    "soql-033": last_page,
    "soql-041": relations,
    "soql-045": opportunities,
    "soql-047": contact_roles,
    "soql-051": first_page,
    "soql-053": own_account,
    "soql-055": trailing_comma,
    "soql-061": soap_create_unknown,
    "soql-065": soap_bad_locator,
    "listviews-001": list_view,
    "recent-001": viewed,
    "search-005": searched,
}


def _page(stage: Stage, case: Case, rows: int) -> Request:
    _fill(stage, rows)
    columns = ", ".join(case.body["records"][0].keys() - {"attributes"})
    options = {"Sforce-Query-Options": f"batchSize={PAGE}"}
    first = stage.send(Request("GET", f"{DATA}/query?q=SELECT {columns} FROM Account", options))
    return Request("GET", first.body["nextRecordsUrl"], options)


def _fill(stage: Stage, rows: int) -> None:
    stage.forgetful("the case makes hundreds of records")
    for sobject in ("Account", "Whizbang__c"):
        stage.org.insert_many(sobject, [{"Name": f"Row {number}"} for number in range(rows)])


def _soap(stage: Stage, inside: str) -> Request:
    head = f"<SessionHeader><sessionId>{stage.org.session_id}</sessionId></SessionHeader>"
    body = (
        '<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com">'
        f"<env:Header>{head}</env:Header><env:Body>{inside}</env:Body></env:Envelope>"
    )
    return Request("POST", f"/services/Soap/u/{VERSION}", {"Content-Type": "text/xml", "SOAPAction": '""'}, body)
