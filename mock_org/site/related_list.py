"""Related lists: the records that look up to one, on its page and on a page of their own."""

from dataclasses import dataclass, replace

from flask.typing import ResponseReturnValue

from mock_org.site.grid import Grid, grid
from mock_org.site.layout import Describe, columns
from mock_org.site.menu import Tab
from mock_org.site.page import Page
from mock_org.site.reading import Record, find, record_name, rows
from mock_org.site.rendering import invalid_page, page
from mock_org.site.visit import Visit
from mock_org.web.soql_text import literal

_FEW = 6
_FEW_COLUMNS = 4
_MOST = 2000


@dataclass(frozen=True, slots=True)
class RelatedList:
    """One related list of a record. relationship: its name; path: of the page that has all of it."""

    relationship: str
    path: str
    tab: Tab
    lookup: str
    grid: Grid


def related_lists(visit: Visit, describe: Describe, parent: Record) -> list[RelatedList]:
    """The related lists: children that this user is offered, by the lookups that this user may read."""
    return [
        _related(visit, tab, child, parent["Id"], limit=_FEW)
        for child in describe["childRelationships"]
        if (tab := _offered(visit, child))
    ]


def related_list(visit: Visit, record_id: str, relationship: str) -> ResponseReturnValue:
    """All of one related list, as "View All" opens it."""
    tab = visit.tab_of(record_id)
    describe = visit.describe(tab.sobject) if tab else None
    parent = find(visit, describe, [], record_id) if describe else None
    if tab is None or describe is None or parent is None:
        return invalid_page(visit)
    named = [child for child in describe["childRelationships"] if child["relationshipName"] == relationship]
    found = next(((child, own) for child in named if (own := _offered(visit, child))), None)
    if found is None:
        return invalid_page(visit)
    child, own = found
    related = _related(visit, own, child, parent["Id"], limit=_MOST)
    name = record_name(describe, parent)
    return page(visit, "related_list", tab=tab, current=tab.sobject, record_id=parent["Id"], name=name, related=related)


def _offered(visit: Visit, child: dict[str, str]) -> Tab | None:
    """The object of a child relationship, if this user is offered it and may read the lookup."""
    tab = visit.tab(child["childSObject"]) if child["relationshipName"] else None
    if tab is None:
        return None
    readable = any(field["name"] == child["field"] for field in visit.describe(tab.sobject)["fields"])
    return tab if readable else None


def _related(visit: Visit, tab: Tab, child: dict[str, str], parent_id: str, *, limit: int) -> RelatedList:
    describe = visit.describe(tab.sobject)
    most = _FEW_COLUMNS if limit == _FEW else None
    fields = [field for field in columns(describe)[1:] if field["name"] != child["field"]][:most]
    children = rows(visit, describe, fields, where=f"{child['field']} = {literal(parent_id)}", limit=limit + 1)
    drawn = replace(
        grid(visit, describe, fields, children[:limit], tab.label_plural),
        more=len(children) > limit,
    )
    path = f"/s/relatedlist/{parent_id}/{child['relationshipName']}"
    return RelatedList(child["relationshipName"], path, tab, child["field"], drawn)


PAGES = (Page("/s/relatedlist/<record_id>/<relationship>", related_list, public=True),)
