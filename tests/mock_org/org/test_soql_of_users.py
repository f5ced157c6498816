"""SOQL as users ask it over the API: what depends on who asks, and when."""

import json

import pytest

SOME = "SELECT Id, Name FROM Account WHERE Name = 'Acme'"


def refused(caller, text):
    answer = caller.get("/query", query_string={"q": text})
    assert answer.status_code == 400
    return answer.json[0]


def bare(records):
    return json.loads(json.dumps(records), object_hook=lambda d: {k: v for k, v in d.items() if k != "attributes"})


def test_user_record_access_is_a_relationship_of_every_record(world, admin):
    acme = world.partner("Acme")
    text = "SELECT Name, UserRecordAccess.HasEditAccess, UserRecordAccess.MaxAccessLevel FROM Account"
    assert bare(admin.query(f"{text} WHERE Name = 'Acme'")) == [
        {"Name": "Acme", "UserRecordAccess": {"HasEditAccess": True, "MaxAccessLevel": "All"}}
    ]
    [mine] = acme.caller.query(text)
    assert mine["UserRecordAccess"] == {
        "attributes": {"type": "UserRecordAccess"},
        "HasEditAccess": False,
        "MaxAccessLevel": "Read",
    }


def test_user_record_access_as_a_relationship_has_the_levels_only(admin):
    assert refused(admin, "SELECT UserRecordAccess.RecordId FROM Account")["errorCode"] == "INVALID_FIELD"
    assert refused(admin, "SELECT UserRecordAccess.UserId FROM Account")["errorCode"] == "INVALID_FIELD"


def test_user_record_access_is_asked_for_more_than_200_records(world, admin):
    acme = world.partner("Acme")
    for start in range(0, 250, 125):
        records = [
            {"attributes": {"type": "Contact"}, "LastName": f"C{start + n}", "AccountId": acme.account_id}
            for n in range(125)
        ]
        assert admin.call("POST", "/composite/sobjects", json={"records": records}).status_code == 200
    found = admin.query("SELECT Id, UserRecordAccess.HasReadAccess FROM Contact")
    assert len(found) > 250
    assert all(record["UserRecordAccess"]["HasReadAccess"] for record in found)


def test_user_record_access_of_201_records_is_too_much(admin):
    ids = ", ".join(f"'001{number:012d}'" for number in range(201))
    text = f"SELECT RecordId FROM UserRecordAccess WHERE UserId = '{admin.user_id}' AND RecordId IN ({ids})"
    assert refused(admin, text) == {"message": "Number of records exceeds limit: 200", "errorCode": "EXCEEDED_ID_LIMIT"}


def test_user_record_access_is_sorted_by_what_is_selected(world, admin):
    ids = sorted(world.partner(name).account_id for name in ("Acme", "Globex"))
    where = f"WHERE UserId = '{admin.user_id}' AND RecordId IN ('{ids[0]}', '{ids[1]}')"
    found = admin.query(f"SELECT RecordId, HasReadAccess FROM UserRecordAccess {where} ORDER BY RecordId DESC")
    assert [record["RecordId"] for record in found] == ids[::-1]
    text = f"SELECT RecordId FROM UserRecordAccess {where} ORDER BY MaxAccessLevel"
    assert refused(admin, text)["errorCode"] == "MALFORMED_QUERY"


def test_for_view_makes_a_record_a_recent_item_of_this_user_only(world, admin):
    acme = world.partner("Acme")
    stamps = "SELECT LastViewedDate, LastReferencedDate FROM Account WHERE Name = 'Acme'"
    assert bare(admin.query(stamps)) == [{"LastViewedDate": None, "LastReferencedDate": None}]
    admin.query(f"{SOME} FOR REFERENCE")
    [seen] = admin.query(stamps)
    assert seen["LastViewedDate"] is None
    assert seen["LastReferencedDate"] is not None
    admin.query(f"{SOME} FOR VIEW")
    assert admin.query(stamps)[0]["LastViewedDate"] is not None
    assert admin.query("SELECT Name FROM Account WHERE LastViewedDate = TODAY")[0]["Name"] == "Acme"
    assert bare(acme.caller.query(stamps)) == [{"LastViewedDate": None, "LastReferencedDate": None}]


def test_recently_viewed_is_asked_like_any_object(world, admin):
    acme = world.partner("Acme")
    assert admin.query("SELECT Id FROM RecentlyViewed") == []
    admin.query(f"{SOME} FOR VIEW")
    admin.query(f"SELECT Id FROM Contact WHERE AccountId = '{acme.account_id}' FOR REFERENCE")
    text = "SELECT Id, Name, Type FROM RecentlyViewed"
    assert bare(admin.query(f"{text} WHERE LastViewedDate != null")) == [
        {"Id": acme.account_id, "Name": "Acme", "Type": "Account"}
    ]
    assert [r["Type"] for r in admin.query(f"{text} ORDER BY Type")] == ["Account", "Contact"]
    assert admin.get("/query", query_string={"q": "SELECT COUNT() FROM RecentlyViewed"}).json["totalSize"] == 2
    assert acme.caller.query(text) == []


def test_a_kept_statement_follows_who_may_see_what(world, admin):
    acme = world.partner("Acme")
    text = "SELECT LastName FROM Lead"
    lead = admin.create("Lead", LastName="Lee", Company="Initech", Status="New")
    for _ in range(3):
        assert acme.caller.query(text) == []
    admin.update("Lead", lead, OwnerId=acme.user_id)
    assert bare(acme.caller.query(text)) == [{"LastName": "Lee"}]
    admin.update("Lead", lead, OwnerId=admin.user_id)
    assert acme.caller.query(text) == []


@pytest.mark.parametrize(
    ("locale", "revenue", "number"),
    [("en_US", "$1,234,567", "12,345"), ("de_DE", "1.234.567 $", "12.345"), ("de_DE_EURO", "1.234.567 $", "12.345")],
)
def test_format_writes_in_the_users_locale(locale, revenue, number, world, admin):
    user = world.caller(world.user("Reader", "System Administrator", LocaleSidKey=locale))
    admin.create("Account", Name="Acme", AnnualRevenue=1234567, NumberOfEmployees=12345)
    [record] = user.query("SELECT FORMAT(AnnualRevenue) r, FORMAT(NumberOfEmployees) FROM Account WHERE Name = 'Acme'")
    assert (record["r"].replace("\xa0", " "), record["NumberOfEmployees"]) == (revenue, number)


def test_child_queries_go_deep_since_version_58(world, admin):
    world.partner("Acme")
    text = "SELECT Id, (SELECT Id, (SELECT Id FROM Cases) FROM Contacts) FROM Account"
    assert admin.get("/services/data/v58.0/query", query_string={"q": text}).status_code == 200
    answer = admin.get("/services/data/v57.0/query", query_string={"q": text})
    assert answer.status_code == 400
    assert answer.json[0]["message"].endswith("more than 1 level away from the root entity object.")


def test_typeof_came_with_version_46(admin):
    text = "SELECT TYPEOF What WHEN Account THEN Name END FROM Task"
    assert admin.get("/services/data/v46.0/query", query_string={"q": text}).status_code == 200
    answer = admin.get("/services/data/v45.0/query", query_string={"q": text})
    assert answer.json[0]["message"].endswith("SOQL TYPEOF expressions are not supported in this organization")


def test_content_document_links_are_asked_for_one_record(admin):
    answer = refused(admin, "SELECT Id FROM ContentDocumentLink")
    assert answer == {
        "message": "Implementation restriction: ContentDocumentLink requires a filter by a single Id on "
        "ContentDocumentId or LinkedEntityId using the equals operator or multiple Id's using the IN operator.",
        "errorCode": "MALFORMED_QUERY",
    }
    assert admin.query(f"SELECT Id FROM ContentDocumentLink WHERE LinkedEntityId = '{admin.user_id}'") == []
    text = f"SELECT Id FROM ContentDocumentLink WHERE LinkedEntityId = '{admin.user_id}' OR Id != null"
    assert refused(admin, text)["errorCode"] == "MALFORMED_QUERY"
