"""An object's list view: the records that the running user may see, with "Search this list..."."""

from flask import request
from flask.typing import ResponseReturnValue

from mock_org.site.grid import grid
from mock_org.site.layout import columns
from mock_org.site.page import Page
from mock_org.site.reading import count, matching, rows
from mock_org.site.rendering import invalid_page, page
from mock_org.site.visit import Visit

_STEP = 50
_MOST = 2000  # rows that a list view loads at most (Salesforce help, "List Views"; confidence B)


def record_list(visit: Visit, sobject: str, object_slug: str = "") -> ResponseReturnValue:
    """The default list of an object."""
    tab = visit.tab(sobject)
    if tab is None or object_slug not in ("", tab.slug):
        return invalid_page(visit)
    describe = visit.session.describe(tab.sobject)
    fields = columns(describe)
    term = request.args.get("q", "").replace("\0", "").strip()
    where = matching(fields, term) if term else ""
    limit = max(_STEP, min(request.args.get("rows", _STEP, type=int), _MOST))
    found = rows(visit, describe, fields, where=where, limit=limit)
    total = count(visit, tab.sobject, where)
    return page(
        visit,
        "list",
        tab=tab,
        current=tab.sobject,
        describe=describe,
        grid=grid(visit, describe, fields, found, f"All {tab.label_plural}"),
        term=term,
        total=total,
        more=min(len(found) + _STEP, _MOST) if len(found) < min(total, _MOST) else 0,
    )


PAGES = (
    Page("/s/<object_slug>/<sobject>/Default", record_list, public=True),
    Page("/s/recordlist/<sobject>/Default", record_list, public=True),
)
