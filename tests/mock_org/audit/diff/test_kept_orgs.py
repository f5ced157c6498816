"""The people and records of an org that is there already."""

from mock_org.audit.diff.kept_orgs import side_of, take_permissions
from mock_org.audit.mutation import mutate


def test_the_active_users_and_their_records_are_compared(world):
    world.partner("Acme")
    lead = world.admin.create("Lead", LastName="Initech", Company="Initech")
    found = side_of(world.org)
    assert ("AcmeUser (acmeuser@example.com)", True) in [(each.name, each.external) for each in found.persons]
    assert (f"Initech ({lead})") in {each.name for each in found.records}


def test_permissions_that_the_metadata_no_longer_gives_are_taken(world, filled):
    fresh = filled[0].org
    mutate(world.org, "object permission:Channel Partner: Lead.Delete:given")
    mutate(world.org, "field permission:Channel Partner: Lead.Share_With_Partners__c read:given")
    take_permissions(world.org, fresh)
    [row] = world.org.system_session().find("ObjectPermissions", SobjectType="Lead", ParentId=_own_set(world))
    assert (row["PermissionsDelete"], row["PermissionsEdit"]) == (False, True)
    [row] = world.org.system_session().find(
        "FieldPermissions", Field="Lead.Share_With_Partners__c", ParentId=_own_set(world)
    )
    assert row["PermissionsRead"] is False


def _own_set(world):
    [row] = world.org.system_session().find(
        "PermissionSet", ProfileId=world.profile("Channel Partner"), IsOwnedByProfile=True
    )
    return row["Id"]
