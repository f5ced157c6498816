"""Layouts: made of what the caller may read and write."""

import pytest

URL = "/sobjects/Account/describe"
LAYOUT = {
    "buttonLayoutSection", "detailLayoutSections", "editLayoutSections", "feedView", "highlightsPanelLayoutSection",
    "id", "multirowEditLayoutSections", "offlineLinks", "quickActionList", "relatedContent", "relatedLists",
    "saveOptions",
}  # fmt: skip


def shown(sections):
    items = [item for part in sections for row in part["layoutRows"] for item in row["layoutItems"]]
    return {component["value"] for item in items for component in item["layoutComponents"]}


def test_a_layout_has_the_documented_keys(admin):
    told = admin.get(f"{URL}/layouts").json
    assert set(told) == {"layouts", "recordTypeMappings", "recordTypeSelectorRequired"}
    assert told["recordTypeSelectorRequired"] == [False]
    layout = told["layouts"][0]
    assert set(layout) == LAYOUT
    headings = [part["heading"] for part in layout["detailLayoutSections"]]
    assert headings[:2] == ["Account Information", "Address Information"]
    assert set(layout["detailLayoutSections"][0]) == {
        "collapsed", "columns", "heading", "layoutRows", "layoutSectionId", "parentLayoutId", "rows", "tabOrder",
        "useCollapsibleSection", "useHeading",
    }  # fmt: skip
    first = layout["detailLayoutSections"][0]["layoutRows"][0]["layoutItems"][0]
    assert set(first) == {
        "editableForNew", "editableForUpdate", "label", "layoutComponents", "placeholder", "required",
    }  # fmt: skip


def test_fields_stand_on_it_as_the_describe_tells_them(admin):
    layout = admin.get(f"{URL}/layouts").json["layouts"][0]
    assert {"Name", "BillingAddress", "Partner_Tier__c", "CreatedById"} <= shown(layout["detailLayoutSections"])
    edited = shown(layout["editLayoutSections"])
    assert {"Name", "Partner_Tier__c"} <= edited
    assert not {"CreatedById", "Id"} & edited
    items = [i for part in layout["editLayoutSections"] for row in part["layoutRows"] for i in row["layoutItems"]]
    required = {item["label"] for item in items if item["required"]}
    assert "Account Name" in required


def test_related_lists_are_the_children_that_the_caller_may_read(admin):
    lists = {each["name"]: each for each in admin.get(f"{URL}/layouts").json["layouts"][0]["relatedLists"]}
    assert lists["Contacts"]["sobject"] == "Contact"
    assert lists["Contacts"]["field"] == "AccountId"
    assert lists["Contacts"]["columns"][0]["name"] == "Name"
    assert lists["Contacts"]["sort"] == [{"ascending": True, "column": "Name"}]


def test_each_record_type_has_a_mapping_and_a_layout(admin):
    mapping = admin.get(f"{URL}/layouts").json["recordTypeMappings"][-1]
    assert (mapping["master"], mapping["recordTypeId"]) == (True, "012000000000000AAA")
    assert mapping["layoutId"].startswith("00h")
    assert "Type" in {each["picklistName"] for each in mapping["picklistsForRecordType"]}
    assert set(admin.get(mapping["urls"]["layout"]).json) == LAYOUT
    assert admin.get(f"{URL}/layouts/012000000000001AAA").status_code == 404


def test_hidden_fields_stand_on_no_layout(world):
    partner = world.partner("Acme").caller
    readable = {field["name"] for field in partner.get(f"{URL}").json["fields"]}
    layout = partner.get(f"{URL}/layouts").json["layouts"][0]
    assert shown(layout["detailLayoutSections"]) <= readable
    children = {child["childSObject"] for child in partner.get(f"{URL}").json["childRelationships"]}
    assert {each["sobject"] for each in layout["relatedLists"]} <= children


def test_compact_layouts_begin_with_the_name(admin):
    told = admin.get(f"{URL}/compactLayouts").json
    layout = told["compactLayouts"][0]
    assert (layout["name"], layout["label"], layout["objectType"]) == ("SYSTEM", "System Default", "Account")
    assert layout["fieldItems"][0]["layoutComponents"][0]["value"] == "Name"
    assert admin.get(told["urls"]["primary"]).json == layout
    for mapping in told["recordTypeCompactLayoutMappings"]:
        assert admin.get(mapping["urls"]["compactLayout"]).json == layout
    several = admin.get("/compactLayouts", query_string={"q": "account, Lead"}).json
    assert several["Account"] == layout
    assert several["Lead"]["objectType"] == "Lead"


def test_the_smaller_layouts(admin):
    assert admin.get(f"{URL}/approvalLayouts").json == {"approvalLayouts": []}
    assert set(admin.get("/sobjects/Global/describe/layouts").json["layouts"][0]) == LAYOUT
    assert set(admin.get("/sobjects/User/describe/namedLayouts/UserAlt").json["layouts"][0]) == LAYOUT


@pytest.mark.parametrize(
    "path",
    [
        "/sobjects/Nope/describe/layouts",
        "/sobjects/AccountShare/describe/layouts",
        "/sobjects/AccountShare/describe/compactLayouts",
        f"{URL}/namedLayouts/UserAlt",
        f"{URL}/approvalLayouts/Big_Deal",
        "/compactLayouts?q=Nope",
    ],
)
def test_what_has_no_layout_is_not_found(admin, path):
    answer = admin.get(path)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (404, "NOT_FOUND")


def test_compact_layouts_of_nothing_are_refused(admin):
    answer = admin.get("/compactLayouts")
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "INVALID_FIELD")


def test_every_layout_url_of_a_describe_answers(world):
    for entry in world.admin.get("/sobjects").json["sobjects"]:
        for name in ("layouts", "compactLayouts", "approvalLayouts", "listviews", "quickActions"):
            if name in entry["urls"]:
                assert world.admin.get(entry["urls"][name]).status_code == 200, entry["urls"][name]
