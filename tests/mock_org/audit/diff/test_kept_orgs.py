"""The people and records of an org that is there already."""

from mock_org.audit.diff.kept_orgs import side_of, take_permissions
from mock_org.audit.holders import holders


def test_the_active_users_and_their_records_are_compared(world):
    world.partner("Acme")
    lead = world.admin.create("Lead", LastName="Initech", Company="Initech")
    found = side_of(world.org)
    assert ("AcmeUser (acmeuser@example.com)", True) in [(each.name, each.external) for each in found.persons]
    assert (f"Initech ({lead})") in {each.name for each in found.records}


def test_permissions_that_the_metadata_no_longer_gives_are_taken(changed):
    old, new = changed(
        "object permission:Channel Partner: Lead.Delete:given",
        "field permission:Channel Partner: Lead.Share_With_Partners__c read:given",
    )
    take_permissions(new.org, old.org)
    [holder] = [each for each in holders(new.org).values() if each.name == "Channel Partner"]
    assert holder.objects["lead"]["delete"] is False
    assert holder.objects["lead"]["edit"] is True
    assert holder.fields["lead", "share_with_partners__c"] == (False, False)
