"""Branding of a site: name, colours, logo; and whether text can be read on the colours."""

from typing import Any

from flask import request

from mock_org.org.branding import COLORS, SiteLook
from mock_org.org.colors import ENOUGH, WHITE, contrast, parse_color, readable_on
from mock_org.setup.visit import Visit

Values = dict[str, Any]
_INK = "#16213a"


def shown(visit: Visit, site: Values) -> Values:
    """The look of the site, and what is typed where a form was refused."""
    look = visit.org.system_session().site_look(site)
    typed = {name: request.form.get(name, look.colors.get(name, "")) for name in COLORS}
    return {"look": look, "labels": COLORS, "colors": typed, "contrasts": _contrasts(look)}


def change(visit: Visit, site: Values) -> str:
    """Save it."""
    colors = {name: request.form.get(name, "") for name in COLORS}
    upload = request.files.get("logo")
    logo = upload.read() if upload and upload.filename else None
    name = request.form.get("Name", "")
    visit.session.brand_site(site["Id"], name, colors, logo, no_logo="no_logo" in request.form)
    return "The branding was saved."


def _contrasts(look: SiteLook) -> list[tuple[str, str, str, str]]:
    """Where text stands on a colour: its ratio, and what becomes of text that could not be read."""
    wanted = {"zeronaryColor": look.colors.get("zeronaryComplementColor", WHITE), "quaternaryColor": _INK}
    rows = []
    for name in ("zeronaryColor", "quaternaryColor", "primaryColor", "loginPrimaryColor"):
        ground = parse_color(look.colors.get(name, ""))
        if ground is None:
            continue
        text = wanted.get(name, WHITE)
        ratio = contrast(text, ground)
        used = readable_on(ground, text)
        word = "can be read" if ratio >= ENOUGH else f"too little: the pages use {used}"
        rows.append((COLORS[name], f"{text} on {ground}", f"{ratio:.1f} : 1", word))
    return rows
