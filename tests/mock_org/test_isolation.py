"""Two partners, every external default private: nothing of the one reaches the other, by no page and no resource."""

import json
import re
from html import unescape
from urllib.parse import urlsplit

import pytest

MARK = "Globex"  # in every text value of the other partner's records
SOQL_FIELDS = 60  # per statement, so that its URL stays short


def records_of(world, partner, mark):
    """One record of each object that partners work with, owned by the partner's user or about the partner."""
    admin, common = world.admin, {"OwnerId": partner.user_id}
    made = [partner.account_id, partner.contact_id, partner.user_id]
    made.append(admin.create("Lead", LastName=f"{mark} Lead", Company=f"{mark} Company", **common))
    made.append(
        admin.create(
            "Opportunity",
            Name=f"{mark} Opportunity",
            StageName="Prospecting",
            CloseDate="2030-01-01",
            AccountId=partner.account_id,
            Description=f"{mark} Secret",
            **common,
        )
    )
    made.append(
        admin.create(
            "Case", Subject=f"{mark} Case", AccountId=partner.account_id, ContactId=partner.contact_id, **common
        )
    )
    made.append(admin.create("Task", Subject=f"{mark} Task", WhatId=partner.account_id, **common))
    made.append(
        admin.create(
            "Event",
            Subject=f"{mark} Event",
            DurationInMinutes=30,
            ActivityDateTime="2030-01-01T10:00:00Z",
            WhatId=partner.account_id,
            **common,
        )
    )
    made.append(
        admin.create(
            "Deal_Registration__c", Deal_Name__c=f"{mark} Deal", Partner_Account__c=partner.account_id, **common
        )
    )
    return made


@pytest.fixture
def two(world):
    acme, globex = world.partner("Acme"), world.partner(MARK)
    records_of(world, acme, "Acme")
    return world, acme, globex, records_of(world, globex, MARK)


def assert_clean(text, ids, where):
    assert MARK.lower() not in text.lower(), f"{where} shows a value of {MARK}"
    for record_id in ids:
        assert record_id[:15] not in text, f"{where} shows the id {record_id} of {MARK}"


def test_no_query_of_any_object_shows_anything_of_the_other_partner(two):
    world, acme, _globex, ids = two
    asked = 0
    for sobject in [*world.org.schema]:
        describe = acme.caller.get(f"/sobjects/{sobject.name}/describe")
        if describe.status_code != 200 or sobject.virtual:
            soql = f"SELECT Id FROM {sobject.name}"
            assert_clean(acme.caller.get("/query", query_string={"q": soql}).text, ids, soql)
            continue
        names = [f["name"] for f in describe.json["fields"]]
        parents = [
            f"{f['relationshipName']}.Name"
            for f in describe.json["fields"]
            if f["relationshipName"]
            and any(world.org.schema.get(t) and world.org.schema[t].field("Name") for t in f["referenceTo"])
        ]
        for columns in chunks(names + parents):
            soql = f"SELECT {', '.join(columns)} FROM {sobject.name}"
            for resource in ("/query", "/queryAll"):
                answer = acme.caller.get(resource, query_string={"q": soql})
                assert_clean(answer.text.replace(soql, ""), ids, f"{resource} {soql}")
                asked += answer.status_code == 200
    assert asked > 100


def chunks(names):
    return [names[start : start + SOQL_FIELDS] for start in range(0, len(names), SOQL_FIELDS)]


def test_no_filter_child_query_or_aggregate_reaches_the_other_partner(two):
    _world, acme, globex, ids = two
    access = f"WHERE UserId = '{acme.user_id}' AND RecordId = '{globex.account_id}'"
    for soql in (
        f"SELECT Id, Name FROM Account WHERE Id = '{globex.account_id}'",
        "SELECT Id, (SELECT Id, Name FROM Contacts), (SELECT Id, Name FROM Opportunities) FROM Account",
        f"SELECT Name, Owner.Name, Owner.Email FROM Lead WHERE Company LIKE '{MARK[:4]}%'",
        "SELECT Name, COUNT(Id) FROM Account GROUP BY Name",
        "SELECT MAX(Name) FROM Opportunity",
        "SELECT Id, Name FROM Account WHERE Id IN (SELECT AccountId FROM Opportunity)",
        f"SELECT RecordId, HasReadAccess FROM UserRecordAccess {access}",
    ):
        answer = acme.caller.get("/query", query_string={"q": soql})
        assert_clean(answer.text.replace(json.dumps(soql)[1:-1], "").replace(MARK[:4] + "%", ""), ids, soql)
    counted = acme.caller.get("/query", query_string={"q": "SELECT COUNT() FROM Opportunity"}).json["totalSize"]
    assert counted == 1


def test_no_record_of_the_other_partner_is_read_changed_or_deleted_by_id(two):
    world, acme, _globex, ids = two
    for record_id in ids:
        name = world.org.schema.by_key_prefix(record_id[:3]).name
        field = {"Case": "Subject", "Task": "Subject", "Event": "Subject", "Opportunity": "Name"}.get(
            name, "Description"
        )
        path = f"/sobjects/{name}/{record_id}"
        before = world.admin.get(path).json
        read = acme.caller.get(path)
        assert read.status_code == 404
        for answer in (
            read,
            acme.caller.call("PATCH", path, json={field: "mine"}),
            acme.caller.call("DELETE", path),
        ):
            assert 400 <= answer.status_code < 500
            assert MARK.lower() not in answer.text.lower()
        assert world.admin.get(path).json == before


def test_no_reference_to_a_record_of_the_other_partner_can_be_made(two):
    _world, acme, globex, _ids = two
    answer = acme.caller.call("POST", "/sobjects/Contact", json={"LastName": "Spy", "AccountId": globex.account_id})
    assert answer.status_code == 400
    assert MARK.lower() not in answer.text.lower()


def test_no_other_resource_shows_anything_of_the_other_partner(two):
    world, acme, _globex, ids = two
    for path in ("", "/sobjects", "/limits", "/limits/recordCount", "/services/oauth2/userinfo", "/services/data"):
        assert_clean(acme.caller.get(path).text, ids, path)
    for sobject in world.org.schema:
        for tail in ("", "/describe"):
            path = f"/sobjects/{sobject.name}{tail}"
            assert_clean(acme.caller.get(path).text, ids, path)


def test_no_page_of_the_portal_shows_anything_of_the_other_partner(two):
    world, acme, _globex, ids = two
    browser = world.app.test_client()
    start = f"/secur/frontdoor.jsp?sid={acme.caller.session_id}&retURL=/partners/s/"
    waiting, seen = [start], set()
    while waiting:
        url = waiting.pop()
        if url in seen or "logout" in url:
            continue
        seen.add(url)
        answer = browser.get(url, buffered=True)
        if answer.status_code in (301, 302):
            waiting.append(answer.headers["Location"])
            continue
        text = unescape(answer.text)
        assert_clean(text, ids, url)
        if answer.mimetype == "text/html":
            links = re.findall(r'(?:href|action|src)="([^"]+)"', answer.text)
            waiting += [unescape(link) for link in links if not urlsplit(link).netloc and link.startswith("/")]
    assert any("Acme" in browser.get(url, buffered=True).text for url in seen)
    assert len(seen) > 20
    for record_id in ids:
        for path in (
            f"/partners/s/detail/{record_id}",
            f"/partners/s/lead/{record_id}/x",
            f"/partners/s/lead/{record_id}/edit",
        ):
            answer = browser.get(path)
            assert answer.status_code in (403, 404)
            assert MARK.lower() not in answer.text.lower()


def test_no_list_view_layout_or_profile_shows_anything_of_the_other_partner(two):
    world, acme, globex, ids = two
    rows = 0
    for sobject in world.org.schema:
        views = acme.caller.get(f"/sobjects/{sobject.name}/listviews")
        for view in views.json["listviews"] if views.status_code == 200 else ():
            answer = acme.caller.get(f"{view['resultsUrl']}?limit=2000")
            assert_clean(answer.text, ids, view["label"])
            rows += len(answer.json["records"]) if answer.status_code == 200 else 0
        if views.status_code == 200:
            for tail in ("listviews/recent", "listviews/All/describe", "describe/layouts"):
                path = f"/sobjects/{sobject.name}/{tail}"
                assert_clean(acme.caller.get(path).text, ids, path)
    assert rows > 5
    for path in ("/recent", "/quickActions", "/tabs", "/theme", "/appMenu/AppSwitcher", "/process/approvals",
                 "/connect/communities", "/chatter/users/me", f"/chatter/users/{globex.contact_id}"):  # fmt: skip
        assert_clean(acme.caller.get(path).text, ids, path)


def test_no_action_or_profile_reaches_a_record_of_the_other_partner(two):
    world, acme, globex, ids = two
    for record_id in ids:
        name = world.org.schema.by_key_prefix(record_id[:3]).name
        for path in (
            f"/chatter/users/{record_id}",
            f"/connect/user-profiles/{record_id}",
            f"/sobjects/{name}/quickActions/NewTask/defaultValues/{record_id}",
        ):
            answer = acme.caller.get(path)
            assert answer.status_code == 404, path
            assert MARK.lower() not in answer.text.lower()
        asked = {"requests": [{"actionType": "Submit", "contextId": record_id}]}
        answer = acme.caller.call("POST", "/process/approvals", json=asked)
        assert answer.json[0]["errors"][0]["statusCode"] == "INVALID_CROSS_REFERENCE_KEY"
    assert acme.caller.get(f"/chatter/users/{globex.user_id}").status_code == 404


def test_users_of_one_account_are_told_of_each_other_only_where_the_org_says_so(world):
    acme = world.partner("Acme")
    contact = world.admin.create("Contact", LastName="Second", AccountId=acme.account_id)
    colleague = world.user("Second", "Channel Partner", ContactId=contact)
    path = f"/chatter/users/{colleague}"
    assert acme.caller.get(path).status_code == 404
    world.built.configure(world.org.settings.patched({"external_users_see_each_other": True}))
    assert acme.caller.get(path).json["id"] == colleague
