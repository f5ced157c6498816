"""A shorter run leaves out browser scenarios, and nothing else."""

from types import SimpleNamespace

from pytest_bdd.scenario import scenario_wrapper_template_registry

from features.selection import some_in_browser


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
