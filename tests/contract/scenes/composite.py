"""Several requests in one: collections, composite, batch, tree, graph."""

import json
import re
from typing import Any

from tests.contract.corpus import Case, Request
from tests.contract.stage import VERSION, Stage

SINCE = re.compile(r"(?<=If-Modified-Since\": \")[^\"]+")
DATA = f"/services/data/v{VERSION}"


def not_modified(stage: Stage, case: Case) -> Request:
    """Described since the org changed: the recorded instant is replaced by a later one."""
    body = json.loads(SINCE.sub("Wed, 01 Jan 2031 00:00:00 GMT", json.dumps(case.request.body)))
    return stage.asked(case, body=body)


def two_accounts(stage: Stage, case: Case) -> Request:
    """An account to change, and its parent to be."""
    for recorded in ("0019H00000H28uBQAR", "0019H00000H28uAQAR"):
        stage.real[recorded] = stage.insert("Account")
    return stage.asked(case)


def two_contacts(stage: Stage, case: Case) -> Request:
    """Two contacts to change."""
    for recorded in ("003ak00000jvIfpAAE", "003ak00000jvIfqAAE"):
        stage.real[recorded] = stage.insert("Contact")
    return stage.asked(case)


def a_duplicate(stage: Stage, case: Case) -> Request:
    """An account that a duplicate rule finds."""
    stage.project()
    stage.real["example.com"] = stage.org.data.unique("example.com")
    stage.insert("Account", Name="example.com", BillingCity="San Francisco")
    return stage.asked(case)


def too_many(stage: Stage, case: Case) -> Request:
    """201 records."""
    record = {"attributes": {"type": "Account"}, "Name": "One of many"}
    return stage.asked(case, body={"allOrNone": False, "records": [record] * 201})


def one_to_delete(stage: Stage, case: Case) -> Request:
    """One account that is there; the other id is malformed."""
    stage.real["001RM000003oLrfYAE"] = stage.insert("Account")
    return stage.asked(case)


def query_subrequests(stage: Stage, case: Case) -> Request:
    """Queries as subrequests; the recorded request was not kept. Quotes are a custom object here."""
    stage.insert("Quote__c", Name="Q", CalculationStatus__c="Completed", LineItemCount__c=10)
    stage.real |= {"CalculationStatus": "CalculationStatus__c", "LineItemCount": "LineItemCount__c"}
    stage.real |= {"Product2Id": "Name"}
    stage.insert("Account")
    queries = {
        "quote": "SELECT CalculationStatus, LineItemCount FROM Quote__c",
        "qlis": "SELECT Id, Product2Id FROM Account",
    }
    requests = [
        {"method": "GET", "url": f"{DATA}/query?q={text.replace(' ', '+')}", "referenceId": name}
        for name, text in queries.items()
    ]
    return stage.asked(case, body={"compositeRequest": requests})


def graph(stage: Stage, case: Case) -> Request:
    """Account, contact and opportunity that hang together; the recorded request was not kept."""
    url = "/services/data/v61.0/sobjects"
    nodes = [
        _post(f"{url}/Account", "account", {"Name": "Initech"}),
        _post(f"{url}/Contact", "contact", {"LastName": "Lumbergh", "AccountId": "@{account.id}"}),
        _post(
            f"{url}/Opportunity",
            "opportunity",
            {"Name": "TPS", "StageName": "Prospecting", "CloseDate": "2026-12-31", "AccountId": "@{account.id}"},
        ),
    ]
    return stage.asked(case, body={"graphs": [{"graphId": "1", "compositeRequest": nodes}]})


def rolled_back(stage: Stage, case: Case) -> Request:
    """Two creates, all or none; the second has a value that is too long."""
    long = {"BST_SAP_Batch_Id__c": "20260915_105645_1056"}
    url = f"{DATA}/sobjects/Whizbang__c"
    nodes = [_post(url, "item1", {"Name": "One"}), _post(url, "item2", {"Name": "Two"} | long)]
    return stage.asked(case, body={"allOrNone": True, "compositeRequest": nodes})


def five_deletes(stage: Stage, case: Case) -> Request:
    """Five deletes; the third record is gone for good."""
    ids = [stage.insert("Account", Name=f"Account {number}") for number in range(5)]
    ids[2] = "001000000000001AAA"
    deletes = [{"method": "DELETE", "url": f"v{VERSION}/sobjects/Account/{each}"} for each in ids]
    return stage.asked(case, path=f"{DATA}/tooling/composite/batch", body={"batchRequests": deletes})


SCENES = {
    "composite-001": not_modified,
    "composite-009": not_modified,
    "collections-003": two_accounts,
    "collections-017": two_contacts,
    "collections-019": a_duplicate,
    "collections-021": too_many,
    "collections-023": one_to_delete,
    "composite-007": query_subrequests,
    "composite_graph-003": graph,
    "errors-003": rolled_back,
    "deletion-009": five_deletes,
}


def _post(url: str, name: str, body: dict[str, Any]) -> dict[str, Any]:
    return {"method": "POST", "url": url, "referenceId": name, "body": body}
