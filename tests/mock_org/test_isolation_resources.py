"""The other partner's records through every resource: rows, children, blobs, searches, jobs, side channels."""

import base64
import json

import pytest

from tests.mock_org.conftest import DATA
from tests.mock_org.test_isolation import MARK, assert_clean, records_of

HIDDEN = ("Lead", "Opportunity", "Case", "Task", "Event")


@pytest.fixture
def two(world):
    """Acme, which asks, and Globex, whose records nothing may show: with files, a document and a deleted lead."""
    acme, globex = world.partner("Acme"), world.partner(MARK)
    records_of(world, acme, "Acme")
    ids = records_of(world, globex, MARK)
    admin, body = world.admin, base64.b64encode(f"{MARK} body".encode()).decode()
    version = admin.create(
        "ContentVersion", Title=f"{MARK} File", PathOnClient="a.txt", VersionData=body, FirstPublishLocationId=ids[4]
    )
    document = admin.get(f"/sobjects/ContentVersion/{version}?fields=ContentDocumentId").json["ContentDocumentId"]
    attachment = admin.create("Attachment", Name=f"{MARK} Paper", Body=body, ParentId=ids[4])
    gone = admin.create("Lead", LastName=f"{MARK} Gone", Company=MARK, OwnerId=globex.user_id)
    assert admin.call("DELETE", f"/sobjects/Lead/{gone}").status_code == 204
    return world, acme, globex, [*ids, version, document, attachment, gone]


def by_type(world, ids):
    return {world.org.schema.by_key_prefix(each[:3]).name: each for each in ids}


def test_no_path_below_a_record_leads_to_the_other_partner(two):
    world, acme, _globex, ids = two
    for name, record_id in by_type(world, ids).items():
        sobject = world.org.schema[name]
        tails = [
            child["relationshipName"]
            for child in world.admin.get(f"/sobjects/{name}/describe").json["childRelationships"]
        ]
        tails += [f.relationship_name for f in sobject.fields.values() if f.relationship_name]
        tails += ["Body", "VersionData", "describe/layouts", "listviews"]
        for tail in filter(None, tails):
            path = f"/sobjects/{name}/{record_id}/{tail}"
            answer = acme.caller.get(path)
            assert answer.status_code >= 400, path
            assert MARK.lower() not in answer.text.lower(), path
        assert acme.caller.get(f"/sobjects/{name}/Id/{record_id}").status_code == 404


def test_no_list_of_changes_counts_or_recent_records_names_the_other_partner(two):
    world, acme, _globex, ids = two
    now = world.org.clock.now()
    span = {"start": f"{now:%Y-%m-%d}T00:00:00Z", "end": f"{now:%Y-%m-%d}T23:59:00Z"}
    for name in [*HIDDEN, "Account", "Contact", "ContentVersion", "Deal_Registration__c", "User"]:
        for tail in ("updated", "deleted"):
            answer = acme.caller.get(f"/sobjects/{name}/{tail}", query_string=span)
            assert_clean(answer.text, ids, f"{name}/{tail}")
    for path in ("/recent", "/jobs/ingest", "/jobs/query", "/search/scopeOrder", "/tooling/sobjects"):
        assert_clean(acme.caller.get(path).text, ids, path)
    counts = acme.caller.get("/limits/recordCount?sObjects=Lead,Opportunity,Case").json["sObjects"]
    assert [each["count"] for each in counts] == [1, 1, 1]


def test_no_search_finds_the_other_partner(two):
    _world, acme, _globex, ids = two
    for text in (MARK, f"{MARK}*", f"{MARK} body", "Secret", "example"):
        for group in ("ALL", "NAME", "EMAIL", "PHONE", "SIDEBAR"):
            soql = f"FIND {{{text}}} IN {group} FIELDS"
            answer = acme.caller.get("/search", query_string={"q": soql})
            assert_clean(answer.text, ids, soql)
        for name in HIDDEN:
            answer = acme.caller.get("/search/suggestions", query_string={"q": text, "sobject": name})
            assert_clean(answer.text.replace(text, ""), ids, f"suggestions {name} {text}")
        answer = acme.caller.get("/parameterizedSearch", query_string={"q": text})
        assert_clean(answer.text, ids, f"parameterizedSearch {text}")


SIDE_CHANNELS = (
    "SELECT COUNT() FROM {name} WHERE {text} LIKE '%{mark}%'",
    "SELECT COUNT(Id) n FROM {name} WHERE {text} LIKE '%{mark}%'",
    "SELECT {text}, COUNT(Id) FROM {name} GROUP BY ROLLUP({text})",
    "SELECT {text} FROM {name} GROUP BY {text} HAVING COUNT(Id) > 0",
    "SELECT MIN({text}), MAX({text}), COUNT_DISTINCT({text}) FROM {name}",
    "SELECT Id FROM {name} ORDER BY {text}, Owner.Name LIMIT 1",
    "SELECT Id, toLabel({text}) FROM {name}",
    "SELECT Id, Owner.Name, CreatedBy.Name, LastModifiedBy.Email FROM {name} ORDER BY Owner.Name DESC",
    "SELECT Id FROM {name} WHERE Owner.Name LIKE '{mark}%'",
    "SELECT Id FROM {name} WHERE OwnerId IN (SELECT Id FROM User WHERE Name LIKE '{mark}%')",
    "SELECT Id, TYPEOF Owner WHEN User THEN Name, Email ELSE Name END FROM {name}",
    "SELECT FIELDS(ALL) FROM {name} LIMIT 200",
    "SELECT Id FROM {name} USING SCOPE everything",
    "SELECT Id FROM {name} WHERE IsDeleted = true ALL ROWS",
    "SELECT Id FROM {name} FOR VIEW",
)


@pytest.mark.parametrize("name", HIDDEN)
def test_no_statement_is_a_side_channel(two, name):
    _world, acme, _globex, ids = two
    text = {"Lead": "Company", "Opportunity": "Name"}.get(name, "Subject")
    for form in SIDE_CHANNELS:
        soql = form.format(name=name, text=text, mark=MARK)
        for resource in ("/query", "/queryAll"):
            answer = acme.caller.get(resource, query_string={"q": soql})
            if answer.status_code == 200:
                assert_clean(answer.text, ids, soql)
                if f"%{MARK}%" in soql and "COUNT()" in soql:
                    assert answer.json["totalSize"] == 0
                if "COUNT(Id) n " in soql:
                    assert answer.json["records"][0]["n"] == 0
        acme.caller.get("/query", query_string={"q": soql, "columns": "true"})
        plans = acme.caller.get("/query", query_string={"explain": soql})
        for plan in plans.json["plans"] if plans.status_code == 200 else []:
            assert plan["sobjectCardinality"] <= 1, soql


@pytest.mark.parametrize(
    "soql",
    [
        "SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Opportunity WHERE Name LIKE 'Globex%')",
        "SELECT Id FROM User WHERE Name LIKE 'Globex%'",
        "SELECT Id FROM Contact WHERE Account.Name LIKE 'Globex%'",
        "SELECT Id, (SELECT Id FROM Opportunities) FROM Account WHERE Name LIKE 'Globex%'",
        "SELECT Name FROM RecentlyViewed",
        "SELECT Id FROM UserRole WHERE Name LIKE 'Globex%'",
    ],
)
def test_no_join_reaches_behind_the_other_partner(two, soql):
    _world, acme, _globex, ids = two
    answer = acme.caller.get("/query", query_string={"q": soql})
    assert_clean(answer.text.replace("Globex%", ""), ids, soql)
    assert answer.status_code != 200 or answer.json["totalSize"] == 0 or "RecentlyViewed" in soql


def test_files_are_asked_for_by_their_links_and_stay_hidden(two):
    _world, acme, globex, ids = two
    document, account, user = ids[-3], globex.account_id, globex.user_id
    for soql in (
        f"SELECT Id, ContentDocument.Title FROM ContentDocumentLink WHERE LinkedEntityId = '{ids[4]}'",
        f"SELECT Id, ContentDocument.Title FROM ContentDocumentLink WHERE ContentDocumentId = '{document}'",
        f"SELECT LinkedEntityId FROM ContentDocumentLink WHERE LinkedEntityId IN ('{account}', '{user}')",
        f"SELECT Title, VersionData FROM ContentVersion WHERE ContentDocumentId = '{document}'",
        f"SELECT Name, Body FROM Attachment WHERE ParentId = '{ids[4]}'",
        f"SELECT RecordId, HasReadAccess FROM UserRecordAccess WHERE UserId = '{user}' AND RecordId = '{account}'",
    ):
        answer = acme.caller.get("/query", query_string={"q": soql})
        assert_clean(answer.text.replace(json.dumps(soql)[1:-1], ""), ids, soql)
        assert answer.status_code != 200 or answer.json["totalSize"] == 0, soql


def unchanged(world, ids):
    """What the administrator sees of the records."""
    found = {}
    for name, record_id in by_type(world, ids).items():
        found[name] = world.admin.get(f"/sobjects/{name}/{record_id}").text
    return found


def test_no_composite_request_reads_or_writes_the_other_partner(two):
    world, acme, _globex, ids = two
    before = unchanged(world, ids)
    for name, record_id in by_type(world, ids).items():
        url = f"{DATA}/sobjects/{name}/{record_id}"
        query = f"{DATA}/query?q=SELECT+Id+FROM+{name}+WHERE+Id='{record_id}'"
        steps = [
            {"method": "GET", "url": url, "referenceId": "a"},
            {"method": "PATCH", "url": url, "referenceId": "b", "body": {"Description": "mine"}},
            {"method": "DELETE", "url": url, "referenceId": "c"},
            {"method": "GET", "url": query, "referenceId": "d"},
            {"method": "GET", "url": f"{DATA}/sobjects/{name}/@{{d.records[0].Id}}", "referenceId": "e"},
        ]
        batch = [{"method": each["method"], "url": each["url"].replace("/services/data/", "")} for each in steps[:4]]
        record = {"attributes": {"type": name}, "id": record_id, "Description": "mine"}
        for method, path, body in (
            ("POST", "/composite", {"compositeRequest": steps}),
            ("POST", "/composite/batch", {"batchRequests": batch}),
            ("POST", "/composite/graph", {"graphs": [{"graphId": "g", "compositeRequest": steps[:1]}]}),
            ("POST", f"/composite/sobjects/{name}", {"ids": [record_id], "fields": ["Id"]}),
            ("PATCH", "/composite/sobjects", {"records": [record]}),
            ("DELETE", f"/composite/sobjects?ids={record_id}", None),
        ):
            answer = acme.caller.call(method, path, json=body)
            assert MARK.lower() not in answer.text.lower(), (path, name)
            assert '"success":true' not in answer.text, (path, name)
    assert unchanged(world, ids) == before


def test_no_tree_merge_conversion_or_undeletion_touches_the_other_partner(two):
    world, acme, globex, ids = two
    before = unchanged(world, ids)
    contact = {"attributes": {"type": "Contact", "referenceId": "c"}, "LastName": "Spy", "AccountId": globex.account_id}
    answer = acme.caller.call("POST", "/composite/tree/Contact", json={"records": [contact]})
    assert answer.status_code == 400
    assert MARK.lower() not in answer.text.lower()
    session = world.org.session(acme.user_id)
    (gone,) = session.undelete_many([ids[-1]])
    assert not gone.success
    assert unchanged(world, ids) == before
    assert world.admin.query("SELECT Id FROM Contact WHERE LastName = 'Spy'") == []


def test_no_job_reads_or_writes_the_other_partner(two):
    world, acme, _globex, ids = two
    before = unchanged(world, ids)
    for name in HIDDEN:
        body = {"operation": "queryAll", "query": f"SELECT Id, Owner.Name FROM {name}"}
        answer = acme.caller.call("POST", "/jobs/query", json=body)
        if answer.status_code == 200:
            text = acme.caller.get(f"/jobs/query/{answer.json['id']}/results").text
            assert_clean(text, ids, f"jobs/query {name}")
        for operation in ("update", "delete"):
            job = acme.caller.call("POST", "/jobs/ingest", json={"operation": operation, "object": name})
            if job.status_code != 200:
                continue
            rows = f"Id\n{by_type(world, ids)[name]}\n"
            path = f"/jobs/ingest/{job.json['id']}"
            acme.caller.call("PUT", f"{path}/batches", data=rows, content_type="text/csv")
            acme.caller.call("PATCH", path, json={"state": "UploadComplete"})
            assert acme.caller.get(f"{path}/successfulResults").text.strip().count("\n") == 0
            assert MARK.lower() not in acme.caller.get(f"{path}/failedResults").text.lower()
    assert unchanged(world, ids) == before


def test_the_jobs_and_pages_of_others_are_not_there(two):
    world, acme, globex, _ids = two
    body = {"operation": "query", "query": "SELECT Id FROM Opportunity"}
    for caller in (world.admin, globex.caller):
        answer = caller.call("POST", "/jobs/query", json=body)
        if answer.status_code != 200:
            continue
        job = answer.json["id"]
        for path in (f"/jobs/query/{job}", f"/jobs/query/{job}/results"):
            assert acme.caller.get(path).status_code in (400, 404)
        assert acme.caller.call("DELETE", f"/jobs/query/{job}").status_code in (400, 404)
        assert job not in acme.caller.get("/jobs/query").text


def test_tooling_and_identity_tell_nothing_of_other_users(two):
    _world, acme, globex, ids = two
    for soql in (f"SELECT Id, Name FROM User WHERE Id = '{globex.user_id}'", "SELECT Id, Name FROM User"):
        assert_clean(acme.caller.get("/tooling/query", query_string={"q": soql}).text.replace(soql, ""), ids, soql)
    me = acme.caller.get("/services/oauth2/userinfo").json
    answer = acme.caller.get(f"/services/data/../../id/{me['organization_id']}/{globex.user_id}")
    client = acme.caller.client
    headers = {"Authorization": f"Bearer {acme.caller.session_id}"}
    answer = client.get(f"/id/{me['organization_id']}/{globex.user_id}", headers=headers)
    assert answer.status_code in (400, 403, 404)
    assert MARK.lower() not in answer.text.lower()
    for method in ("GET", "POST", "DELETE"):
        answer = acme.caller.call(
            method, f"/sobjects/User/{globex.user_id}/password", json={"NewPassword": "Abcdefg1!"}
        )
        assert answer.status_code >= 400
        assert MARK.lower() not in answer.text.lower()
