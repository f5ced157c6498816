"""Field-level security."""

from mock_org.security import SYSTEM_USER, editable, readable


def flags(world, user, sobject_name, field_name):
    sobject, running = world.schema[sobject_name], world.load(user)
    field = sobject.field(field_name)
    return readable(running, sobject, field), editable(running, sobject, field)


def allow(world, field, *, edit):
    parent = world.ids["set of Partner"]
    sobject = field.split(".")[0]
    world.add(
        "FieldPermissions",
        ParentId=parent,
        SobjectType=sobject,
        Field=field,
        PermissionsRead=True,
        PermissionsEdit=edit,
    )


def test_field_without_an_entry_does_not_exist(world):
    assert flags(world, "ann", "Opportunity", "NextStep") == (False, False)


def test_field_that_may_be_read_is_not_editable(world):
    allow(world, "Opportunity.NextStep", edit=False)
    assert flags(world, "ann", "Opportunity", "NextStep") == (True, False)


def test_field_that_may_be_edited_is_readable(world):
    allow(world, "Opportunity.NextStep", edit=True)
    assert flags(world, "ann", "Opportunity", "NextStep") == (True, True)


def test_field_without_field_level_security_is_open(world):
    assert flags(world, "ann", "Lead", "LastName") == (True, True)


def test_parts_of_an_address_follow_the_address(world):
    assert flags(world, "ann", "Lead", "City") == (False, False)
    allow(world, "Lead.Address", edit=True)
    assert flags(world, "ann", "Lead", "City") == (True, True)


def test_modify_all_data_does_not_lift_field_level_security(world):
    assert flags(world, "admin", "Opportunity", "NextStep") == (False, False)


def test_system_reads_every_field(world):
    lead = world.schema["Lead"]
    assert all(readable(SYSTEM_USER(), lead, field) for field in lead.fields.values())


def test_users_change_what_is_personal_of_themselves_and_nothing_that_gives_power(world):
    user = world.schema["User"]
    ann = world.load("ann")
    assert editable(ann, user, user.fields["title"])
    for name in ("ProfileId", "UserRoleId", "IsActive", "Username", "ContactId", "IsPrmSuperUser", "PortalRole"):
        assert not editable(ann, user, user.field(name)), name
    assert editable(world.load("admin"), user, user.fields["profileid"])


def test_view_all_fields_reads_every_field_and_writes_none(world):
    world.permit("set of Partner", "Lead", "Read", "Edit", "ViewAllFields")
    assert flags(world, "ann", "Lead", "Tier__c") == (True, False)
    assert flags(world, "ann", "Account", "Tier__c") == (False, False)
