"""Describes, by recordings of real ones and by who asks."""

import json
import os
import re
from pathlib import Path

import pytest

from mock_org.schema import Schema, custom_object, custom_share, load_standard
from mock_org.schema.describe import MASTER_RECORD_TYPE, basic_info, describe, describe_global

SCHEMA = Schema(load_standard(), ["partner", "experiences"])
RECORDINGS = Path(os.environ.get("MOCK_ORG_RECORDINGS", Path(__file__).parents[4] / "shared" / "fidelity"))
# Recordings are cut: of these only the shape is compared.
CUT = {"picklistValues"}
# An account describe with person accounts, a case describe of an older version: their scopes are their org's own.
OWN_TO_THE_ORG = {"fields", "childRelationships", "urls", "recordTypeInfos", "supportedScopes"}

# Those of every field in recorded describes of API v58.0 and v59.0.
RECORDED_KEYS = """
aggregatable aiPredictionField autoNumber byteLength calculated calculatedFormula cascadeDelete caseSensitive
compoundFieldName controllerName createable custom defaultValue defaultValueFormula defaultedOnCreate
dependentPicklist deprecatedAndHidden digits displayLocationInDecimal encrypted externalId extraTypeInfo
filterable filteredLookupInfo formulaTreatNullNumberAsZero groupable highScaleNumber htmlFormatted idLookup
inlineHelpText label length mask maskType name nameField namePointing nillable permissionable picklistValues
polymorphicForeignKey precision queryByDistance referenceTargetField referenceTo relationshipName
relationshipOrder restrictedDelete restrictedPicklist scale searchPrefilterable soapType sortable type unique
updateable writeRequiresMasterRead
"""
FIELD_KEYS = set(RECORDED_KEYS.split())


def described(name, **changes):
    rights = {"may_create": True, "may_edit": True, "may_delete": True}
    eyes = {"readable": lambda field: True, "editable": lambda field: True}
    where = {"version": "59.0", "base_url": "https://example.my.salesforce.com"}
    return describe(SCHEMA[name], SCHEMA, **(rights | eyes | where | changes))


def fields_of(answer):
    return {field["name"]: field for field in answer["fields"]}


def recorded(area, whole=False):
    file = RECORDINGS / "cases" / f"{area}.jsonl"
    if not file.exists():
        return [pytest.param(None, id="none", marks=pytest.mark.skip(reason="recordings of real orgs are not here"))]
    cases = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    wanted = {"name"} if whole else set()
    found = [case for case in cases if isinstance(case["response"]["body"], dict)]
    return [pytest.param(case, id=case["id"]) for case in found if wanted <= case["response"]["body"].keys()]


@pytest.mark.parametrize("case", recorded("describe"))
def test_a_field_is_described_as_a_real_org_describes_it(case):
    mine = fields_of(described(object_of(case)))
    for theirs in case["response"]["body"]["fields"]:
        if not isinstance(theirs, dict):
            continue
        assert set(theirs) == FIELD_KEYS
        if theirs["custom"]:
            continue
        ours = mine[theirs["name"]]
        assert {key: ours[key] for key in theirs if key not in CUT} == {k: v for k, v in theirs.items() if k not in CUT}
        assert {frozenset(v) for v in theirs["picklistValues"]} <= {frozenset(v) for v in ours["picklistValues"]}


@pytest.mark.parametrize("case", recorded("describe", whole=True))
def test_an_sobject_is_described_as_a_real_org_describes_it(case):
    theirs, ours = case["response"]["body"], described(object_of(case))
    assert set(theirs) <= set(ours)
    compared = theirs.keys() - OWN_TO_THE_ORG
    assert {key: ours[key] for key in compared} == {key: theirs[key] for key in compared}
    assert set(theirs["childRelationships"][0]) == set(ours["childRelationships"][0])
    assert set(theirs["recordTypeInfos"][0]) == set(ours["recordTypeInfos"][0])
    assert set(ours["urls"]) <= set(theirs["urls"])


@pytest.mark.parametrize("case", recorded("describe_global"))
def test_the_global_describe_is_that_of_a_real_org(case):
    theirs = case["response"]["body"]
    ours = describe_global(SCHEMA, version="59.0", may=lambda action, sobject: True)
    assert set(ours) == set(theirs)
    mine = {entry["name"]: entry for entry in ours["sobjects"]}
    assert [mine[entry["name"]] | {"deletable": entry["deletable"]} for entry in theirs["sobjects"]] == theirs[
        "sobjects"
    ]


def object_of(case):
    return re.search(r"sobjects/(\w+)", case["request"]["path"])[1]


@pytest.mark.parametrize("sobject", list(SCHEMA), ids=lambda s: s.name)
def test_every_field_has_every_key(sobject):
    assert {frozenset(field) for field in described(sobject.name)["fields"]} == {frozenset(FIELD_KEYS)}


def test_a_field_that_is_not_readable_is_left_out():
    assert "AnnualRevenue" in fields_of(described("Account"))
    seen = fields_of(described("Account", readable=lambda field: field.name != "AnnualRevenue"))
    assert "AnnualRevenue" not in seen


def test_a_field_that_is_not_editable_cannot_be_written():
    phone = fields_of(described("Account", editable=lambda field: field.name != "Phone"))["Phone"]
    assert (phone["createable"], phone["updateable"]) == (False, False)


def test_a_field_that_salesforce_writes_stays_read_only_for_everybody():
    created = fields_of(described("Account"))["CreatedDate"]
    assert (created["createable"], created["updateable"]) == (False, False)


@pytest.mark.parametrize(
    ("right", "flag"), [("may_create", "createable"), ("may_edit", "updateable"), ("may_delete", "deletable")]
)
def test_object_permissions_decide_the_flags(right, flag):
    assert described("Lead")[flag] is True
    assert described("Lead", **{right: False})[flag] is False


def test_records_without_record_type_have_the_master_one():
    assert [info["recordTypeId"] for info in described("Lead")["recordTypeInfos"]] == [MASTER_RECORD_TYPE]


def test_record_types_come_before_the_master_one():
    info = {"active": True, "available": True, "defaultRecordTypeMapping": True}
    info |= {"developerName": "Deal", "name": "Deal", "recordTypeId": "012Mo00000000001AAA"}
    deal, master = described("Lead", record_types=[info])["recordTypeInfos"]
    assert (deal["master"], deal["defaultRecordTypeMapping"]) == (False, True)
    assert (master["master"], master["defaultRecordTypeMapping"]) == (True, False)
    assert deal["urls"]["layout"].endswith("/describe/layouts/012Mo00000000001AAA")


def test_a_share_object_says_what_it_belongs_to():
    share = described("LeadShare")
    assert (share["associateEntityType"], share["associateParentEntity"]) == ("Share", "Lead")
    assert set(share["urls"]) == {"rowTemplate", "describe", "sobject"}


def test_a_custom_object_is_described_with_its_share_object_as_a_child():
    schema = SCHEMA.copy()
    deal = custom_object("Deal__c", "Deal", "Deals", "a00")
    schema.add(deal, custom_share(deal))
    answer = describe(
        schema["Deal__c"],
        schema,
        version="65.0",
        base_url="",
        readable=lambda field: True,
        editable=lambda field: True,
        may_create=True,
        may_edit=True,
        may_delete=True,
    )
    assert (answer["custom"], answer["keyPrefix"], answer["urls"]["uiNewRecord"]) == (True, "a00", "/a00/e")
    children = {child["childSObject"]: child["relationshipName"] for child in answer["childRelationships"]}
    assert children == {"Deal__Share": "Shares"}


def test_basic_info_is_what_the_global_describe_says():
    everything = describe_global(SCHEMA, version="59.0", may=lambda action, sobject: True)
    lead = next(entry for entry in everything["sobjects"] if entry["name"] == "Lead")
    assert basic_info(described("Lead")) == lead


def test_a_lookup_with_a_filter_says_what_controls_it():
    filters = {"AccountId": ["Type"], "CampaignId": []}
    fields = fields_of(described("Opportunity", lookup_filters=filters))
    assert fields["AccountId"]["filteredLookupInfo"] == {
        "controllingFields": ["Type"],
        "dependent": True,
        "optionalFilter": False,
    }
    assert not fields["CampaignId"]["filteredLookupInfo"]["dependent"]
    assert fields["OwnerId"]["filteredLookupInfo"] is None


def test_scopes_are_those_that_a_query_may_use():
    def scopes(name):
        return [scope["name"] for scope in described(name)["supportedScopes"]]

    assert scopes("Account") == ["everything", "mine", "team", "scopingRule"]
    assert scopes("Lead") == ["everything", "mine", "scopingRule"]
    assert scopes("Profile") == ["everything"]


# Recorded describes of several orgs (.sfdx/tools/soqlMetadata caches; NangoHQ/integration-templates describe-global
# and describe-sobject). Confidence A.


def test_user_permissions_of_profiles_and_permission_sets_are_neither_grouped_nor_sorted(admin):
    for sobject in ("Profile", "PermissionSet"):
        fields = admin.get(f"/sobjects/{sobject}/describe").json["fields"]
        found = {
            (f["filterable"], f["groupable"], f["sortable"]) for f in fields if f["name"].startswith("Permissions")
        }
        assert found == {(True, False, False)}


@pytest.mark.parametrize(("sobject", "prefix"), [("CaseStatus", None), ("PartnerRole", None), ("LeadStatus", "01J")])
def test_the_prefix_that_picklists_share_is_told_of_some_only(admin, sobject, prefix):
    assert admin.get(f"/sobjects/{sobject}/describe").json["keyPrefix"] == prefix
    listed = {each["name"]: each["keyPrefix"] for each in admin.get("/sobjects").json["sobjects"]}
    assert listed[sobject] == prefix


def test_numbers_of_a_recurrence_have_nine_digits(admin):
    digits = {f["name"]: f["digits"] for f in admin.get("/sobjects/Event/describe").json["fields"]}
    assert (digits["RecurrenceInterval"], digits["DurationInMinutes"]) == (9, 8)


def test_the_name_of_an_account_may_be_that_of_a_person(admin):
    name = next(f for f in admin.get("/sobjects/Account/describe").json["fields"] if f["name"] == "Name")
    assert (name["compoundFieldName"], name["extraTypeInfo"]) == ("Name", "switchablepersonname")


def test_tasks_are_about_contracts_products_and_partner_funds_too(world):
    about = world.admin.create("Product2", Name="Widget")
    task = world.admin.create("Task", Subject="Ask", WhatId=about)
    assert world.admin.query(f"SELECT What.Type FROM Task WHERE Id = '{task}'")[0]["What"]["Type"] == "Product2"


def test_business_hours_are_made_and_changed(admin):
    made = admin.create("BusinessHours", Name="Night shift", TimeZoneSidKey="Europe/Berlin", IsActive=True)
    assert admin.update("BusinessHours", made, Name="Late shift").status_code == 204
    assert admin.call("DELETE", f"/sobjects/BusinessHours/{made}").status_code >= 400
