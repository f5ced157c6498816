"""A record's page: its fields, the records that look up to it, what may be done with it."""

from flask import request
from flask.typing import ResponseReturnValue

from mock_org.site.feed import feed_of, has_feed
from mock_org.site.layout import details, highlights, inputs
from mock_org.site.page import Page
from mock_org.site.reading import find, record_name
from mock_org.site.record_actions import allowed_actions
from mock_org.site.related_list import related_lists
from mock_org.site.rendering import invalid_page, page
from mock_org.site.toast import shown_once, toast_for
from mock_org.site.upload import files_of
from mock_org.site.values import shown
from mock_org.site.visit import Visit


def record(visit: Visit, record_id: str, object_slug: str = "", slug: str = "") -> ResponseReturnValue:
    """The page of one record, under any of its addresses."""
    tab = visit.tab_of(record_id)
    if tab is None or object_slug not in ("", tab.slug):
        return invalid_page(visit)
    describe = visit.describe(tab.sobject)
    fields = details(describe)
    found = find(visit, describe, fields, record_id)
    if found is None:
        return invalid_page(visit)
    tabs = ("details", "related", "feed") if has_feed(visit, tab.sobject) else ("details", "related")
    asked = request.args.get("tab", "")
    open_tab = asked if asked in tabs else "details"
    name = record_name(describe, found)
    allowed = allowed_actions(visit, describe, found["Id"])
    response = page(
        visit,
        "record",
        tab=tab,
        current=tab.sobject,
        describe=describe,
        record_id=found["Id"],
        name=name,
        allowed=allowed,
        fields=[shown(visit, describe, field, found) for field in fields],
        updateable={field["name"] for field in inputs(describe, new=False) if allowed.edit},
        highlights=[shown(visit, describe, field, found) for field in highlights(describe)],
        tabs=tabs,
        open_tab=open_tab,
        related=related_lists(visit, describe, found) if open_tab == "related" else [],
        files=files_of(visit, tab.sobject, found["Id"]) if open_tab == "related" else None,
        posts=feed_of(visit, found["Id"]) if open_tab == "feed" else [],
        toast=toast_for(request, found["Id"], tab.label, name),
    )
    return shown_once(request, response)


PAGES = (
    Page("/s/detail/<record_id>", record, public=True),
    Page("/s/<object_slug>/<record_id>", record, public=True),
    Page("/s/<object_slug>/<record_id>/<slug>", record, public=True),
)
