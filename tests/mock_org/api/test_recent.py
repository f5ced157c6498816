"""Recent items: what the user viewed or came across."""

MRU = {"Sforce-Mru": "updateMru=true"}


def test_records_written_with_the_header_are_recent_items(admin):
    for name in ("One", "Two"):
        admin.call("POST", "/sobjects/Account", json={"Name": name}, headers=MRU)
    admin.create("Account", Name="Three")
    items = admin.get("/recent").json
    assert [item["Name"] for item in items] == ["Two", "One"]
    assert set(items[0]) == {"attributes", "Id", "Name"}
    assert items[0]["attributes"] == {
        "type": "Account",
        "url": f"/services/data/v62.0/sobjects/Account/{items[0]['Id']}",
    }
    assert [item["Name"] for item in admin.get("/recent?limit=1").json] == ["Two"]
    assert [item["Name"] for item in admin.get("/sobjects/Account/").json["recentItems"]] == ["Two", "One"]
    assert admin.get("/sobjects/Contact/").json["recentItems"] == []


def test_an_update_moves_a_record_to_the_front(admin):
    ids = [admin.call("POST", "/sobjects/Account", json={"Name": n}, headers=MRU).json["id"] for n in "ab"]
    admin.call("PATCH", f"/sobjects/Account/{ids[0]}", json={"Phone": "1"}, headers=MRU)
    assert [item["Name"] for item in admin.get("/recent").json] == ["a", "b"]


def test_a_query_for_view_is_remembered_and_a_plain_one_is_not(admin):
    admin.create("Account", Name="Acme")
    admin.query("SELECT Id FROM Account WHERE Name = 'Acme'")
    assert admin.get("/recent").json == []
    admin.query("SELECT Id FROM Account WHERE Name = 'Acme' FOR VIEW")
    assert [item["Name"] for item in admin.get("/recent").json] == ["Acme"]


def test_recent_items_are_the_users_own_and_no_more_than_he_sees(world, admin):
    partner = world.partner("Globex")
    made = admin.call("POST", "/sobjects/Account", json={"Name": "Acme"}, headers=MRU).json["id"]
    assert partner.caller.get("/recent").json == []
    admin.call("DELETE", f"/sobjects/Account/{made}")
    assert admin.get("/recent").json == []


def test_a_row_says_when_its_reader_viewed_it(world, admin):
    made = admin.call("POST", "/sobjects/Account", json={"Name": "Acme"}, headers=MRU).json["id"]
    assert admin.get(f"/sobjects/Account/{made}").json["LastViewedDate"] is not None
    other = world.caller(world.user("Other", "System Administrator"))
    assert other.get(f"/sobjects/Account/{made}").json["LastViewedDate"] is None


def test_a_limit_that_is_no_number_is_refused(admin):
    for limit in ("0", "201", "many", "-1"):
        assert admin.get(f"/recent?limit={limit}").status_code == 400


def test_recently_viewed_answers_the_same_in_soql(world, admin):
    for sobject, values in (("Account", {"Name": "Acme"}), ("Contact", {"LastName": "Lee"})):
        admin.call("POST", f"/sobjects/{sobject}", json=values, headers=MRU)
    rows = admin.query("SELECT Id, Name, Type FROM RecentlyViewed ORDER BY LastViewedDate DESC")
    assert [(row["Name"], row["Type"]) for row in rows] == [("Lee", "Contact"), ("Acme", "Account")]
    rows = admin.query("SELECT Name FROM RecentlyViewed WHERE Type IN ('account') AND LastViewedDate != null LIMIT 5")
    assert [row["Name"] for row in rows] == ["Acme"]
    assert world.partner("Globex").caller.query("SELECT Id FROM RecentlyViewed") == []
