"""The address of a record that names no object: on to its page (Lightning's `/lightning/r/{id}/view`; confidence A)."""

from flask import redirect
from flask.typing import ResponseReturnValue

from mock_org.setup.page import Page
from mock_org.setup.rendering import refused
from mock_org.setup.user_frame import framed
from mock_org.setup.visit import Visit

_OBJECTS = {"001": "Account", "003": "Contact"}


def any_record(visit: Visit, record_id: str) -> ResponseReturnValue:
    """The page of an account, a contact or a user; other records have none here."""
    if record_id.startswith("005"):
        return redirect(framed(f"/{record_id}"))
    sobject = _OBJECTS.get(record_id[:3])
    if sobject is None:
        return refused(visit, "Page Not Found", "Only accounts, contacts and users have a page here.", 404)
    return redirect(f"/lightning/r/{sobject}/{record_id}/view")


PAGES = (Page("/lightning/r/<record_id>/view", "Record", "A record, by its id.", any_record, (), in_menu=False),)
