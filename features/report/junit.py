"""JUnit XML of pytest's own writer, in which a scenario has its feature as class and its own name as name."""

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from _pytest.junitxml import xml_key

EVIDENCE = "playwright_"


class TestCases:
    """The test cases of a run, one a test. config: of the run, whose JUnit writer may be absent."""

    __test__ = False

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._last: dict[str, Any] = {}

    def add(self, report: pytest.TestReport) -> None:
        """Take a report before the writer does. Of a test that is run again the last attempt is its test case.

        Servers take the first of several test cases of one name (GitLab Docs, Unit test reports).
        """
        xml = self._config.stash.get(xml_key, None)
        if xml is None:
            return
        case = xml.node_reporter(report)
        earlier = self._last.get(report.nodeid)
        if earlier is not None and earlier is not case:
            xml.node_reporters_ordered.remove(earlier)
        self._last[report.nodeid] = case
        scenario = getattr(report, "scenario", None)
        if scenario is not None:
            _name(case, scenario)
            _attach(case, report)

    def tell_of_run(self, head: Mapping[str, str]) -> None:
        """Say what the run was about: properties of the suite."""
        xml = self._config.stash.get(xml_key, None)
        if xml is not None:
            for name, value in head.items():
                xml.add_global_property(name, value)


def _name(case: Any, scenario: Mapping[str, Any]) -> None:
    """The way of record_xml_attribute, which a worker of pytest-xdist cannot go."""
    rule = scenario["rule"]
    case.add_attribute("classname", " / ".join([scenario["feature"]["name"], *([rule["name"]] if rule else [])]))
    ways = ", ".join(filter(None, [scenario["example"], scenario["driver"]]))
    case.add_attribute("name", f"{scenario['name']} [{ways}]" if ways else scenario["name"])


def _attach(case: Any, report: pytest.TestReport) -> None:
    """Screenshots and traces in the words that GitLab and Jenkins look for.

    In place of properties of the test case, which the schema of JUnit has not (GitLab Docs, Unit test reports; Jenkins,
    JUnit Attachments; confidence B).
    """
    files = [value for name, value in report.user_properties if name.startswith(EVIDENCE)]
    report.user_properties = [each for each in report.user_properties if not each[0].startswith(EVIDENCE)]
    if files:
        output = Element("system-out")
        output.text = "\n".join(f"[[ATTACHMENT|{file}]]" for file in files)
        case.append(output)
