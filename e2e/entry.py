"""How a partner user gets into the portal where the log-in is not what a scenario is about."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urljoin

from playwright.sync_api import BrowserContext, Page, expect

from e2e.landing import check_landing
from e2e.pages import HomePage, LoginPage
from factories import Refused

USER_ONLY = 0o600
FOLDER_OF_USER = 0o700


class Entry(Protocol):
    """A way in.

    leads_back: whether logging out leads to where an administrator came from, and not to the log-in page.
    """

    leads_back: bool

    def enter(self, page: Page, site_url: str, username: str, password: str) -> None:
        """Let the page's context be logged in. Raises Refused with the text of the refusal."""

    def forget(self, page: Page, site_url: str, username: str) -> None:
        """The user has logged out: the browser is left with nothing but what ended then."""


class FormEntry:
    """Sends what the log-in form sends, without drawing its page: the same log-in, and two pages less.

    The browser is on no page then, unless a log-in leads elsewhere than home, e.g. to the page for a new password.
    """

    leads_back = False

    def enter(self, page: Page, site_url: str, username: str, password: str) -> None:
        """Post the form, and go where it leads."""
        site = site_url.rstrip("/")
        form: dict[str, str | float | bool] = {"username": username, "pw": password}
        answer = page.context.request.post(f"{site}/login", form=form, max_redirects=0)
        target = answer.headers.get("location")
        if target is None:
            page.set_content(answer.text())
            refusal = LoginPage(page, site_url).refusal.or_(page.get_by_role("main")).first
            raise Refused(refusal.inner_text().strip())
        place = urljoin(answer.url, target)
        if place.rstrip("/").removesuffix("/s") != site.removesuffix("/s"):
            page.goto(place)

    def forget(self, page: Page, site_url: str, username: str) -> None:
        """Nothing is kept."""


class StoredEntry:
    """Follows a link that logs in, once; afterwards brings the session that came of it.

    Sessions outlive scenarios and runs: each log-in of a login-based licence is paid for. The link is followed in a
    context of its own, of which there is no trace; the browser is then on no page yet.
    Args:
        open_context: opens such a context. link: makes the link of a username, and may raise Refused.
        folder: where sessions are kept, for this worker alone; they are credentials.
    """

    leads_back = True

    def __init__(self, open_context: Callable[[], BrowserContext], link: Callable[[str], str], folder: Path) -> None:
        self._open_context = open_context
        self._link = link
        self._folder = folder

    def enter(self, page: Page, site_url: str, username: str, password: str) -> None:
        """Bring the kept session; make another where the site does not know it any more."""
        kept = self._file(site_url, username)
        if kept.exists() and self._arrived(page, site_url, json.loads(kept.read_text(encoding="utf-8"))):
            return
        page.context.clear_cookies()
        state = self._cross(site_url, username)
        self._keep(kept, state)
        page.context.add_cookies(state["cookies"])

    def forget(self, page: Page, site_url: str, username: str) -> None:
        """Throw the kept session away; the browser gets it back in place of the administrator's, who is there now."""
        kept = self._file(site_url, username)
        page.context.clear_cookies()
        if kept.exists():
            page.context.add_cookies(json.loads(kept.read_text(encoding="utf-8"))["cookies"])
            kept.unlink()

    def _cross(self, site_url: str, username: str) -> Any:
        context = self._open_context()
        try:
            page = context.new_page()
            page.goto(self._link(username))
            home = HomePage(page, site_url)
            try:
                expect(home.menu.or_(page.get_by_role("main")).first).to_be_visible()
            finally:
                check_landing(page, username)  # only now: scripts lead on, too
            if not home.menu.is_visible():
                raise Refused(page.get_by_role("main").inner_text().strip())
            return context.storage_state()
        finally:
            context.close()

    def _arrived(self, page: Page, site_url: str, state: Any) -> bool:
        """Whether the portal's home page opens; the log-in page means that the session has ended."""
        home, login = HomePage(page, site_url), LoginPage(page, site_url)
        page.context.add_cookies(state["cookies"])
        home.open()
        expect(home.menu.or_(login.button).first).to_be_visible()
        return home.menu.is_visible()

    def _file(self, site_url: str, username: str) -> Path:
        name = hashlib.sha256(f"{site_url} {username.lower()}".encode()).hexdigest()[:32]
        return self._folder / f"{name}.json"

    def _keep(self, file: Path, state: Any) -> None:
        """For nobody else's eyes from the first byte on."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_OF_USER)
        file.unlink(missing_ok=True)
        file.touch(mode=USER_ONLY, exist_ok=False)
        file.write_text(json.dumps(state), encoding="utf-8")
