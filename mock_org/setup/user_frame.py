"""Manage Users in Lightning: the pages of Classic about a user, in a frame (observed addresses; confidence B)."""

import re
from urllib.parse import quote, urlsplit

from flask import request
from flask.typing import ResponseReturnValue

from mock_org.setup.page import Page
from mock_org.setup.rendering import page, refused
from mock_org.setup.visit import Visit

PAGE = "/lightning/setup/ManageUsers/page"
EDITION = "Salesforce - Enterprise Edition"
_CLASSIC = re.compile(r"/005(?P<rest>[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?)?(?P<edit>/e)?")


def framed(classic: str) -> str:
    """The address of a page of Classic within Lightning."""
    parts = urlsplit(classic)
    query = f"{parts.query}&noredirect=1" if parts.query else "noredirect=1"
    return f"{PAGE}?address={quote(f'{parts.path}?{query}', safe='')}"


def title(user: dict[str, str] | None, *, edit: bool) -> str:
    """What the frame and the page in it are called."""
    if user is None:
        return f"New User ~ {EDITION}"
    return f"User{' Edit' if edit else ''}: {user['Name']} ~ {EDITION}"


def user_frame(visit: Visit) -> ResponseReturnValue:
    """The frame; what is no page about a user is not shown in it."""
    address = request.args.get("address", "")
    parts = urlsplit(address)
    found = None if parts.scheme or parts.netloc else _CLASSIC.fullmatch(parts.path)
    if found is None or parts.path == "/005":
        return refused(visit, "Page Not Found", "There is no such page of Manage Users.", 404)
    user = None
    if found["rest"]:
        user = visit.session.retrieve("User", f"005{found['rest']}", ["Id", "Name"])
    source = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return page(visit, "user_frame", source=source, title=title(user, edit=bool(found["edit"])))


PAGES = (Page(PAGE, "User", "A user, in a frame.", user_frame, (), in_menu=False),)
