"""What lies over the pages of a site: the banner that asks for cookies, the dialog before a session ends.

The banner is one that many sites have (OneTrust's, seen on public pages; confidence B), the dialog Salesforce's own of
Aura sites (LWR guide: LWR sites have none; its words: confidence C).
"""

from typing import Any

from flask import Blueprint, render_template, request
from markupsafe import Markup

from mock_org.org import Org

# The cookie by which the banner knows that somebody has answered.
ANSWERED = "OptanonAlertBoxClosed"
STATIC = "/resource/standin"


def create_beside(org: Org) -> Blueprint:
    """Scripts and styles of both, and the value `beside_page`, which the layout of sites shows."""
    beside = Blueprint("standin", __name__, template_folder="templates", static_folder="static", static_url_path=STATIC)
    beside.app_context_processor(lambda: {"beside_page": lambda site, visit: _beside(org, site, visit)})
    return beside


def _beside(org: Org, site: Any, visit: Any) -> Markup:
    """The markup for one page; site, visit: what the page knows of where it is and who sees it."""
    settings = org.settings.standin
    asks = settings.cookie_banner and ANSWERED not in request.cookies
    warns = visit is not None and not getattr(visit, "guest", False) and not site.lwr
    ends_in = org.settings.session_seconds if warns and settings.warn_seconds else 0
    warn_in = max(1, ends_in - settings.warn_seconds) if ends_in else 0
    text = render_template(
        "standin/beside.html", asks=asks, warn_in=warn_in, answered=ANSWERED, log_out=site.servlet("/secur/logout.jsp")
    )
    return Markup(text)
