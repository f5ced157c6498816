"""A record's page: its fields, and the records that look up to it."""

from dataclasses import replace

from flask import request
from flask.typing import ResponseReturnValue

from mock_org.site.grid import Grid, grid
from mock_org.site.layout import Describe, columns, details, highlights
from mock_org.site.menu import Tab
from mock_org.site.page import Page
from mock_org.site.reading import Record, find, may_edit, record_name, rows
from mock_org.site.rendering import invalid_page, page
from mock_org.site.toast import shown_once, toast_for
from mock_org.site.values import shown
from mock_org.site.visit import Visit
from mock_org.web.soql_text import literal

_RELATED_ROWS = 6
_RELATED_COLUMNS = 4


def record(visit: Visit, record_id: str, object_slug: str = "", slug: str = "") -> ResponseReturnValue:
    """The page of one record, under any of its addresses."""
    tab = visit.tab_of(record_id)
    if tab is None or object_slug not in ("", tab.slug):
        return invalid_page(visit)
    describe = visit.session.describe(tab.sobject)
    fields = details(describe)
    found = find(visit, describe, fields, record_id)
    if found is None:
        return invalid_page(visit)
    related = request.args.get("tab") == "related"
    name = record_name(describe, found)
    response = page(
        visit,
        "record",
        tab=tab,
        current=tab.sobject,
        describe=describe,
        record_id=found["Id"],
        name=name,
        editable=may_edit(visit, describe, found["Id"]),
        fields=[shown(visit, describe, field, found) for field in fields],
        highlights=[shown(visit, describe, field, found) for field in highlights(describe)],
        related=_related(visit, describe, found) if related else None,
        toast=toast_for(request, found["Id"], tab.label, name),
    )
    return shown_once(request, response)


def _related(visit: Visit, describe: Describe, parent: Record) -> list[Grid]:
    """The related lists: children that this user is offered, by the lookups that this user may read."""
    return [
        _related_list(visit, tab, child["field"], parent["Id"])
        for child in describe["childRelationships"]
        if child["relationshipName"] and (tab := visit.tab(child["childSObject"]))
        if any(field["name"] == child["field"] for field in visit.session.describe(tab.sobject)["fields"])
    ]


def _related_list(visit: Visit, tab: Tab, lookup: str, parent_id: str) -> Grid:
    describe = visit.session.describe(tab.sobject)
    fields = [field for field in columns(describe)[1:] if field["name"] != lookup][:_RELATED_COLUMNS]
    children = rows(visit, describe, fields, where=f"{lookup} = {literal(parent_id)}", limit=_RELATED_ROWS + 1)
    drawn = grid(visit, describe, fields, children[:_RELATED_ROWS], tab.label_plural)
    return replace(drawn, more=len(children) > _RELATED_ROWS)


PAGES = (
    Page("/s/detail/<record_id>", record, public=True),
    Page("/s/<object_slug>/<record_id>", record, public=True),
    Page("/s/<object_slug>/<record_id>/<slug>", record, public=True),
)
