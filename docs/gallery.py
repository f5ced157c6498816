"""Takes a picture of every kind of page, and writes the gallery docs/reference/pages.md."""

import base64
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests
from playwright.sync_api import Browser, Page

from docs.moments import MOMENTS, Visit
from e2e.driver import BrowserDriver
from e2e.tour import PORTAL, SETUP, Sights, Stop, Tour, menu_of_setup
from factories import OrgClient
from features.targets import MockTarget

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "images" / "pages"
GALLERY = ROOT / "docs" / "reference" / "pages.md"
WINDOW = {"width": 1000, "height": 700}
HIGHEST = 1600
QUALITY = 55
NOW = "2026-01-15T09:00:00Z"
FLAVOURS = {"aura": "Aura", "lwr": "LWR", "shadow": "nested shadow roots"}
REPORTS = {
    "matrix": ("Who sees what", "matrix?format=html"),
    "leaks": ("The search for leaks", "leaks?format=html"),
    "reviews": ("Access reviews", "reviews?format=html"),
}
STILL = """() => {
  const still = new CSSStyleSheet();
  still.replaceSync('* { caret-color: transparent !important; animation: none; transition: none }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
}"""

# The session of the ready file began when the org did, by the machine's clock: its time is written as the frozen one.
AS_FROZEN = """days => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode())
    if (days.some(day => walker.currentNode.data.includes(day + ', ')))
      walker.currentNode.data =
        walker.currentNode.data.replace(/\\d+\\/\\d+\\/\\d{4}, \\d+:\\d+ [AP]M/, '1/15/2026, 1:00 AM');
}"""


@dataclass(frozen=True)
class Picture:
    """A picture of the gallery. name: of the file, without its end. caption: what it shows."""

    name: str
    caption: str


class Photographer:
    """Walks through a running mock org with a browser. ready: what its ready file says."""

    def __init__(self, browser: Browser, ready: dict[str, Any]) -> None:
        self._browser, self._ready = browser, ready
        self._target = MockTarget(ready)

    def portal(self, flavour: str) -> list[Picture]:
        """The pages of the portal in a flavour."""
        self.begin()
        self._target.look_like(flavour)
        return [*self._walk(f"{flavour}-", lambda tour: PORTAL), *self._moments(flavour)]

    def setup(self) -> list[Picture]:
        """The pages of Setup."""
        self.begin()
        return list(self._walk("setup-", lambda tour: (*menu_of_setup(tour), *SETUP)))

    def _moments(self, flavour: str) -> Iterator[Picture]:
        """What the org must be brought to, each beginning anew."""
        for moment in MOMENTS:
            self.begin()
            self._target.look_like(flavour)
            org = self._administrator()
            visit = Visit(Tour(org, self._act, Sights.make(org)), self._target, self._act)
            take(moment.reach(visit), PICTURES / f"{flavour}-{moment.name}.webp")
            yield Picture(f"{flavour}-{moment.name}", moment.caption)
            org.close()

    def reports(self) -> Iterator[Picture]:
        """The pages that commands and control doors write, of the org as it is now."""
        for name, (caption, door) in REPORTS.items():
            page = self._page()
            page.goto(f"{self._ready['control_url']}/{door}")
            take(page, PICTURES / f"report-{name}.webp")
            page.context.close()
            yield Picture(f"report-{name}", caption)

    def begin(self) -> None:
        """The same org at the same time, whatever was before."""
        self._control("POST", "reset")
        self._control("PUT", "clock", {"now": NOW, "frozen": True})

    def _control(self, method: str, door: str, body: dict[str, Any] | None = None) -> None:
        answer = requests.request(method, f"{self._ready['control_url']}/{door}", json=body, timeout=60)
        answer.raise_for_status()

    def _walk(self, prefix: str, stops_of: Callable[[Tour], Sequence[Stop]]) -> Iterator[Picture]:
        org = self._administrator()
        tour = Tour(org, self._act, Sights.make(org))
        for stop in stops_of(tour):
            page = stop.reach(tour).page
            take(page, PICTURES / f"{prefix}{stop.name}.webp")
            yield Picture(f"{prefix}{stop.name}", stop.caption)
        org.close()

    def _administrator(self) -> OrgClient:
        """The administrator by a session of the frozen time; the one of the ready file began when the org did."""
        first, who = self._target.administrator(seed=6), self._ready["admin"]
        org = first.log_in(who["username"], who["password"])
        first.log_out()
        self._control("POST", "clock/advance", {"minutes": 1})  # sessions of one instant are in no order
        return org

    def _act(self, username: str) -> BrowserDriver:
        return BrowserDriver(self._page(), self._ready["site_url"], username)

    def _page(self) -> Page:
        context = self._browser.new_context(viewport=WINDOW, reduced_motion="reduce")  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        return context.new_page()


def take(page: Page, file: Path) -> None:
    """Take the page's picture, as high as it is up to a limit; two of the same page are the same to the byte."""
    page.evaluate(STILL)
    days = [datetime.now(UTC).date() + timedelta(days=more) for more in (-1, 0, 1)]
    page.evaluate(AS_FROZEN, [f"{day.month}/{day.day}/{day.year}" for day in days])
    window = page.viewport_size or WINDOW
    width, height = window["width"], min(int(page.evaluate("document.documentElement.scrollHeight")), HIGHEST)
    if page.locator(".dialog-backdrop").count():  # which covers the window, and no more
        height = window["height"]
    taken = page.context.new_cdp_session(page).send(
        "Page.captureScreenshot",
        {
            "format": "webp",
            "quality": QUALITY,
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": width, "height": height, "scale": 1},
        },
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(base64.b64decode(taken["data"]))


def write_gallery(portal: dict[str, list[Picture]], setup: list[Picture], reports: list[Picture]) -> None:
    """Write the page that shows them all."""
    lines = ["# Pages", "", "Written by `make screenshots`, which takes the pictures again; do not edit.", ""]
    lines += ["## The portal", "", "| |" + "".join(f" {title} |" for title in FLAVOURS.values())]
    lines += ["|---|" + "---|" * len(FLAVOURS)]
    for row in zip(*(portal[flavour] for flavour in FLAVOURS), strict=True):
        lines.append(f"| {row[0].caption} |" + "".join(f" {_image(each, 260)} |" for each in row))
    for title, pictures in (("Setup", setup), ("Reports", reports)):
        lines += ["", f"## {title}", ""]
        for picture in pictures:
            lines += [f"### {picture.caption}", "", _image(picture, 640), ""]
    GALLERY.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def forget_others(kept: Iterable[Picture]) -> None:
    """Remove pictures of pages that there are no more."""
    names = {picture.name for picture in kept}
    for file in PICTURES.glob("*.webp"):
        if file.stem not in names:
            file.unlink()


def _image(picture: Picture, width: int) -> str:
    place = f"../images/pages/{picture.name}.webp"
    return f'<a href="{place}"><img src="{place}" alt="{picture.caption}" width="{width}"></a>'
