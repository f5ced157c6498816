"""An access review that runs, for the tests of its pages."""

from typing import Any


def running_review(world: Any) -> Any:
    """The partner company Acme, whose administrator is asked since the first of April about two users.

    One of them has a hostile name.
    """
    door = world.app.test_client()
    door.patch("/_mock/settings", json={"access_review": {"on": True}})
    door.put("/_mock/clock", json={"now": "2026-03-31T20:00:00Z", "frozen": True})
    acme = world.partner("Acme")
    contact = world.admin.create("Contact", LastName="<b>Bo</b>", AccountId=acme.account_id)
    world.user("Bo", "Channel Partner", LastName="<b>Bo</b>", ContactId=contact)
    world.admin.update("Account", acme.account_id, Partner_Administrator__c=acme.user_id)
    door.put("/_mock/clock", json={"now": "2026-04-01T11:00:00Z"})
    return acme
