"""Custom objects and their Share objects."""

from mock_org.schema import custom_key_prefix, custom_object, custom_share, new_field
from mock_org.schema.custom import auto_number_name

SYSTEM_FIELDS = {"Id", "OwnerId", "IsDeleted", "Name", "CreatedDate", "CreatedById", "LastModifiedDate"}
SYSTEM_FIELDS |= {"LastModifiedById", "SystemModstamp", "LastViewedDate", "LastReferencedDate"}


def deal(**changes):
    return custom_object("Deal__c", "Deal", "Deals", "a00", **changes)


def names(sobject):
    return {field.name for field in sobject.fields.values()}


def test_it_has_the_system_fields():
    assert names(deal()) == SYSTEM_FIELDS


def test_a_user_or_a_queue_owns_it():
    assert deal().field("OwnerId").reference_to == ("Group", "User")


def test_a_detail_has_no_owner_and_its_master_decides_access():
    master = new_field("Deal__c", "reference", "Deal", reference_to=("Deal__c",), relationship_order=0, custom=True)
    line = custom_object("Line__c", "Line", "Lines", "a01", fields=[master])
    assert "OwnerId" not in names(line)
    assert (line.sharing_model, line.external_sharing_model) == ("ControlledByParent", "ControlledByParent")
    assert line.master == master


def test_it_has_record_types_and_activities_when_asked():
    assert names(deal(record_types=True, activities=True)) - SYSTEM_FIELDS == {"RecordTypeId", "LastActivityDate"}


def test_an_auto_number_names_records_by_itself():
    name = deal(name_field=auto_number_name("Deal Number", "DR-{00000}")).name_field
    assert (name.auto_number, name.display_format, name.createable, name.updateable) == (
        True,
        "DR-{00000}",
        False,
        False,
    )
    assert not name.required


def test_a_name_left_out_is_filled_in():
    assert not deal().name_field.required


def test_its_share_object_shares_it():
    share = custom_share(deal())
    assert (share.name, share.share_of) == ("Deal__Share", "Deal__c")
    assert share.field(share.shared_id_field).reference_to == ("Deal__c",)
    assert [entry.value for entry in share.field(share.access_level_field).picklist] == ["Read", "Edit", "All"]


def test_its_share_object_knows_its_apex_sharing_reasons():
    share = custom_share(deal(), reasons=[("Regional__c", "Regional manager")])
    assert {"Manual", "Owner", "Rule", "Regional__c"} <= {entry.value for entry in share.field("RowCause").picklist}


def test_key_prefixes_are_given_one_after_another():
    taken = ["001", None]
    for expected in ("a00", "a01", "a02"):
        taken.append(custom_key_prefix(taken))
        assert taken[-1] == expected


def test_share_objects_have_key_prefixes_of_their_own():
    taken = []
    for _ in range(100):
        taken.append(custom_key_prefix(taken))
    shares = [custom_share(custom_object("X__c", "X", "X", prefix)).key_prefix for prefix in taken]
    assert len({*taken, *shares}) == 200
