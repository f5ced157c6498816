"""The other partner's records through every resource that writes: composite requests, jobs, SOAP calls."""

import pytest

from tests.mock_org.api.soap_caller import Soap
from tests.mock_org.conftest import DATA
from tests.mock_org.rivals import by_type, rivals, unchanged
from tests.mock_org.test_isolation import MARK, assert_clean

HIDDEN = ("Lead", "Opportunity", "Case", "Task", "Event")


@pytest.fixture
def two(world):
    return rivals(world)


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


def test_no_call_of_the_soap_api_reads_or_writes_the_other_partner(two):
    world, acme, globex, ids = two
    soap, before = Soap.of(acme.caller), unchanged(world, ids)
    mine = acme.caller.query("SELECT Id FROM Lead")[0]["Id"]
    hidden = by_type(world, ids)
    status = "Closed - Converted"
    calls = [
        (
            f"<merge><request><masterRecord><type>Lead</type><Id>{mine}</Id></masterRecord>"
            f"<recordToMergeIds>{hidden['Lead']}</recordToMergeIds></request></merge>"
        ),
        (
            f"<convertLead><leadConverts><leadId>{hidden['Lead']}</leadId><convertedStatus>{status}</convertedStatus>"
            "</leadConverts></convertLead>"
        ),
        f"<undelete><ids>{ids[-1]}</ids></undelete>",
        f"<emptyRecycleBin><ids>{ids[-1]}</ids></emptyRecycleBin>",
        f"<setPassword><userId>{globex.user_id}</userId><password>Abcdefg1!</password></setPassword>",
        f"<resetPassword><userId>{globex.user_id}</userId></resetPassword>",
        f"<search><searchString>FIND {{{MARK}}}</searchString></search>",
    ]
    for name, record_id in hidden.items():
        calls += [
            f"<retrieve><fieldList>Id</fieldList><sObjectType>{name}</sObjectType><ids>{record_id}</ids></retrieve>",
            f"<delete><ids>{record_id}</ids></delete>",
            f"<update><sObjects><type>{name}</type><Id>{record_id}</Id></sObjects></update>",
            f"<query><queryString>SELECT Id, Owner.Name FROM {name}</queryString></query>",
        ]
    for call in calls:
        answer = soap.post(call)
        text = answer.text.replace(call, "")
        assert MARK.lower() not in text.lower(), call
        assert "<success>true</success>" not in text, call
    assert unchanged(world, ids) == before
    assert world.admin.query("SELECT Id FROM Lead WHERE IsConverted = true") == []


def test_what_is_told_of_a_taken_value_is_the_id_and_nothing_else(two):
    """Salesforce names the id of the record that has a unique value, seen or not (recorded text): no more than that."""
    world, acme, globex, _ids = two
    other = world.admin.get(f"/sobjects/User/{globex.user_id}").json
    answer = acme.caller.update("User", acme.user_id, Username=other["Username"])
    assert answer.status_code >= 400
    assert other["Email"] not in answer.text
    assert MARK.lower() not in answer.text.lower().replace(other["Username"].lower(), "")


def test_bulk_1_tells_nothing_of_the_other_partner(two):
    _world, acme, _globex, ids = two
    client, headers = acme.caller.client, {"X-SFDC-Session": acme.caller.session_id}
    base = "/services/async/62.0/job"
    for name in HIDDEN:
        job = {"operation": "query", "object": name, "contentType": "JSON"}
        answer = client.post(base, json=job, headers=headers)
        if answer.status_code != 201:
            continue
        url = f"{base}/{answer.json['id']}/batch"
        batch = client.post(
            url, data=f"SELECT Id, Owner.Name FROM {name}", content_type="application/json", headers=headers
        )
        assert_clean(batch.text, ids, f"bulk {name}")
        results = client.get(f"{url}/{batch.json['id']}/result", headers=headers).json
        for result in results:
            text = client.get(f"{url}/{batch.json['id']}/result/{result}", headers=headers).text
            assert_clean(text, ids, f"bulk results {name}")
