"""Create, retrieve, update, delete over REST; versions, limits, identity."""

LEAD = {"LastName": "Lee", "Company": "Initech"}


def test_a_record_is_created_read_changed_and_deleted(admin):
    answer = admin.call("POST", "/sobjects/lead/", json=LEAD | {"attributes": {"type": "Lead"}})
    assert answer.status_code == 201
    record_id = answer.json["id"]
    assert answer.json == {"id": record_id, "success": True, "errors": []}
    assert answer.headers["Location"] == f"/services/data/v62.0/sobjects/Lead/{record_id}"
    whole = admin.get(f"/sobjects/LEAD/{record_id[:15]}").json
    assert whole["attributes"] == {"type": "Lead", "url": f"/services/data/v62.0/sobjects/Lead/{record_id}"}
    assert whole["Name"] == "Lee"
    some = admin.get(f"/sobjects/Lead/{record_id}?fields=company,Id").json
    assert list(some) == ["attributes", "Company", "Id"]
    answer = admin.update("Lead", record_id, company="Globex")
    assert (answer.status_code, answer.data) == (204, b"")
    assert admin.get(f"/sobjects/Lead/{record_id}").json["Company"] == "Globex"
    assert admin.call("DELETE", f"/sobjects/Lead/{record_id}").status_code == 204
    gone = admin.get(f"/sobjects/Lead/{record_id}")
    assert gone.status_code == 404
    assert gone.json[0]["errorCode"] == "ENTITY_IS_DELETED"


def test_every_data_answer_tells_the_api_usage(admin):
    first = admin.get("/limits").headers["Sforce-Limit-Info"]
    second = admin.get("/nonsense").headers["Sforce-Limit-Info"]
    used = [int(text.removeprefix("api-usage=").split("/")[0]) for text in (first, second)]
    assert used[1] == used[0] + 1
    assert first.endswith("/15000")
    assert admin.get("/limits").json["DailyApiRequests"]["Max"] == 15000


def test_the_basic_information_of_an_object_has_its_flags_and_no_fields(admin):
    answer = admin.get("/sobjects/account/").json
    assert set(answer) == {"objectDescribe", "recentItems"}
    assert answer["objectDescribe"]["keyPrefix"] == "001"
    assert "fields" not in answer["objectDescribe"]


def test_the_versions_need_no_session(world):
    versions = world.nobody.get("/services/data").json
    assert versions[0] == {"label": "Summer '14", "url": "/services/data/v31.0", "version": "31.0"}
    assert {"label": "Spring '26", "url": "/services/data/v66.0", "version": "66.0"} in versions
    assert versions[-1]["version"] == "67.0"


def test_the_root_of_a_version_names_its_resources(admin):
    root = admin.get("/services/data/v62.0/").json
    assert root["query"] == "/services/data/v62.0/query"
    assert root["identity"].endswith(admin.user_id)


def test_userinfo_and_identity_agree_with_the_user(world, admin):
    info = admin.get("/services/oauth2/userinfo").json
    assert info["user_id"] == admin.user_id
    assert info["preferred_username"] == world.built.admin.username
    assert info["organization_id"].startswith("00D")
    path = f"/id/{info['organization_id']}/{info['user_id']}"
    identity = world.app.test_client().get(path, query_string={"format": "json", "oauth_token": admin.session_id}).json
    assert identity["username"] == info["preferred_username"]
    assert world.app.test_client().get(path).status_code == 403


def test_urls_follow_the_proxy_or_the_public_url(world, admin):
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "acme.my.salesforce.com"}
    info = admin.get("/services/oauth2/userinfo", headers=headers).json
    assert info["sub"].startswith("https://acme.my.salesforce.com/id/")


def test_a_scheme_that_is_none_is_no_proxys_word(admin):
    answer = admin.get("/", headers={"X-Forwarded-Proto": "http://x:y"})
    assert (answer.status_code, answer.json["identity"].startswith("http://localhost/id/")) == (200, True)


def test_a_query_is_read_page_by_page(admin):
    for n in range(203):
        admin.create("Lead", LastName=f"L{n:03}", Company="Initech")
    page = admin.get(
        "/query/",
        query_string={"q": "SELECT Name FROM Lead ORDER BY Name"},
        headers={"Sforce-Query-Options": "batchSize=200"},
    ).json
    assert (page["totalSize"], page["done"], len(page["records"])) == (203, False, 200)
    assert page["nextRecordsUrl"].startswith("/services/data/v62.0/query/0r8")
    rest = admin.get(page["nextRecordsUrl"]).json
    assert (rest["totalSize"], rest["done"], len(rest["records"])) == (203, True, 3)
    assert "nextRecordsUrl" not in rest
    assert rest["records"][-1]["Name"] == "L202"


def test_a_locator_of_somebody_else_is_none(world, admin):
    for n in range(201):
        admin.create("Lead", LastName=f"L{n}", Company="Initech")
    page = admin.get(
        "/query", query_string={"q": "SELECT Name FROM Lead"}, headers={"Sforce-Query-Options": "batchSize=200"}
    )
    acme = world.partner("Acme").caller
    for path in (page.json["nextRecordsUrl"], "/query/0r8nonsense-2000", "/query/nonsense"):
        answer = acme.get(path)
        assert answer.status_code == 400
        assert answer.json[0]["errorCode"] == "INVALID_QUERY_LOCATOR"


def test_describe_leaves_out_what_the_user_may_not_read(world, admin):
    acme = world.partner("Acme").caller
    mine = {s["name"] for s in acme.get("/sobjects").json["sobjects"]}
    all_names = {s["name"] for s in admin.get("/sobjects").json["sobjects"]}
    assert {"Account", "Lead", "Opportunity"} <= mine < all_names
    assert "UserRole" not in mine
    assert acme.get("/sobjects/UserRole/describe").status_code == 404
