"""The search behind a lookup shows nobody what is not for them."""

from tests.mock_org.site.portal import SITE

ACCOUNT = "/webruntime/api/services/data/v65.0/ui-api/lookups/Opportunity/AccountId"


def names(answer):
    assert answer.status_code == 200, answer.text
    return [record["fields"]["Name"]["value"] for record in answer.json["records"]]


def test_it_finds_records_by_a_part_of_the_name(world, acme):
    for name in ("Ann", "Anna", "Bo"):
        world.admin.create("Contact", LastName=name, AccountId=acme.partner.account_id)
    found = acme.visitor.get(ACCOUNT.replace("Opportunity/AccountId", "Case/ContactId") + "?q=nn")
    assert names(found) == ["Ann", "Anna"]
    assert found.json["count"] == 2
    assert {record["apiName"] for record in found.json["records"]} == {"Contact"}


def test_it_shows_nobody_what_is_not_for_them(acme, globex):
    assert names(acme.visitor.get(f"{ACCOUNT}?q=")) == ["Acme"]
    for term in ("Globex", globex.partner.account_id, "%", "_", "' OR Name != '", "\\", "\0", "x" * 5000):
        assert "Globex" not in acme.visitor.get(ACCOUNT, query_string={"q": term}).text


def test_it_shows_a_few_at_a_time(world, acme):
    for number in range(12):
        world.admin.create("Contact", LastName=f"Ann {number:02}", AccountId=acme.partner.account_id)
    contacts = ACCOUNT.replace("Opportunity/AccountId", "Case/ContactId")
    sizes = {"": 10, "3": 3, "0": 0, "1000": 12, "-1": 10, "9" * 5000: 10, "x": 10, "\u0663": 10}
    for asked, size in sizes.items():
        assert len(names(acme.visitor.get(contacts, query_string={"q": "Ann", "pageSize": asked}))) == size, asked


def test_what_is_no_lookup_of_the_portal_is_not_found(acme):
    for field in ("Opportunity/Name", "Opportunity/Nothing", "User/ProfileId", "Nothing/AccountId", "Lead/leadsource"):
        answer = acme.visitor.get(ACCOUNT.replace("Opportunity/AccountId", field))
        assert (answer.status_code, answer.json[0]["errorCode"]) == (404, "NOT_FOUND"), field


def test_who_is_not_logged_in_gets_the_login_page(guest):
    assert guest.get(ACCOUNT).location.startswith(f"{SITE}/s/login/")


def test_what_was_chosen_in_the_search_is_saved_and_not_another_of_that_name(world, acme):
    twins = [world.admin.create("Contact", LastName="Twin", AccountId=acme.partner.account_id) for _ in range(2)]
    form = {"Subject": "Broken", "ContactId": "Twin"}
    unclear = acme.visitor.submit("/s/createrecord/NewCase", **form)
    assert unclear.status_code == 400
    assert "Several records have this name" in unclear.text
    saved = acme.visitor.submit("/s/createrecord/NewCase", **form, **{"ContactId.id": twins[1]})
    assert saved.status_code == 303
    assert [row["ContactId"] for row in world.admin.query("SELECT ContactId FROM Case")] == [twins[1]]


def test_a_chosen_record_that_is_not_for_the_user_is_refused(world, acme, globex):
    chosen = {"AccountId": "Globex", "AccountId.id": globex.partner.account_id}
    form = {"Name": "Rollout", "StageName": "Prospecting", "CloseDate": "12/31/2026"}
    refused = acme.visitor.submit("/s/createrecord/NewOpportunity", **form, **chosen)
    assert refused.status_code == 400
    assert "Select an option from the picklist or remove the search term." in refused.text
    assert world.admin.query("SELECT Id FROM Opportunity") == []
