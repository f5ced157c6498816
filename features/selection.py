"""What a run is made of: a flavour that the target has, and fewer scenarios where less is asked for."""

from collections.abc import Sequence
from typing import Any

import pytest
from pytest_bdd.scenario import scenario_wrapper_template_registry

from features.targets import Target


def check_flavour(flavour: str | None, target: type[Target]) -> None:
    """Refuse a flavour on a target that has none to choose from. Raises UsageError."""
    if flavour and flavour not in target.flavours:
        raise pytest.UsageError(
            f"--flavour {flavour}: the portal of a {target.name} looks as it does; leave the option out"
        )


def some_in_browser(items: Sequence[pytest.Item]) -> set[pytest.Item]:
    """Everything, but of a rule the first scenario alone by browser, where they run by the API as well."""
    rules: dict[tuple[str, str], set[int]] = {}
    for item in filter(_has_both_ways, items):
        feature, rule, line = _place(item)
        rules.setdefault((feature, rule), set()).add(line)
    left_out = {(feature, line) for (feature, _), lines in rules.items() for line in sorted(lines)[1:]}
    return {item for item in items if not (_has_both_ways(item) and _place(item)[::2] in left_out)}


def in_browser(item: pytest.Item) -> bool:
    """Whether this is a scenario, and acted in a browser."""
    way = getattr(item, "callspec", None)
    return way is not None and way.params.get("driver_name") == "browser" and _scenario(item) is not None


def _has_both_ways(item: pytest.Item) -> bool:
    """Whether this is a scenario in a browser that no tag binds to it."""
    return in_browser(item) and item.get_closest_marker("only_driver") is None


def _place(item: pytest.Item) -> tuple[str, str, int]:
    """Feature file, rule and line of an item's scenario."""
    scenario = _scenario(item)
    rule = getattr(scenario.rule, "name", "") or ""
    return str(scenario.feature.filename), str(rule), int(scenario.line_number)


def _scenario(item: pytest.Item) -> Any:
    function = getattr(item, "obj", None)
    return scenario_wrapper_template_registry.get(function) if callable(function) else None
