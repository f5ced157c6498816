# mypy: ignore-errors
"""Each kind of page is to assistive technology what it was recorded as, in each flavour and on any target.

`pytest e2e/test_snapshots.py --record-pages` records anew; with `--target sandbox` a sandbox's pages are compared.
"""

import pytest
from playwright.sync_api import Error

from e2e.aria import difference, snapshot, stored_at
from e2e.tour import PORTAL, SETUP, Sights, Tour
from factories import Refused

pytestmark = pytest.mark.only_driver("browser")
OTHERS = [pytest.param(flavour, marks=pytest.mark.heavy) for flavour in ("lwr", "shadow")]


@pytest.fixture
def tour(driver, org):
    return Tour(org, driver, Sights.make(org))


def check(tour, stops, folder, record):
    """Compare the snapshots of these stops, or store them; a stop that cannot be reached differs."""
    differences = []
    for stop in stops:
        try:
            seen = snapshot(stop.reach(tour), tour.own_words)
        except (Refused, AssertionError, Error) as why:
            differences.append(f"{folder}/{stop.name} is not reached: {str(why).splitlines()[0]}")
            continue
        file = stored_at(folder, stop.name)
        if record:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(seen, encoding="utf-8")
        elif not file.exists():
            differences.append(f"{folder}/{stop.name} has no snapshot: --record-pages stores one")
        elif told := difference(file.read_text(encoding="utf-8"), seen, folder, stop.name):
            differences.append(told)
    assert not differences, f"{len(differences)} of {len(stops)} pages differ:\n" + "\n\n".join(differences)


@pytest.mark.parametrize("flavour", ["aura", *OTHERS])
def test_the_pages_of_the_portal_are_as_recorded(flavour, target, org, driver, request):
    asked = request.config.getoption("flavour")
    if asked and asked != flavour:
        pytest.skip(f"the run is --flavour {asked}")
    if target.flavours:
        target.look_like(flavour)
    elif flavour == "shadow":
        pytest.skip("no site of Salesforce looks so: the flavour is there to strain page objects")
    tour = Tour(org, driver, Sights.make(org))
    is_aura = "/s/" in tour.partner.page.url
    if not target.flavours and is_aura != (flavour == "aura"):
        pytest.skip(f"the site of this {target.name} is none of {flavour}")
    stops = [stop for stop in PORTAL if not stop.passing]
    check(tour, stops, flavour, request.config.getoption("record_pages"))


@pytest.mark.needs("setup-pages")
def test_the_pages_of_setup_that_scenarios_use_are_as_recorded(tour, request):
    stops = [stop for stop in SETUP if not stop.only_mock]
    check(tour, stops, "setup", request.config.getoption("record_pages"))
