"""Rows by external id, at the end of relationships; upserts."""

from dataclasses import replace

import pytest

from mock_org.schema import Field, field_map

LEAD = {"LastName": "Lee", "Company": "Initech"}


@pytest.fixture
def keyed(world, admin):
    """The administrator, in an org whose accounts have a unique key and a shared one."""
    account = world.org.schema["Account"]
    text = Field("Key__c", "string", "Key", length=40, custom=True, external_id=True, id_lookup=True)
    fields = dict(account.fields) | field_map(text, replace(text, name="Unique__c", unique=True))
    world.org.change_schema([replace(account, fields=fields)])
    profile = world.profile("System Administrator")
    set_id = world.org.system_session().records().find("PermissionSet", ProfileId=profile)[0]["Id"]
    for name in ("Key__c", "Unique__c"):
        values = {"ParentId": set_id, "SobjectType": "Account", "Field": f"Account.{name}"}
        world.org.system_session().load(
            "FieldPermissions", [values | {"PermissionsRead": True, "PermissionsEdit": True}]
        )
    return admin


def url(record_id, version="62.0", kind="Account"):
    return f"/services/data/v{version}/sobjects/{kind}/{record_id}"


def test_an_upsert_creates_and_then_changes(keyed):
    made = keyed.call("PATCH", "/sobjects/account/unique__c/a-1", json={"Name": "Acme"})
    assert made.status_code == 201
    record_id = made.json["id"]
    assert made.json == {"id": record_id, "success": True, "errors": [], "created": True}
    assert made.headers["Location"] == url(record_id)
    changed = keyed.call("PATCH", "/sobjects/Account/Unique__c/a-1", json={"Name": "Acme 2"})
    assert changed.status_code == 200
    assert changed.json == {"id": record_id, "success": True, "errors": [], "created": False}
    assert changed.headers["Location"] == url(record_id)
    row = keyed.get("/sobjects/Account/Unique__c/a-1?fields=Name,Unique__c").json
    assert (row["Name"], row["Unique__c"]) == ("Acme 2", "a-1")


def test_an_upsert_before_version_46_answers_as_it_did_then(keyed):
    old = "/services/data/v45.0/sobjects/Account/Unique__c/old"
    made = keyed.call("PATCH", old, json={"Name": "Acme"})
    assert (made.status_code, set(made.json)) == (201, {"id", "success", "errors"})
    changed = keyed.call("PATCH", old, json={"Name": "Acme"})
    assert (changed.status_code, changed.data) == (204, b"")


def test_values_in_urls_may_hold_slashes_and_blanks(keyed):
    made = keyed.call("PATCH", "/sobjects/Account/Key__c/a%2Fb%20c%2F%2Fd", json={"Name": "Slash"})
    assert made.status_code == 201
    row = keyed.get(f"/sobjects/Account/{made.json['id']}?fields=Key__c").json
    assert row["Key__c"] == "a/b c//d"
    assert keyed.get("/sobjects/Account/Key__c/a%2Fb%20c%2F%2Fd").json["Id"] == made.json["id"]
    assert keyed.call("PATCH", "/sobjects/Account/Key__c/%2Ffirst", json={"Name": "First"}).status_code == 201
    assert keyed.get("/sobjects/Account/Key__c/%2Ffirst").json["Key__c"] == "/first"


def test_an_update_by_id_answers_the_result(keyed):
    record_id = keyed.create("Account", Name="Acme")
    answer = keyed.call("PATCH", f"/sobjects/Account/Id/{record_id}?updateOnly=true", json={"Phone": "555"})
    assert answer.status_code == 200
    assert answer.json == {"id": record_id, "success": True, "errors": [], "created": False}
    assert keyed.get(f"/sobjects/Account/Id/{record_id[:15]}").json["Phone"] == "555"
    assert keyed.call("PATCH", "/sobjects/Account/Id/001000000000999AAA", json={}).status_code == 404


def test_update_only_creates_nothing(keyed):
    answer = keyed.call("PATCH", "/sobjects/Account/Unique__c/none?updateOnly=true", json={"Name": "x"})
    assert (answer.status_code, answer.json[0]["errorCode"]) == (404, "NOT_FOUND")
    assert keyed.query("SELECT Id FROM Account WHERE Unique__c = 'none'") == []


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_several_records_with_a_value_are_listed(keyed, method):
    ids = [keyed.create("Account", Name=n, Key__c="same") for n in "ab"]
    answer = keyed.call(method, "/sobjects/Account/Key__c/same", json={"Name": "x"})
    assert answer.status_code == 300
    assert answer.json == [url(record_id) for record_id in ids]
    assert [r["Name"] for r in keyed.query("SELECT Name FROM Account WHERE Key__c = 'same' ORDER BY Name")] == [
        "a",
        "b",
    ]


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_a_field_that_is_no_external_id_is_refused(admin, method):
    answer = admin.call(method, "/sobjects/Account/Namez/foo", json={"Name": "x"})
    text = "Provided external ID field does not exist or is not accessible: Namez"
    assert answer.status_code == 404
    assert answer.json == [{"message": text, "errorCode": "NOT_FOUND"}]


def test_a_record_is_deleted_by_its_external_id(keyed):
    record_id = keyed.create("Account", Name="Acme", Unique__c="gone")
    assert keyed.call("DELETE", "/sobjects/Account/Unique__c/gone").status_code == 204
    assert keyed.get(f"/sobjects/Account/{record_id}").status_code == 404
    assert keyed.call("DELETE", "/sobjects/Account/Unique__c/gone").status_code == 404


def test_what_the_url_says_the_body_may_not_say(keyed):
    answer = keyed.call("PATCH", "/sobjects/Account/Unique__c/a", json={"Name": "x", "unique__c": "a"})
    text = "The Unique__c field should not be specified in the sobject data."
    assert (answer.status_code, answer.json) == (400, [{"message": text, "errorCode": "INVALID_FIELD"}])
    record_id = keyed.create("Account", Name="Acme")
    answer = keyed.update("Account", record_id, Id=record_id)
    assert answer.json[0]["message"] == "The Id field should not be specified in the sobject data."


def test_a_partner_finds_by_external_id_only_what_he_sees(world, keyed):
    partner = world.partner("Globex")
    keyed.create("Account", Name="Hidden", Unique__c="hidden")
    assert partner.caller.get("/sobjects/Account/Unique__c/hidden").status_code == 404
    assert partner.caller.get("/sobjects/Contact/Email/admin@mock-org.example").status_code == 404


def test_a_relationship_leads_to_the_parent(admin):
    account = admin.create("Account", Name="Acme")
    contact = admin.create("Contact", LastName="Lee", AccountId=account)
    assert admin.get(f"/sobjects/Contact/{contact}/account").json["Name"] == "Acme"
    some = admin.get(f"/sobjects/Contact/{contact}/Account/Owner?fields=Username").json
    assert some["attributes"]["type"] == "User"
    assert set(some) == {"attributes", "Username", "Id"}
    assert admin.get(f"/sobjects/Contact/{contact}/Account?fields=Nope").status_code == 400


def test_a_relationship_leads_to_children(admin):
    account = admin.create("Account", Name="Acme")
    empty = admin.get(f"/sobjects/Account/{account}/Contacts").json
    assert empty == {"totalSize": 0, "done": True, "records": []}
    contact = admin.create("Contact", LastName="Lee", AccountId=account)
    page = admin.get(f"/sobjects/Account/{account}/Contacts?fields=LastName").json
    attributes = {"type": "Contact", "url": url(contact, kind="Contact")}
    assert page == {"totalSize": 1, "done": True, "records": [{"attributes": attributes, "LastName": "Lee"}]}


@pytest.mark.parametrize("path", ["Account", "Nope", "Cases/Owner", "ReportsTo/Owner", "AccountId"])
def test_a_relationship_that_leads_nowhere_is_not_found(admin, path):
    contact = admin.create("Contact", LastName="Lee")
    answer = admin.get(f"/sobjects/Contact/{contact}/{path}")
    assert answer.status_code == 404
    assert answer.json == [{"message": "The requested resource does not exist", "errorCode": "NOT_FOUND"}]


def test_a_parent_is_changed_and_deleted_through_a_relationship(admin):
    account = admin.create("Account", Name="Acme")
    contact = admin.create("Contact", LastName="Lee", AccountId=account)
    assert admin.call("PATCH", f"/sobjects/Contact/{contact}/Account", json={"Phone": "1"}).status_code == 204
    assert admin.get(f"/sobjects/Account/{account}").json["Phone"] == "1"
    assert admin.call("DELETE", f"/sobjects/Account/{account}/Contacts").status_code == 405
    assert admin.call("DELETE", f"/sobjects/Contact/{contact}/Account").status_code == 204
    assert admin.get(f"/sobjects/Account/{account}").status_code == 404


def test_relationships_show_a_partner_no_more_than_queries(world, admin):
    partner = world.partner("Globex")
    other = admin.create("Account", Name="Hidden")
    assert partner.caller.get(f"/sobjects/Account/{other}/Contacts").status_code == 404
    assert partner.caller.get(f"/sobjects/Account/{partner.account_id}/Contacts").status_code == 200
    assert partner.caller.call("PATCH", f"/sobjects/Account/{other}/Parent", json={}).status_code == 404


def test_post_stands_in_for_methods_that_a_client_cannot_send(keyed):
    made = keyed.call("POST", "/sobjects/Account/Unique__c/post?_HttpMethod=PATCH", json={"Name": "Acme"})
    assert made.status_code == 201
    path = f"/sobjects/Account/{made.json['id']}"
    assert keyed.call("POST", path + "?_HttpMethod=PATCH", json={"Name": "Acme 2"}).status_code == 204
    assert keyed.get(path).json["Name"] == "Acme 2"
    assert keyed.call("POST", path, json={}).status_code == 405
    assert keyed.call("POST", "/sobjects/Account/Id", json={"Name": "By Id"}).status_code == 201
    assert keyed.call("HEAD", path).status_code == 200
    assert keyed.call("HEAD", path).data == b""
