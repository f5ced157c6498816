"""Every door of the org shows a user the same records, and lets change the same: nothing is decided twice.

The doors are the REST API by id, in collections, by SOQL, SOSL, list views, jobs, lists of changes and recent items,
UserRecordAccess, the portal, the explanation, the matrix, and the files of the records. Salesforce's reports have no
door here: the mock has none.
"""

import csv
import io
import re

import pytest

from tests.mock_org.access_org import OBJECTS, PORTAL

PEOPLE = ("ann", "abe", "bo", "cy", "stan")
OUTSIDE = {*PORTAL, "bo"}
LISTS = {
    "Account": "AllAccounts",
    "Contact": "AllContacts",
    "Lead": "AllOpenLeads",
    "Opportunity": "AllOpportunities",
    "Case": "AllOpenCases",
    "Deal_Registration__c": "All",
}
CHILDREN = {"Contact": "Contacts", "Opportunity": "Opportunities", "Case": "Cases"}
NAMES = {"Lead": "Company", "Case": "Subject", "Contact": "LastName", "Deal_Registration__c": "Deal_Name__c"}


@pytest.fixture
def org(vendor):
    """The vendor's org, where abe is a super user and stan has a lead to read."""
    abe, stan = (vendor.people[name].user_id for name in ("abe", "stan"))
    assert vendor.admin.update("User", abe, IsPrmSuperUser=True).status_code == 204
    vendor.share("Lead", "lead of cy", stan)
    return vendor


def every(org, *sobjects):
    """The ids of all records."""
    prefixes = {org.world.org.schema[name].key_prefix for name in sobjects or OBJECTS}
    return [each for each in org.ids.values() if each[:3] in prefixes]


def opened(org, who):
    """The objects that are open to the user."""
    known = {each["name"] for each in org.people[who].get("/sobjects").json["sobjects"]}
    return [name for name in OBJECTS if name in known]


def ids_of(records, name="Id"):
    return {each[name] for each in records}


def by_query(org, who, *sobjects):
    caller = org.people[who]
    return {row["Id"] for name in sobjects or opened(org, who) for row in caller.query(f"SELECT Id FROM {name}")}


def by_query_all(org, who):
    asked = [f"SELECT Id, Owner.Name FROM {name} ORDER BY CreatedDate LIMIT 900" for name in opened(org, who)]
    answers = (org.people[who].get("/queryAll", query_string={"q": soql}) for soql in asked)
    return {row["Id"] for answer in answers for row in answer.json["records"]}


def by_id(org, who):
    caller, found = org.people[who], {}
    for name in OBJECTS:
        for each in every(org, name):
            found[each] = caller.get(f"/sobjects/{name}/{each}?fields=Id").status_code
    assert set(found.values()) == {200, 404}
    return {each for each, status in found.items() if status == 200}


def by_collection(org, who):
    found = set()
    for name in opened(org, who):
        body = {"ids": every(org, name), "fields": ["Id"]}
        answer = org.people[who].call("POST", f"/composite/sobjects/{name}", json=body).json
        assert len(answer) == len(body["ids"])
        found |= ids_of(filter(None, answer))
    return found


def by_search(org, who):
    wanted = ", ".join(f"{name}(Id)" for name in opened(org, who))
    answer = org.people[who].get("/search", query_string={"q": f"FIND {{Zed*}} IN ALL FIELDS RETURNING {wanted}"})
    return ids_of(answer.json["searchRecords"])


def by_parameters(org, who):
    asked = {"q": "Zed", "sobject": opened(org, who), "fields": "Id"}
    return ids_of(org.people[who].get("/parameterizedSearch", query_string=asked).json["searchRecords"])


def by_list_view(org, who):
    rows = []
    for name in opened(org, who):
        rows += org.people[who].get(f"/sobjects/{name}/listviews/{LISTS[name]}/results?limit=2000").json["records"]
    return {next(c["value"] for c in row["columns"] if c["fieldNameOrPath"] == "Id") for row in rows}


def by_changes(org, who):
    now = org.world.org.clock.now()
    span = {"start": f"{now:%Y-%m-%d}T00:00:00Z", "end": f"{now:%Y-%m-%d}T23:59:00Z"}
    answers = [org.people[who].get(f"/sobjects/{name}/updated", query_string=span) for name in opened(org, who)]
    return {each for answer in answers for each in answer.json["ids"]}


def by_job(org, who):
    caller, found = org.people[who], set()
    for name in opened(org, who):
        job = caller.call("POST", "/jobs/query", json={"operation": "query", "query": f"SELECT Id FROM {name}"})
        assert caller.get(f"/jobs/query/{job.json['id']}").json["state"] == "JobComplete"
        lines = csv.reader(io.StringIO(caller.get(f"/jobs/query/{job.json['id']}/results").text))
        found |= {line[0] for line in lines} - {"Id"}
    return found


def by_recent_items(org, who):
    for name in opened(org, who):
        org.people[who].query(f"SELECT Id FROM {name} FOR VIEW")
    return ids_of(org.people[who].get("/recent").json)


def by_record_access(org, who, level="HasReadAccess", asking=None):
    """What the user is told; or what somebody else is told of the user."""
    listed = "', '".join(every(org))
    where = f"UserId = '{org.people[who].user_id}' AND RecordId IN ('{listed}') AND {level} = true"
    caller = asking or org.people[who]
    return ids_of(caller.query(f"SELECT RecordId FROM UserRecordAccess WHERE {where}"), "RecordId")


def by_matrix(org, who):
    return {each for each, level in levels(org, who).items() if level != "none"}


def by_portal(org, who):
    """The rows of all lists; of every third record there is a page if it is such a row."""
    if who not in OUTSIDE:
        return by_query(org, who)
    browser, listed = org.world.app.test_client(), set()
    browser.get(f"/secur/frontdoor.jsp?sid={org.people[who].session_id}&retURL=/partners/s/")
    for name in OBJECTS:
        rows = browser.get(f"/partners/s/recordlist/{name}/Default").text
        listed |= set(re.findall(r'data-row-key-value="(\w+)"', rows))
    pages = {each: browser.get(f"/partners/s/detail/{each}").status_code for each in every(org)[::3]}
    assert {each for each, status in pages.items() if status == 200} == listed & set(pages)
    return listed


DOORS = (by_query_all, by_id, by_collection, by_search, by_parameters, by_list_view, by_changes, by_job,
         by_recent_items, by_record_access, by_matrix, by_portal)  # fmt: skip


def levels(org, who):
    """What the matrix tells of each record."""
    return levels_of_all(org, who)[who]


def levels_of_all(org, *people):
    """The same of several users."""
    ids = [org.people[who].user_id for who in people]
    told = org.world.app.test_client().get("/_mock/matrix", query_string={"object": OBJECTS, "user": ids}).json
    assert [each["id"] for each in told["personas"]] == ids
    lines = [line for line in told["records"] if line["id"] in every(org)]
    return {who: {line["id"]: line["levels"][at] for line in lines} for at, who in enumerate(people)}


@pytest.mark.parametrize("who", ["abe", "cy", "stan"])
def test_every_door_shows_the_same_records(org, who):
    seen = by_query(org, who)
    assert 0 < len(seen) < len(every(org))
    assert {door.__name__: door(org, who) ^ seen for door in DOORS} == {door.__name__: set() for door in DOORS}


@pytest.mark.parametrize("who", ["abe", "bo"])
def test_what_changes_is_what_matrix_and_user_record_access_say(org, who):
    known = levels(org, who)
    records = [
        {"attributes": {"type": name}, "id": each, NAMES.get(name, "Name"): "Zed"}
        for name in OBJECTS
        for each in every(org, name)
    ]
    answers = org.people[who].call("PATCH", "/composite/sobjects", json={"records": records}).json
    done = {sent["id"]: answer for sent, answer in zip(records, answers, strict=True)}
    changed = {each for each, answer in done.items() if answer["success"]}
    assert changed == {each for each, level in known.items() if level in ("edit", "all")}
    assert changed == by_record_access(org, who, "HasEditAccess", org.admin)
    refused = {each: answer["errors"][0]["statusCode"] for each, answer in done.items() if not answer["success"]}
    readonly = {each for each, code in refused.items() if code == "INSUFFICIENT_ACCESS_OR_READONLY"}
    assert readonly == {each for each, level in known.items() if level == "read"}


def test_the_explanation_tells_the_level_of_the_matrix(org):
    door, known = org.world.app.test_client(), levels_of_all(org, *PEOPLE)
    for number, record in enumerate(every(org)[::4]):
        who = PEOPLE[number % len(PEOPLE)]
        told = door.get("/_mock/explain", query_string={"user": org.people[who].user_id, "record": record}).json
        assert (told["access"], bool(told["grants"])) == (known[who][record], known[who][record] != "none")


@pytest.mark.parametrize("who", ["ann", "stan"])
def test_counts_children_parents_and_shares_are_of_visible_records(org, who):
    caller, seen = org.people[who], by_query(org, who)
    for name in opened(org, who):
        own = by_query(org, who, name)
        counted = caller.get("/query", query_string={"q": f"SELECT COUNT() FROM {name}"}).json["totalSize"]
        by_stage = caller.query(f"SELECT CreatedById, COUNT(Id) n FROM {name} GROUP BY CreatedById")
        told = caller.get(f"/limits/recordCount?sObjects={name}").json["sObjects"]
        assert (counted, sum(row["n"] for row in by_stage), sum(each["count"] for each in told)) == (len(own),) * 3
        if (share := shares_of(name)) and caller.get(f"/sobjects/{share[0]}/describe").status_code == 200:
            assert ids_of(caller.query(f"SELECT {share[1]} FROM {share[0]}"), share[1]) <= own
    for name, relationship in CHILDREN.items():
        if name not in opened(org, who):
            continue
        rows = caller.query(f"SELECT Id, AccountId, Account.Name FROM {name}")
        assert all((row["Account"] is not None) == (row["AccountId"] in seen) for row in rows)
        parents = caller.query(f"SELECT Id, (SELECT Id FROM {relationship}) FROM Account")
        below = {child["Id"] for row in parents if row[relationship] for child in row[relationship]["records"]}
        assert below == {row["Id"] for row in rows if row["AccountId"] in seen}
        joined = ids_of(caller.query(f"SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM {name})"))
        assert joined == {row["AccountId"] for row in rows} & seen


def shares_of(name):
    """The share object and its field for the record."""
    if name.endswith("__c"):
        return f"{name[:-3]}__Share", "ParentId"
    return None if name == "Contact" else (f"{name}Share", f"{name}Id")


@pytest.mark.parametrize("who", ["ann", "bo", "stan"])
def test_a_file_is_there_for_who_sees_the_record_that_it_is_linked_to(org, who):
    caller, seen = org.people[who], by_query(org, who)
    due = {org.ids[key]: version for key, version in org.files.items() if org.ids[key] in seen}
    listed = "', '".join(org.ids[key] for key in org.files)
    links = f"SELECT LinkedEntityId FROM ContentDocumentLink WHERE LinkedEntityId IN ('{listed}')"
    assert ids_of(caller.query(links), "LinkedEntityId") == set(due)
    assert ids_of(caller.query("SELECT Id FROM ContentVersion")) == set(due.values())
    for version in (*list(due.values())[:1], *list(set(org.files.values()) - set(due.values()))[:1]):
        for tail in ("", "/VersionData"):
            answer = caller.get(f"/sobjects/ContentVersion/{version}{tail}")
            assert (answer.status_code == 200) == (version in due.values())


def test_who_loses_access_loses_it_at_every_door(org):
    before = by_query(org, "ann")
    assert by_recent_items(org, "ann") == before
    gone = org.ids["shared opportunity"]
    where = f"OpportunityId = '{gone}' AND RowCause = 'Manual'"
    [share] = org.admin.query(f"SELECT Id FROM OpportunityShare WHERE {where}")
    assert org.admin.call("DELETE", f"/sobjects/OpportunityShare/{share['Id']}").status_code == 204
    after = before - {gone, org.ids["beta"], org.ids["contact of beta"]}
    assert ids_of(org.people["ann"].get("/recent").json) == after
    for door in (by_query, by_search, by_list_view, by_record_access, by_matrix):
        assert (door.__name__, door(org, "ann")) == (door.__name__, after)
