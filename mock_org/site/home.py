"""The site's home page: quick create, the lead inbox, and lists of the objects that partners work with most."""

from collections.abc import Sequence

from flask import redirect
from flask.typing import ResponseReturnValue

from mock_org.site.access_review import is_asked
from mock_org.site.grid import Grid, grid
from mock_org.site.layout import columns
from mock_org.site.lead_inbox import lead_inbox
from mock_org.site.menu import Tab
from mock_org.site.page import Page
from mock_org.site.reading import count, rows
from mock_org.site.rendering import page
from mock_org.site.visit import Visit

# Partner Central's home has compact lists of what a partner works on beside the lead inbox; which is the customer's
# choice (confidence C).
_COMPACT = 2
_COMPACT_ROWS = 3
_COMPACT_COLUMNS = 2


def root(visit: Visit) -> ResponseReturnValue:
    """The site's own address: where an LWR site begins."""
    if visit.site.lwr:
        return home(visit)
    return redirect(visit.site.url("/s/"))


def home(visit: Visit) -> ResponseReturnValue:
    """The first page after log-in."""
    return page(
        visit,
        "home",
        current="home",
        counts=[(tab, count(visit, tab.sobject)) for tab in visit.menu],
        creatable=[tab for tab in visit.menu if visit.objects[tab.sobject]["createable"]],
        inbox=lead_inbox(visit),
        compact=_compact_lists(visit, [tab for tab in visit.menu if tab.sobject != "Lead"][:_COMPACT]),
        asked=is_asked(visit),
    )


def _compact_lists(visit: Visit, tabs: Sequence[Tab]) -> list[tuple[Tab, Grid]]:
    """The newest records of these objects: their names and what tells most of them."""
    return [(tab, _compact(visit, tab)) for tab in tabs]


def _compact(visit: Visit, tab: Tab) -> Grid:
    describe = visit.describe(tab.sobject)
    fields = columns(describe)[: 1 + _COMPACT_COLUMNS]
    newest = rows(visit, describe, fields, order="CreatedDate DESC, Id", limit=_COMPACT_ROWS)
    return grid(visit, describe, fields, newest, f"Recent {tab.label_plural}")


PAGES = (Page("/", root, public=True), Page("/s/", home, public=True))
