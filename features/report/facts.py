"""What a feature file says of a scenario, as plain data that travels from a worker to the one who reports."""

from typing import Any

import pytest
from pytest_bdd.parser import Feature, Rule, Scenario, Step
from pytest_bdd.scenario import scenario_wrapper_template_registry

Facts = dict[str, Any]


def facts_of(item: pytest.Item) -> Facts | None:
    """The scenario behind a test, with its feature, its rule and its steps; None for a test that is no scenario."""
    function = getattr(item, "obj", None)
    template = scenario_wrapper_template_registry.get(function) if callable(function) else None
    if template is None:
        return None
    params = item.callspec.params if hasattr(item, "callspec") else {}
    scenario = template.render(params.get("_pytest_bdd_example", {}))
    return {
        "feature": _feature(scenario.feature),
        "rule": _rule(scenario.rule),
        **_named(scenario),
        "example": _example(params.get("_pytest_bdd_example", {})),
        "driver": str(params.get("driver_name", "")),
        "steps": [_step(step) for step in scenario.steps],
    }


def _feature(feature: Feature) -> Facts:
    return {
        **_named(feature),
        "uri": feature.rel_filename,
        "line": feature.line_number,
        "language": feature.language,
    }


def _rule(rule: Rule | None) -> Facts | None:
    return None if rule is None else {"name": rule.name, "description": rule.description, "tags": sorted(rule.tags)}


def _named(part: Feature | Scenario) -> Facts:
    return {
        "keyword": part.keyword,
        "name": part.name,
        "line": part.line_number,
        "description": part.description,
        "tags": sorted(part.tags),
    }


def _example(values: dict[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())


def _step(step: Step) -> Facts:
    return {
        "keyword": step.keyword,
        "name": step.name,
        "line": step.line_number,
        "table": step.datatable.raw() if step.datatable else [],
        "text": step.docstring or "",
    }
