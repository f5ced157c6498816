"""A shorter run leaves out browser scenarios, and nothing else; a flavour is chosen where there is one to choose."""

from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from pytest_bdd.scenario import scenario_wrapper_template_registry

from factories.transport import http_session
from features.selection import check_flavour, some_in_browser
from features.targets import MockTarget, SandboxTarget, TargetError


class Item:
    """What pytest collects of a scenario."""

    def __init__(self, obj, driver, tag=None):
        self.obj, self.tag = obj, tag
        self.callspec = SimpleNamespace(params={"driver_name": driver})

    def get_closest_marker(self, name):
        return self.tag


def scenario(rule, line):
    def wrapper():
        pass

    feature = SimpleNamespace(filename="a.feature")
    found = SimpleNamespace(feature=feature, rule=rule and SimpleNamespace(name=rule), line_number=line)
    scenario_wrapper_template_registry[wrapper] = found
    return wrapper


def test_of_each_rule_the_first_scenario_alone_runs_by_browser():
    scenarios = [scenario("one", 1), scenario("one", 2), scenario("one", 3), scenario("two", 4), scenario(None, 5)]
    by_api = [Item(each, "api") for each in scenarios]
    by_browser = [Item(each, "browser") for each in scenarios]
    kept = some_in_browser([*by_api, *by_browser])
    assert kept == {*by_api, by_browser[0], by_browser[3], by_browser[4]}


def test_what_is_no_scenario_or_for_browsers_alone_stays():
    first, second, third = scenario("one", 1), scenario("one", 2), scenario("one", 3)
    page = Item(None, "browser")
    items = [Item(first, "browser"), Item(second, "browser", tag="browser"), Item(third, "browser"), page]
    assert some_in_browser(items) == {items[0], items[1], page}


def test_a_mock_takes_every_flavour_and_a_sandbox_none():
    for flavour in (None, "aura", "lwr", "shadow"):
        check_flavour(flavour, MockTarget)
    check_flavour(None, SandboxTarget)
    with pytest.raises(pytest.UsageError, match="--flavour lwr: the portal of a sandbox looks as it does"):
        check_flavour("lwr", SandboxTarget)
    with pytest.raises(TargetError, match="cannot be made lwr"):
        SandboxTarget.look_like(object(), "lwr")


@pytest.mark.parametrize(("flavour", "path"), [("aura", "/partners/s/login/"), ("lwr", "/partners/login")])
def test_the_portal_of_a_mock_has_the_addresses_of_its_flavour(mock_org, flavour, path):
    MockTarget(mock_org.ready).look_like(flavour)
    assert mock_org.control("GET", "settings")["site_template"] == MockTarget.flavours[flavour]
    with http_session(mock_org.url) as browser:
        assert urlsplit(browser.get(f"{mock_org.url}/partners/").url).path == path
