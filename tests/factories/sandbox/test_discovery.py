"""Site, profile and API version are asked of the org, and where there are several, somebody has to choose."""

import json
from types import SimpleNamespace

import pytest

from factories.record import Record
from factories.sandbox.connecting import enter
from factories.sandbox.discovery import NotFound, Site, newest_version, sites, the_profile, the_site


class Http:
    """Answers one thing."""

    def __init__(self, status, text):
        self._answer = SimpleNamespace(ok=status == 200, status_code=status, json=lambda: json.loads(text))

    def get(self, _url):
        return self._answer


def versions(*names):
    return Http(200, json.dumps([{"version": name} for name in names]))


def test_the_newest_version_that_both_sides_know_is_taken():
    assert newest_version(versions("9.0", "61.0", "66.0", "67.0", "99.0"), "https://x") == "67.0"
    assert newest_version(versions("61.0", "64.0"), "https://x") == "64.0"


@pytest.mark.parametrize(
    ("http", "why"),
    [
        (versions("31.0", "59.0"), "knows the API versions 31.0 to 59.0"),
        (Http(200, "<html>"), "no list of API versions"),
        (Http(404, "[]"), "answers 404"),
        (Http(200, '{"a": 1}'), "no list of API versions"),
    ],
)
def test_what_is_no_org_or_too_old_is_told(http, why):
    with pytest.raises(NotFound, match=why):
        newest_version(http, "https://x")


def site(name, status="Live", prefix="partners"):
    return Site(f"0DB{name}", name, status, f"https://acme.my.site.com/{prefix}", "", prefix)


PARTNERS, OTHERS, OFF = site("Partners"), site("Others", prefix="others"), site("Old", "DownForMaintenance", "old")


@pytest.mark.parametrize(
    "wanted",
    ["Partners", "partners", "https://acme.my.site.com/partners", "https://acme.my.site.com/partners/s/",
     "https://acme.my.site.com/partners/s/login", "https://ACME.my.site.com/partners/login"],
)  # fmt: skip
def test_a_site_is_chosen_by_name_prefix_or_any_of_its_addresses(wanted):
    assert the_site([PARTNERS, OTHERS], wanted) is PARTNERS


def test_without_a_choice_the_only_live_site_is_taken():
    assert the_site([OFF, PARTNERS], None) is PARTNERS


@pytest.mark.parametrize(
    ("found", "wanted", "why"),
    [
        ([PARTNERS, OTHERS], None, "several sites are live, and MOCK_ORG_SANDBOX_SITE has to choose"),
        ([PARTNERS], "Customers", r"no site of the name or address 'Customers'; there are \"Partners\""),
        ([OFF], None, "no site is live"),
        ([], None, "there are none"),
    ],
)
def test_a_site_that_is_not_clear_is_asked_for(found, wanted, why):
    with pytest.raises(NotFound, match=why):
        the_site(found, wanted)


def profile(name):
    return Record("Profile", {"Id": f"00e{name}", "Name": name, "UserLicense": {"Name": "Partner Community"}})


STANDARD, GOLD, SILVER = profile("Partner Community User"), profile("Gold"), profile("Silver")


def test_the_clone_that_is_a_member_is_taken():
    assert the_profile([GOLD, STANDARD, SILVER], {SILVER.Id, STANDARD.Id}, None) is SILVER
    assert the_profile([GOLD, STANDARD], set(), None) is GOLD
    assert the_profile([GOLD, SILVER], {SILVER.Id}, "gold") is GOLD


@pytest.mark.parametrize(
    ("found", "members", "wanted", "why"),
    [
        ([STANDARD], {STANDARD.Id}, None, "there is no clone of a partner profile: Setup > Profiles"),
        ([GOLD, SILVER], {GOLD.Id, SILVER.Id}, None, "MOCK_ORG_SANDBOX_PROFILE has to choose"),
        ([GOLD], set(), "Bronze", 'clones are: "Gold"'),
    ],
)
def test_a_profile_that_is_not_clear_is_asked_for(found, members, wanted, why):
    with pytest.raises(NotFound, match=why):
        the_profile(found, members, wanted)


def test_a_site_is_where_connect_says(sandbox, settings_of):
    org = enter(settings_of(sandbox)).client()

    [found] = [each for each in sites(org) if each.live]

    assert (found.name, found.url, found.token_base) == ("Partner Central", *[f"{sandbox.url}/partners"] * 2)
    org.close()
