"""The site's home page: quick create, the lead inbox, and how many records there are to see."""

from flask import redirect
from flask.typing import ResponseReturnValue

from mock_org.site.access_review import is_asked
from mock_org.site.grid import Grid, grid
from mock_org.site.page import Page
from mock_org.site.reading import count, rows
from mock_org.site.rendering import page
from mock_org.site.visit import Visit
from mock_org.web.soql_text import literal

_INBOX_ROWS = 5
_INBOX_FIELDS = ("Company", "Status", "CreatedDate")


def root(visit: Visit) -> ResponseReturnValue:
    """The site's own address: where an LWR site begins."""
    if visit.site.lwr:
        return home(visit)
    return redirect(visit.site.url("/s/"))


def home(visit: Visit) -> ResponseReturnValue:
    """The first page after log-in."""
    counts = [(tab, count(visit, tab.sobject)) for tab in visit.menu]
    creatable = [tab for tab in visit.menu if visit.objects[tab.sobject]["createable"]]
    inbox, asked = _lead_inbox(visit), is_asked(visit)
    return page(visit, "home", current="home", counts=counts, creatable=creatable, inbox=inbox, asked=asked)


def _lead_inbox(visit: Visit) -> Grid | None:
    """The newest leads that this user owns; None where the user has no leads at all."""
    if visit.tab("Lead") is None:
        return None
    describe = visit.session.describe("Lead")
    fields = [field for field in describe["fields"] if field["name"] in _INBOX_FIELDS]
    mine = f"OwnerId = {literal(visit.session.user.id)} AND IsConverted = false"
    newest = rows(visit, describe, fields, where=mine, order="CreatedDate DESC", limit=_INBOX_ROWS)
    return grid(visit, describe, fields, newest, "Lead Inbox")


PAGES = (Page("/", root, public=True), Page("/s/", home, public=True))
