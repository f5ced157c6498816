"""An object's list view: the records that the running user may see, loaded as one scrolls, with a search."""

from urllib.parse import urlencode

from flask import request
from flask.typing import ResponseReturnValue

from mock_org.site.grid import grid
from mock_org.site.list_views import DEFAULT, MOST, list_views, named_view, shown_fields, shown_rows
from mock_org.site.page import Page
from mock_org.site.rendering import invalid_page, page
from mock_org.site.toast import shown_once, toast_of_last
from mock_org.site.visit import Visit


def record_list(visit: Visit, sobject: str, object_slug: str = "", name: str = DEFAULT) -> ResponseReturnValue:
    """One list view of an object: a step of its rows, or those of the next step, which a script asks for."""
    tab = visit.tab(sobject)
    views = list_views(visit, tab) if tab else []
    view = named_view(views, request.args.get(f"{sobject}-filterId", name))
    if tab is None or view is None or object_slug not in ("", tab.slug):
        return invalid_page(visit)
    describe = visit.describe(tab.sobject)
    fields = shown_fields(visit, describe, view)
    step = visit.org.settings.list_rows
    term = request.args.get("q", "").replace("\0", "").strip()
    start = max(0, min(request.args.get("from", 0, type=int), MOST - 1))
    end = max(start + step, min(request.args.get("rows", 0, type=int), MOST))
    found = shown_rows(visit, describe, fields, view, term, start=start, end=end + 1)
    more = len(found) > end - start and end < MOST
    response = page(
        visit,
        "list",
        tab=tab,
        current=tab.sobject,
        describe=describe,
        views=views,
        view=view,
        grid=grid(visit, describe, fields, found[: end - start], view.label, first=start + 1),
        term=term,
        loaded=min(end, start + len(found)),
        more="?" + urlencode({"rows": min(end + step, MOST)} | ({"q": term} if term else {})) if more else "",
        toast=toast_of_last(visit, request),
    )
    return shown_once(request, response)


PAGES = (
    Page("/s/<object_slug>/<sobject>/Default", record_list, public=True),
    Page("/s/recordlist/<sobject>/<name>", record_list, public=True),
)
