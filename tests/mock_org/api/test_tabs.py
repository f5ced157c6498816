"""Tabs, themes and menus: of what the caller may read."""

TAB = {"colors", "custom", "iconUrl", "icons", "label", "miniIconUrl", "name", "sobjectName", "url"}


def test_tabs_have_the_documented_keys(admin):
    tabs = {tab["name"]: tab for tab in admin.get("/tabs").json}
    assert all(set(tab) == TAB for tab in tabs.values())
    account = tabs["standard-Account"]
    assert (account["label"], account["custom"], account["sobjectName"]) == ("Accounts", False, "Account")
    assert account["url"].endswith("/001/o")
    assert tabs["Deal_Registration__c"]["custom"] is True
    assert set(account["icons"][0]) == {"contentType", "height", "theme", "url", "width"}
    assert set(account["colors"][0]) == {"color", "context", "theme"}


def test_themes_are_of_the_same_objects(admin):
    told = admin.get("/theme").json["themeItems"]
    assert {item["name"] for item in told} == {tab["sobjectName"] for tab in admin.get("/tabs").json} - {None}
    assert set(told[0]) == {"colors", "icons", "name"}


def test_a_caller_has_tabs_of_what_he_may_read(world):
    partner = world.partner("Acme").caller
    names = {tab["sobjectName"] for tab in partner.get("/tabs").json} - {None}
    assert "Lead" in names
    assert names < {tab["sobjectName"] for tab in world.admin.get("/tabs").json}
    assert all(partner.get(f"/sobjects/{name}").status_code == 200 for name in names)


def test_menus_have_items(world):
    items = world.admin.get("/appMenu/AppSwitcher").json["appMenuItems"]
    assert set(items[0]) == {"colors", "content", "icons", "label", "type", "url"}
    assert world.partner("Acme").caller.get("/appMenu/AppSwitcher").json == {"appMenuItems": []}
    assert world.admin.get("/appMenu/Salesforce1").json["appMenuItems"][0]["type"] == "Standard.Search"
    assert world.admin.get("/appMenu/Other").status_code == 404


def test_every_resource_that_the_root_names_answers(admin):
    links = admin.get("").json
    for name in ("actions", "appMenu", "chatter", "connect", "process", "quickActions", "tabs", "theme"):
        answer = admin.get(links[name])
        assert answer.status_code == 200, name
    for url in (*admin.get(links["connect"]).json.values(), *admin.get(links["process"]).json.values()):
        assert admin.get(url if not url.endswith("users") else f"{url}/me").status_code == 200


def test_xml_tells_the_same(admin):
    told = {
        "/tabs": "<Tabs><Tab>",
        "/theme": "<Theme><themeItems>",
        "/quickActions": "<QuickActions><QuickAction>",
        "/sobjects/Account/quickActions": "<QuickActions><QuickAction>",
        "/sobjects/Account/listviews": "<ListViews",
        "/sobjects/Account/listviews/AllAccounts/results": "<ListViewResult",
        "/sobjects/Account/describe/layouts": "<DescribeLayoutResult",
    }
    for path, beginning in told.items():
        answer = admin.get(path, headers={"Accept": "application/xml"})
        assert answer.mimetype == "application/xml"
        assert beginning.split("<")[1].rstrip(">") in answer.text[:200], path
