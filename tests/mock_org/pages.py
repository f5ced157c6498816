"""A person who follows the links and finds the forms of the pages, and who fills in forms of others; not a test."""

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from mock_org import auth
from mock_org.setup import PAGES
from mock_org.web.guard import TOKEN_FIELD

# What ends the session or changes who one is; and the doors, which are no pages.
LEAVING = ("logout", "servlet.su", "frontdoor", "/_mock/")
# Log-ins and sessions: what a mere visit may write.
LOGS = ("LoginHistory", "AuthSession", "_sequence")
_ID = re.compile(r"\b[0-9a-zA-Z]{3}Mo[0-9]{7}[0-9A-Z]{3}[A-Z0-9]{0,3}\b|\d+")


@dataclass
class Form:
    """A form as it stands on a page: where it goes, and what it sends, button by button."""

    action: str
    method: str = "get"
    values: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def filled(self) -> list[dict[str, str]]:
        """What it sends by each of its buttons."""
        buttons = dict.fromkeys(self.buttons) or {("", ""): None}
        return [self.values | ({name: value} if name else {}) for name, value in buttons]


class _Reader(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__()
        self.url, self.links, self.forms, self._select = url, [], [], ""

    def handle_starttag(self, tag, attrs):
        has = {name: value or "" for name, value in attrs}
        name, value = has.get("name", ""), has.get("value", "")
        form = self.forms[-1] if self.forms else Form("")
        if tag in ("a", "iframe") and (has.get("href") or has.get("src")):
            self.links.append(urljoin(self.url, has.get("href") or has["src"]))
        elif tag == "form":
            self.forms.append(Form(urljoin(self.url, has.get("action") or self.url), has.get("method", "get").lower()))
        elif tag == "button" and "form" not in has:
            form.buttons.append((name, value))
        elif tag in ("input", "textarea") and name:
            form.values[name] = value or "on" if has.get("type") == "checkbox" else value
        elif tag == "select":
            self._select = name
        elif tag == "option" and ((value and not form.values.get(self._select)) or "selected" in has):
            form.values[self._select] = value


def crawl(client, start):
    """Pages that links lead to, by address, and the forms that send something; those of one shape only once."""
    waiting, pages, forms, shapes = list(start), {}, {}, set()
    while waiting:
        url = urldefrag(waiting.pop()).url
        shape = _ID.sub("#", url)
        if url in pages or any(word in url for word in LEAVING) or (shape in shapes and url not in start):
            continue
        shapes.add(shape)
        pages[url] = client.get(url, buffered=True)
        reader = _Reader(url)
        if pages[url].status_code in (301, 302, 303):
            reader.links.append(urljoin(url, pages[url].headers["Location"]))
        elif pages[url].mimetype == "text/html":
            reader.feed(pages[url].text)
        waiting += [link for link in reader.links if link.startswith("/") and not urlsplit(link).netloc]
        for form in reader.forms:
            if form.method == "post":
                forms.setdefault((_ID.sub("#", form.action), *map(_plain, form.values), *form.buttons[:1]), form)
    return pages, list(forms.values())


def forms_on(client, url):
    """The forms of one page that send something."""
    page, reader = client.get(url), _Reader(url)
    assert page.status_code == 200, url
    reader.feed(page.text)
    return [form for form in reader.forms if form.method == "post"]


def _plain(name):
    return _ID.sub("#", name)


def of_setup(partner):
    """Where an administrator begins: all pages of Setup, then those of a partner."""
    return [page.rule for page in PAGES if "<" not in page.rule] + [
        f"/lightning/r/Account/{partner.account_id}/view",
        f"/lightning/r/Contact/{partner.contact_id}/view",
        f"/{partner.user_id}",
    ]


def browser(world, user_id=None, *, site=False):
    """A browser in which somebody is logged in, or nobody; and the token that its forms bring."""
    client = world.app.test_client()
    if user_id is None:
        return client, {}
    network = world.org.system_session().find("Network")[0]["Id"] if site else None
    session_id = auth.issue(world.org, user_id, "Site" if site else "UI", network).session_id
    client.set_cookie("sid", session_id)
    return client, {TOKEN_FIELD: hmac.new(session_id.encode(), b"form", hashlib.sha256).hexdigest()}


def content(world):
    """Digests of all that the org holds, logs of log-ins aside; and its settings."""
    connection = world.org.database.raw
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables if name not in LOGS}
    held = {name: hashlib.sha256(repr(found).encode()).hexdigest() for name, found in rows.items() if found}
    return held | {"settings": world.org.settings.model_dump_json()}
