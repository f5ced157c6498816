"""/tabs, /theme and /appMenu: what a client draws its navigation of."""

from flask import Blueprint, Response

from mock_org.api.caller import base_url, session
from mock_org.api.errors import json_answer
from mock_org.api.versions import BELOW
from mock_org.errors import SalesforceError

bp = Blueprint("tabs", __name__)
# The items of the Salesforce mobile menu that need nothing that the org has not (REST API Developer Guide, "AppMenu").
_MOBILE = (
    ("Standard.Search", "Smart Search Items", "/search"),
    ("Standard.MyDay", "Today", "/myDay"),
    ("Standard.Tasks", "Tasks", "/tasks"),
    ("Standard.Events", "Events", "/events"),
)
APPS = ("Sales", "Service", "Partner Management")


@bp.get("/tabs")
def tabs() -> Response:
    """The tabs of the caller."""
    return json_answer(session().tabs())


@bp.get("/theme")
def theme() -> Response:
    """Icons and colours of the objects that have tabs."""
    return json_answer(session().theme())


@bp.get("/appMenu/AppSwitcher")
def app_switcher() -> Response:
    """The apps; portal users have none."""
    apps = [] if session().user.external else APPS
    home = f"{base_url()}/lightning/app/02u{{}}"
    return _menu([_item("Tabset", app, home.format(f"{place:012d}")) for place, app in enumerate(apps, 1)])


@bp.get("/appMenu/Salesforce1")
def mobile() -> Response:
    """The menu of the mobile app."""
    return _menu([_item(kind, label, url) for kind, label, url in _MOBILE])


@bp.get("/<any(appMenu, chatter, connect, process):room>")
def below(room: str) -> Response:
    """What lies below a resource that answers nothing itself."""
    here = f"/services/data/v{session().version}/{room}"
    return json_answer({name: f"{here}/{name}" for name in BELOW[room]})


@bp.get("/appMenu/<kind>")
def other_menu(kind: str) -> Response:
    """There are two menus."""
    raise SalesforceError("NOT_FOUND", "The requested resource does not exist")


def _menu(items: list[dict[str, object]]) -> Response:
    return json_answer({"appMenuItems": items})


def _item(kind: str, label: str, url: str) -> dict[str, object]:
    return {"colors": None, "content": None, "icons": None, "label": label, "type": kind, "url": url}
