"""What a site's own look adds to its pages: a style sheet with its colours, and its logo.

Where a colour would hide the text on it, the text takes another, so that every page can be read.
"""

from collections.abc import Mapping

from flask import abort, make_response
from flask.wrappers import Response

from mock_org.org.colors import BLACK, WHITE, darkened, mixed, readable_on
from mock_org.site.page import Page
from mock_org.site.visit import Arrival

STYLES, LOGO = "/sfsites/branding.css", "/sfsites/logo"
_INK = "#16213a"


def styles(arrival: Arrival) -> Response:
    """The style sheet of the site's colours."""
    found = properties(arrival.site.look.colors)
    rules = "".join(f"  --{name}: {value};\n" for name, value in found.items())
    response = make_response(f":root {{\n{rules}}}\n")
    response.content_type = "text/css; charset=utf-8"
    return response


def logo(arrival: Arrival) -> Response:
    """The site's logo."""
    look = arrival.site.look
    if not look.logo:
        abort(404)
    response = make_response(look.logo_bytes)
    response.content_type = look.logo_type
    return response


def properties(colors: Mapping[str, str]) -> dict[str, str]:
    """The custom properties of site.css that these colours of a NetworkBranding change."""
    found: dict[str, str] = {}
    if header := colors.get("zeronaryColor"):
        ink = readable_on(header, colors.get("zeronaryComplementColor") or WHITE)
        found |= {"header": header, "header-ink": ink, "header-soft": ink, "header-line": mixed(ink, header, 0.35)}
        found |= {"header-hover": header, "active": ink}
    if ground := colors.get("quaternaryColor"):
        found |= {"ground": ground, "ground-ink": readable_on(ground, _INK)}
    if brand := colors.get("primaryColor"):
        link = darkened(brand)
        found |= {"brand": brand, "brand-ink": readable_on(brand, WHITE, _INK), "brand-dark": mixed(link, BLACK, 0.75)}
        found |= {"brand-hover": brand, "link": link, "brand-tint": mixed(brand, WHITE, 0.08)}
        found |= {"mark": brand, "mark-ink": readable_on(brand, WHITE, _INK), "login-brand": brand}
        found |= {"login-ink": readable_on(brand, WHITE, _INK)}
    if button := colors.get("loginPrimaryColor"):
        found |= {"login-brand": button, "login-ink": readable_on(button, WHITE, _INK)}
    if back := colors.get("loginQuaternaryColor"):
        found |= {"login-ground": back}
    return found


PAGES = (Page(STYLES, styles, guests=True, plain=True), Page(LOGO, logo, guests=True, plain=True))
