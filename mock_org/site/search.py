"""Global search: the records of all objects on the menu in which the words occur, as far as the user may see them."""

from urllib.parse import quote

from flask import redirect, request
from flask.typing import ResponseReturnValue

from mock_org import sosl
from mock_org.errors import SalesforceError
from mock_org.site.grid import Grid, grid
from mock_org.site.layout import columns
from mock_org.site.menu import Tab
from mock_org.site.page import Page
from mock_org.site.reading import rows
from mock_org.site.rendering import page
from mock_org.site.visit import Visit
from mock_org.web.soql_text import literal

_ROWS = 25
_COLUMNS = 5


def asked(visit: Visit) -> ResponseReturnValue:
    """The search box without a script: on to the page of its words."""
    term = request.args.get("term", "").replace("\0", "").strip()
    return redirect(visit.site.url(f"/s/global-search/{quote(term, safe='')}")) if term else results(visit, "")


def results(visit: Visit, term: str) -> ResponseReturnValue:
    """What was found, by object."""
    word = term.replace("\0", "").strip()
    try:
        found = _found(visit, word)
        short = ""
    except SalesforceError as refusal:  # too short, or nothing but operators
        found, short = [], refusal.message
    return page(visit, "search", current="", searched=word, found=found, short=short)


def _found(visit: Visit, word: str) -> list[tuple[Tab, Grid]]:
    """The search engine says which records hold the words; each is read again as any list reads it."""
    if not word:
        return []
    condition = sosl.parse_lenient(word)
    tabs = {tab.sobject: tab for tab in visit.menu if visit.objects[tab.sobject]["searchable"]}
    if condition is None or not tabs:
        return []
    queries = tuple(sosl.query_of(name, ["Id"]) for name in tabs)
    ids: dict[str, list[str]] = {}
    for record in visit.session.find_words(sosl.Search(condition, "ALL", queries, _ROWS * len(tabs))).records:
        ids.setdefault(record["attributes"]["type"], []).append(record["Id"])
    return [(tab, _drawn(visit, tab, ids[name][:_ROWS])) for name, tab in tabs.items() if name in ids]


def _drawn(visit: Visit, tab: Tab, ids: list[str]) -> Grid:
    describe = visit.describe(tab.sobject)
    fields = columns(describe)[:_COLUMNS]
    where = f"Id IN ({', '.join(map(literal, ids))})"
    return grid(visit, describe, fields, rows(visit, describe, fields, where=where, limit=_ROWS), tab.label_plural)


PAGES = (
    Page("/s/global-search/", asked),
    Page("/s/global-search/<path:term>", results),
)
