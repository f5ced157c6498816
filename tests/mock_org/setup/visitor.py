"""A browser in Setup without a browser: pages as their text, forms with the token that their page holds."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.mock_org.conftest import Caller, World


@dataclass
class Visitor:
    """Somebody who is logged in."""

    client: FlaskClient

    def open(self, path: str, **query: Any) -> TestResponse:
        return self.client.get(path, query_string=query or None)

    def read(self, path: str, **query: Any) -> str:
        return text_of(self.open(path, **query))

    def send(self, path: str, **form: Any) -> TestResponse:
        """Fill in the form of a page and send it."""
        found = re.search(r'type="hidden" name="(\w+)" value="(\w+)"', self.open(path).get_data(as_text=True))
        assert found is not None, f"{path} holds no form"
        return self.client.post(path, data={found[1]: found[2]} | form)

    def after(self, answer: TestResponse) -> str:
        """The text of the page that a form leads to."""
        assert answer.status_code == 303, text_of(answer)
        return self.read(answer.headers["Location"])


def visitor_of(world: World, caller: Caller) -> Visitor:
    client = world.app.test_client()
    client.set_cookie("sid", caller.session_id or "")
    return Visitor(client)


def text_of(answer: TestResponse) -> str:
    """What a page says, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))).split())
