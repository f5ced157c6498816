"""A permission set that is assigned until a day ends on that day by the org's clock, and frees its seat."""

LABEL = "Insights"


def set_clock(world, now):
    assert world.app.test_client().put("/_mock/clock", json={"now": now, "frozen": True}).status_code == 200


def test_what_is_assigned_until_a_day_ends_on_it_and_frees_its_seat(world, admin):
    set_clock(world, "2026-12-01T12:00:00Z")
    world.built.configure(world.org.settings.patched({"permission_set_licenses": {LABEL: 1}}))
    license_id = admin.query("SELECT Id FROM PermissionSetLicense")[0]["Id"]
    held = admin.create("PermissionSet", Name=LABEL, Label=LABEL, LicenseId=license_id, PermissionsExportReport=True)
    user = world.user("Rep", "Sales Rep")
    until = {"ExpirationDate": "2026-12-24T00:00:00.000+0000"}
    assigned = admin.create("PermissionSetAssignment", AssigneeId=user, PermissionSetId=held, **until)

    def seats():
        return admin.query("SELECT UsedLicenses FROM PermissionSetLicense")[0]["UsedLicenses"]

    set_clock(world, "2026-12-23T12:00:00Z")
    assert seats() == 1
    assert "ExportReport" in world.org.running_user(user).permissions
    set_clock(world, "2026-12-24T12:00:00Z")
    assert seats() == 0
    assert "ExportReport" not in world.org.running_user(user).permissions
    where = f"SELECT IsActive FROM PermissionSetAssignment WHERE Id = '{assigned}'"
    assert admin.query(where)[0]["IsActive"] is False
    other = world.user("Other", "Sales Rep")
    admin.create("PermissionSetAssignment", AssigneeId=other, PermissionSetId=held)


def test_what_is_assigned_for_good_stays(world, admin):
    set_clock(world, "2026-12-01T12:00:00Z")
    held = admin.create("PermissionSet", Name=LABEL, Label=LABEL)
    assigned = admin.create("PermissionSetAssignment", AssigneeId=world.user("Rep", "Sales Rep"), PermissionSetId=held)
    set_clock(world, "2027-12-01T12:00:00Z")
    where = f"SELECT IsActive FROM PermissionSetAssignment WHERE Id = '{assigned}'"
    assert admin.query(where)[0]["IsActive"] is True
