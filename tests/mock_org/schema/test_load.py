"""The standard sObjects as their files say."""

from collections import Counter

import pytest

from mock_org.errors import SetupError
from mock_org.schema import PicklistEntry, Schema, load_standard
from mock_org.schema.load import read_sobject

STANDARD = load_standard()
FEATURES = ["partner", "experiences", "person_accounts", "account_relationships", "external_account_hierarchy"]
SCHEMA = Schema(STANDARD, FEATURES)
# In Salesforce too: views of Partner have its prefix, and the values of the old picklist master share one.
SHARED_PREFIXES = {"00I": {"AccountPartner", "OpportunityPartner", "Partner"}}
SHARED_PREFIXES["01J"] = {"CaseStatus", "LeadStatus", "OpportunityStage", "PartnerRole"}
NAMED = ["Account", "Contact", "Lead", "Opportunity", "Campaign", "User", "UserRole", "Profile", "Group", "RecordType"]


def each(*names):
    return pytest.mark.parametrize(
        "sobject", [s for s in STANDARD if not names or s.name in names], ids=lambda s: s.name
    )


def minimal(**changes):
    return {"label": "Thing", "label_plural": "Things", "flags": ["queryable"], "fields": {"Id": {}}} | changes


def test_no_two_sobjects_have_the_same_key_prefix():
    found = Counter(s.key_prefix for s in STANDARD if s.key_prefix)
    shared = {p: {s.name for s in STANDARD if s.key_prefix == p} for p, times in found.items() if times > 1}
    assert shared == SHARED_PREFIXES


@pytest.mark.parametrize(
    ("prefix", "name"),
    [("001", "Account"), ("003", "Contact"), ("00Q", "Lead"), ("005", "User"), ("0DB", "Network"), ("00I", "Partner")],
)
def test_a_key_prefix_names_its_sobject(prefix, name):
    assert SCHEMA.by_key_prefix(prefix).name == name


def test_an_unknown_key_prefix_names_nothing():
    assert SCHEMA.by_key_prefix("zzz") is None


@each()
def test_it_has_an_id_first(sobject):
    assert next(iter(sobject.fields.values())).name == "Id"


@each()
def test_only_a_virtual_sobject_has_no_key_prefix(sobject):
    assert sobject.virtual or sobject.key_prefix is not None


@each()
def test_its_lookups_point_to_sobjects_that_are_there(sobject):
    targets = {target for field in sobject.fields.values() for target in field.reference_to}
    assert {target for target in targets if target not in SCHEMA} == set()


@each()
def test_a_lookup_has_targets_and_nothing_else_has(sobject):
    assert [f.name for f in sobject.fields.values() if bool(f.reference_to) != (f.type == "reference")] == []


@each()
def test_its_compound_fields_are_there(sobject):
    named = {f.compound_field_name for f in sobject.fields.values() if f.compound_field_name}
    assert {name for name in named if sobject.field(name) is None} == set()


@each()
def test_a_restricted_picklist_has_values(sobject):
    assert [f.name for f in sobject.fields.values() if f.restricted_picklist and not f.picklist] == []


@each()
def test_a_required_field_is_always_visible(sobject):
    assert [f.name for f in sobject.fields.values() if f.required and f.permissionable] == []


@each(*(s.name for s in STANDARD if s.share_of))
def test_a_share_object_knows_what_it_shares(sobject):
    assert sobject.share_of in SCHEMA
    assert sobject.field(sobject.shared_id_field).reference_to == (sobject.share_of,)
    assert {entry.value for entry in sobject.field(sobject.access_level_field).picklist} == {"Read", "Edit", "All"}
    assert "Manual" in {entry.value for entry in sobject.field("RowCause").picklist}


@pytest.mark.parametrize("name", NAMED)
def test_records_are_named_by_name(name):
    assert SCHEMA[name].name_field.name == "Name"


@pytest.mark.parametrize(("name", "field"), [("Case", "CaseNumber"), ("Task", "Subject"), ("Event", "Subject")])
def test_some_records_are_named_by_something_else(name, field):
    assert SCHEMA[name].name_field.name == field


@pytest.mark.parametrize(
    ("name", "required"),
    [
        ("Account", {"Name"}),
        ("Contact", {"LastName"}),
        ("Lead", {"LastName", "Company"}),
        ("Opportunity", {"Name", "StageName", "CloseDate"}),
        ("Case", set()),
        (
            "User",
            {
                "Username",
                "LastName",
                "Email",
                "Alias",
                "ProfileId",
                "TimeZoneSidKey",
                "LocaleSidKey",
                "LanguageLocaleKey",
            }
            | {"EmailEncodingKey"},
        ),
    ],
)
def test_a_create_needs_the_fields_that_salesforce_needs(name, required):
    assert {f.name for f in SCHEMA[name].fields.values() if f.required} == required


@pytest.mark.parametrize(
    ("path", "createable", "updateable"),
    [
        ("Account.IsPartner", False, True),
        ("Account.IsCustomerPortal", False, True),
        ("User.ContactId", True, True),
        ("User.AccountId", False, False),
        ("User.PortalRole", True, True),
        ("User.IsPortalEnabled", False, True),
        ("User.IsPrmSuperUser", True, True),
        ("User.IsPortalSelfRegistered", True, False),
        ("User.UserType", False, False),
        ("User.LastLoginDate", False, False),
        ("UserRole.PortalRole", False, False),
        ("UserRole.PortalAccountId", True, False),
        ("Lead.PartnerAccountId", False, False),
        ("AccountShare.AccountAccessLevel", True, True),
        ("AccountShare.ContactAccessLevel", False, False),
        ("NetworkMember.MemberId", False, False),
    ],
)
def test_fields_of_the_partner_world_can_be_written_as_documented(path, createable, updateable):
    sobject, name = path.split(".")
    field = SCHEMA[sobject].field(name)
    assert (field.createable, field.updateable) == (createable, updateable)


@pytest.mark.parametrize(
    ("feature", "path"),
    [
        ("partner", "Account.IsPartner"),
        ("partner", "Lead.PartnerAccountId"),
        ("partner", "Opportunity.PartnerAccountId"),
        ("experiences", "User.PortalRole"),
        ("person_accounts", "Account.IsPersonAccount"),
        ("person_accounts", "Account.PersonEmail"),
    ],
)
def test_a_field_is_there_only_with_its_feature(feature, path):
    sobject, name = path.split(".")
    assert Schema(STANDARD, [feature])[sobject].field(name) is not None
    assert Schema(STANDARD)[sobject].field(name) is None


@pytest.mark.parametrize("name", ["Network", "NetworkMember", "NetworkMemberGroup"])
def test_sites_are_there_only_with_digital_experiences(name):
    assert name in Schema(STANDARD, ["experiences"])
    assert name not in Schema(STANDARD)


@pytest.mark.parametrize(
    ("name", "internal", "external"),
    [
        ("Account", "ReadWrite", "Private"),
        ("Contact", "ControlledByParent", "ControlledByParent"),
        ("Lead", "ReadWriteTransfer", "Private"),
        ("Task", "Private", "Private"),
        ("User", "Read", "Private"),
        ("Profile", None, None),
        ("AccountShare", None, None),
    ],
)
def test_organization_wide_defaults_are_those_of_a_new_org(name, internal, external):
    assert (SCHEMA[name].sharing_model, SCHEMA[name].external_sharing_model) == (internal, external)


def test_a_user_picks_time_zone_and_locale_from_what_salesforce_offers():
    user = SCHEMA["User"]
    offered = {name: {e.value for e in user.field(name).picklist} for name in ("TimeZoneSidKey", "LocaleSidKey")}
    assert {"America/Los_Angeles", "Europe/Berlin", "Asia/Tokyo", "GMT"} <= offered["TimeZoneSidKey"]
    assert {"en_US", "de_DE", "fr_FR"} <= offered["LocaleSidKey"]
    assert {e.value for e in user.field("PortalRole").picklist} == {"Executive", "Manager", "Worker", "PersonAccount"}


def test_a_profile_and_a_permission_set_have_a_field_for_each_user_permission():
    for name in ("Profile", "PermissionSet"):
        for permission in ("ViewAllData", "ModifyAllData", "ApiEnabled", "ManagePartners", "ManageUsers", "ViewRoles"):
            assert SCHEMA[name].field(f"Permissions{permission}").type == "boolean"


@pytest.mark.parametrize(
    ("path", "default"),
    [
        ("Lead.Status", "Open - Not Contacted"),
        ("Case.Status", "New"),
        ("Case.Priority", "Medium"),
        ("Task.Status", "Not Started"),
        ("Group.Type", "Regular"),
        ("Network.Status", "UnderConstruction"),
    ],
)
def test_a_picklist_begins_with_the_value_of_a_new_org(path, default):
    sobject, name = path.split(".")
    assert [entry.value for entry in SCHEMA[sobject].field(name).picklist if entry.default] == [default]


def test_a_picklist_value_is_read_in_each_of_its_forms():
    picklists = {"Size": ["S", ["M", "Medium"], {"value": "L", "label": "Large", "default": True}]}
    fields = {"Id": {}, "Size": {"type": "picklist", "label": "Size"}}
    read = read_sobject("Thing", minimal(fields=fields, picklists=picklists))
    assert read.field("Size").picklist == (
        PicklistEntry("S", "S"),
        PicklistEntry("M", "Medium"),
        PicklistEntry("L", "Large", default=True),
    )


@pytest.mark.parametrize(
    ("table", "unknown"),
    [
        (minimal(colour="red"), "colour"),
        (minimal(flags=["queryable", "editable"]), "editable"),
        (minimal(fields={"Id": {"lable": "Thing ID"}}), "lable"),
        (minimal(fields={"Id": {}, "Owner": {}}), "Owner"),
        (minimal(fields={"Id": {}, "Age": {"type": "number", "label": "Age"}}), "number"),
        (minimal(fields={"Id": {}, "Mood": {"type": "picklist", "label": "Mood", "value_set": "Moods"}}), "Moods"),
        (minimal(picklists={"Mood": ["Good"]}), "Mood"),
    ],
    ids=["key", "flag", "attribute", "system field", "type", "value set", "picklist"],
)
def test_what_a_file_says_and_nobody_understands_is_refused(table, unknown):
    with pytest.raises(SetupError, match=f"no such key: {unknown}"):
        read_sobject("Thing", table)
