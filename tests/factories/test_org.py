import pytest

from factories import Connection, OrgClient, Refused

ROLLED_BACK = {"statusCode": "ALL_OR_NONE_OPERATION_ROLLED_BACK", "message": "Record rolled back", "fields": []}

# The id URL of a token answer: organization and user.
IDENTITY = "http://127.0.0.1:8080/id/00DMo0000000001MAA/005Mo0000000009IAA"


def test_what_the_org_refuses_keeps_its_own_words(org, fake):
    body = [
        {"errorCode": "REQUIRED_FIELD_MISSING", "message": "Required fields are missing: [Name]", "fields": ["Name"]}
    ]
    fake.answer("POST", "sobjects/Account", 400, body)
    with pytest.raises(Refused) as refused:
        org.insert("Account", {})
    assert (refused.value.code, refused.value.fields, refused.value.status) == (
        "REQUIRED_FIELD_MISSING",
        ("Name",),
        400,
    )
    assert refused.value.text == "Required fields are missing: [Name]"


def test_an_answer_that_is_no_salesforce_error_is_told_as_it_is(org, fake):
    fake.answer("GET", "sobjects", 502, "Bad Gateway")
    with pytest.raises(Refused, match="Bad Gateway"):
        org.describe_global()


def test_without_the_collections_resource_records_go_one_by_one(org, fake):
    fake.answer("POST", "composite/sobjects", 404, [{"errorCode": "NOT_FOUND", "message": "no such resource"}])
    ids = org.insert_many("Lead", [{"Company": "a"}, {"Company": "b"}])
    org.insert_many("Lead", [{"Company": "c"}, {"Company": "d"}])
    assert len(ids) == 2
    assert [row["Company"] for row in fake.sent("POST", "sobjects/Lead")] == ["a", "b", "c", "d"]
    assert len(fake.sent("POST", "composite/sobjects")) == 1


def test_collections_hold_at_most_200_records(org, fake):
    assert len(org.insert_many("Lead", [{"Company": "a"}] * 201)) == 201
    assert [len(body["records"]) for body in fake.sent("POST", "composite/sobjects")] == [200]
    assert len(fake.sent("POST", "sobjects/Lead")) == 1


def test_records_changed_together_stand_each_for_itself(org, fake):
    cause = {"statusCode": "UNKNOWN_EXCEPTION", "message": "portal users cannot own partner accounts", "fields": []}
    results = [{"success": True, "errors": []}, {"success": False, "errors": [cause]}]
    fake.answer("PATCH", "composite/sobjects", 200, results)
    (refused,) = org.update_many("Account", [{"Id": "1", "IsPartner": True}, {"Id": "2", "IsPartner": True}])
    assert (refused.code, refused.text) == (cause["statusCode"], cause["message"])
    assert [row["Id"] for row in fake.sent("PATCH", "composite/sobjects")[0]["records"]] == ["1", "2"]


def test_a_refused_collection_names_the_cause_and_not_the_rollback(org, fake):
    cause = {"statusCode": "DUPLICATE_USERNAME", "message": "Duplicate Username.", "fields": ["Username"]}
    results = [{"success": False, "errors": [ROLLED_BACK]}, {"success": False, "errors": [cause]}]
    fake.answer("POST", "composite/sobjects", 200, results)
    with pytest.raises(Refused, match="Duplicate Username"):
        org.insert_many("User", [{}, {}])
    assert org.journal.open_entries() == []


def test_a_partner_logs_in_at_the_site_and_the_vendor_at_the_org(org, fake):
    token = {"access_token": "00Dxx!other", "instance_url": org.connection.instance_url, "id": IDENTITY}
    fake.answer("POST", "/partners/services/oauth2/token", 200, token)
    fake.answer("POST", "/services/oauth2/token", 200, token)
    assert org_client(org, fake, "ann@acme.example", at_site=True).session_id == "00Dxx!other"
    assert org_client(org, fake, "cy@vendor.example", at_site=False).session_id == "00Dxx!other"
    assert "username=ann%40acme.example" in fake.sent("POST", "/partners/services/oauth2/token")[0]


def test_a_refused_log_in_keeps_the_oauth_error(org, fake):
    body = {"error": "invalid_grant", "error_description": "authentication failure"}
    fake.answer("POST", "/services/oauth2/token", 400, body)
    with pytest.raises(Refused) as refused:
        org.log_in("ann@acme.example", "wrong")
    assert (refused.value.code, refused.value.text) == ("invalid_grant", "authentication failure")


def test_what_a_logged_in_user_makes_is_remembered_by_the_administrator(org, fake):
    fake.answer(
        "POST",
        "/services/oauth2/token",
        200,
        {"access_token": "x", "instance_url": "http://127.0.0.1:8080", "id": IDENTITY},
    )
    org_client(org, fake, "ann@acme.example", at_site=False).insert("Lead", {"Company": "Initech"})
    assert [entry.sobject for entry in org.journal.open_entries()] == ["Lead"]


def test_an_id_is_looked_up_once_and_must_be_the_only_one(org, fake):
    assert org.id_of("Profile", Name="Channel Partner") == org.id_of("Profile", Name="Channel Partner")
    assert len(fake.received) == 1
    fake.answer("GET", "query/", 200, {"records": [], "done": True, "totalSize": 0})
    with pytest.raises(LookupError, match="0 records of Profile have Name 'Nobody'"):
        org.id_of("Profile", Name="Nobody")


def test_quotes_in_a_value_do_not_end_the_literal(org, fake):
    org.id_of("Account", Name="O'Hara \\ Sons")
    assert fake.queries == ["SELECT Id FROM Account WHERE Name = 'O\\'Hara \\\\ Sons'"]


def test_an_org_elsewhere_is_reached_by_https_only():
    there = Connection("http://acme.my.salesforce.com", "62.0", "https://acme.my.site.com/partners", "app", "secret")
    with pytest.raises(ValueError, match="must be reached by https"):
        OrgClient(there, "session")


def org_client(org, fake, username, *, at_site):
    """Log in and let the new client speak to the fake org as well."""
    client = org.log_in(username, "right", at_site=at_site)
    client._http.mount("https://127.0.0.1:8080/", fake)
    return client
