"""Where the pages of a site are: below `/s` of an Aura site, right below the address of an LWR site (routes of
ebikes-lwc and of npm @salesforce/templates; confidence B).
"""

import re
from urllib.parse import urljoin

from playwright.sync_api import Page

# Log-in servlets and Classic pages, which lie beside the pages of either kind.
_SERVLET = re.compile(r"^/(?:secur|_ui|servlet)(?:/|$)")


def address_of(page: Page, site_url: str, path: str) -> str:
    """The address of a page of the site, by its path without `/s`.

    The address of the page that is open tells which kind of site it is; one that does not is left for the site's own.
    """
    below = _below(page.url, site_url)
    if below is None:
        below = _below(_led_to(page, site_url), site_url) or ""
    return f"{site_url}/s{path}" if re.match(r"/s(/|$)", below) else f"{site_url}{path}"


def _led_to(page: Page, site_url: str) -> str:
    """Where the site's own address leads: an Aura site redirects to `/s`; where nothing is said, its page tells."""
    answer = page.request.get(f"{site_url}/", max_redirects=0)
    place = urljoin(answer.url, answer.headers.get("location", ""))
    if re.match(r"/s(/|$)", _below(place, site_url) or ""):
        return place
    page.goto(f"{site_url}/")
    return page.url


def _below(url: str, site_url: str) -> str | None:
    below = re.sub(r"[?#].*", "", url.removeprefix(site_url))
    return below if url.startswith(f"{site_url}/") and not _SERVLET.match(below) else None
