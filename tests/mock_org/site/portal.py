"""Visitors of the starter org's portal: a browser without scripts, as Flask's test client."""

import html
import re
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

SITE = "/partners"
PASSWORD = "Correct-horse-1"
_HIDDEN = re.compile(r'<input type="hidden" name="(?P<name>[^"]*)" value="(?P<value>[^"]*)">')


@dataclass
class Visitor:
    """Somebody in front of a browser."""

    client: FlaskClient

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        return self.client.get(SITE + path, **kwargs)

    def submit(self, path: str, **fields: Any) -> TestResponse:
        """Open a form, fill it in, send it."""
        return self.client.post(SITE + path, data=hidden(self.get(path).text) | fields)

    def log_in(self, username: str, password: str = PASSWORD) -> TestResponse:
        return self.submit("/s/login/", username=username, pw=password)


def hidden(page: str) -> dict[str, str]:
    """The hidden inputs of a page."""
    return {found["name"]: html.unescape(found["value"]) for found in _HIDDEN.finditer(page)}


def text_of(page: str) -> str:
    """What a person reads on a page."""
    body = page.partition("<body")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


def heading_of(page: str) -> str:
    """The text of the h1, or of the paragraph that an Aura site's error page has in its place."""
    found = re.search(r'<(h1|p class="notice__title")[^>]*>(.*?)</', page, re.DOTALL)
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    text = heading[1] if heading else found[2] if found else ""
    return html.unescape(re.sub(r"<[^>]*>", "", text)).strip()


@dataclass
class Member:
    """A partner company whose user is at the portal."""

    partner: Any
    username: str
    visitor: Visitor


def partner_at_portal(world: Any, name: str) -> Member:
    """A partner company, and its user logged in at the portal."""
    partner = world.partner(name)
    answer = world.admin.call("POST", f"/sobjects/User/{partner.user_id}/password", json={"NewPassword": PASSWORD})
    assert answer.status_code == 204, answer.json
    username = f"{name.lower()}user@example.com"
    visitor = Visitor(world.app.test_client())
    assert visitor.log_in(username).status_code == 302
    return Member(partner, username, visitor)
