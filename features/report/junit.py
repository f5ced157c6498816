"""JUnit XML of pytest's own writer, in which a scenario has its feature as class and its own name as name."""

import pytest
from _pytest.junitxml import xml_key


def name_test(config: pytest.Config, report: pytest.TestReport) -> None:
    """Name a scenario's test case as the feature file does; what is no scenario keeps pytest's name.

    The way of record_xml_attribute, which a worker of pytest-xdist cannot go.
    """
    xml = config.stash.get(xml_key, None)
    scenario = getattr(report, "scenario", None)
    if xml is None or scenario is None:
        return
    case = xml.node_reporter(report)
    rule = scenario["rule"]
    case.add_attribute("classname", " / ".join([scenario["feature"]["name"], *([rule["name"]] if rule else [])]))
    ways = ", ".join(filter(None, [scenario["example"], scenario["driver"]]))
    case.add_attribute("name", f"{scenario['name']} [{ways}]" if ways else scenario["name"])
