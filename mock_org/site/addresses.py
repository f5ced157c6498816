"""Where the pages of a site are: below `/s` of an Aura site, right below the address of an LWR site.

trailheadapps/ebikes-lwc (routes of the Aura site) and the templates of npm @salesforce/templates (those of an LWR
site): confidence B.
"""

import re
from collections.abc import Callable, Sequence

from flask import Blueprint, abort
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter, Map, Rule

from mock_org.site.page import Page

AURA, AURA_LOG_IN = "/s/", "/s/login/"
# First parts of addresses that are no site's, beside those that the app knows when sites are added to it.
_TAKEN = ("s", "sfsites", "secur", "services", "servlet", "setup", "login", "_ui", "static")
_DEEPEST = 5
View = Callable[..., ResponseReturnValue]


def lwr_path(path: str) -> str:
    """The path of a page of an LWR site, from that of the same page of an Aura site."""
    if path.startswith(AURA_LOG_IN):
        return "/" + (path.removeprefix(AURA_LOG_IN) or "login")
    return "/" + path.removeprefix(AURA) if path.startswith(AURA) else path


def below_prefix(path: str) -> str:
    """What of a path comes after the address of the site."""
    return "/" + path.removesuffix("?").lstrip("/").partition("/")[2]


def add_lwr_pages(site: Blueprint, views: Sequence[tuple[Page, View]], methods: Sequence[str]) -> None:
    """Let the pages below `/s` answer at the addresses of LWR sites, too; the views say of which sites they are.

    An address is matched in two steps, so that no other room's address can be taken for a site's. Each depth has a rule
    of its own: one with a path at its end would come before rules that say more.
    """
    found = [(page, view) for page, view in views if page.rule.startswith(AURA) and page.rule != AURA]
    rules = Map([Rule(lwr_path(page.rule), endpoint=view) for page, view in found], strict_slashes=False)

    def answer(prefix: str, **below: str) -> ResponseReturnValue:
        try:
            page_view, parts = rules.bind("").match("/" + "/".join(below.values()))
        except HTTPException:
            abort(404)
        view: View = page_view
        return view(prefix=prefix, lwr=True, **parts)

    site.record_once(_know_prefixes)
    for depth in range(1, _DEEPEST + 1):
        below = "".join(f"/<part{number}>" for number in range(depth))
        site.add_url_rule(f"/<lwr:prefix>{below}", "lwr", answer, methods=methods, strict_slashes=False)


def _know_prefixes(state: BlueprintSetupState) -> None:
    """What can be a site's address: no first part of what the app answers otherwise."""
    firsts = (rule.rule.split("/")[1] for rule in state.app.url_map.iter_rules())
    taken = sorted({*_TAKEN, *(first for first in firsts if first and "<" not in first)})

    class Prefix(BaseConverter):
        part_isolating = True
        weight = 1000  # what any other rule says of an address comes first
        regex = f"(?!(?:{'|'.join(map(re.escape, taken))})$)[^/]+"

    state.app.url_map.converters["lwr"] = Prefix
