"""The report in a browser, as it opens from disk."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from features.report.page import write
from features.report.results import Attempt, Results

SEEN = {"expected": "none", "holds": True, "because": []}


def scenario(name, driver, seen, steps=("passed",)):
    cell = {**SEEN, "way": driver, "seen": seen, "holds": seen == "none"}
    table = {"people": ["Bo (Globex)"], "rows": [{"record": 'lead "Initech"', "cells": {"Bo (Globex)": cell}}]}
    step = {"keyword": "Then", "name": "the visibility is", "line": 3, "table": [["record", "Bo (Globex)"]], "text": ""}
    ended = [{"status": status, "seconds": 0.5} for status in steps]
    return {
        "feature": {"name": "Leads", "uri": "features/leads.feature", "description": "", "tags": [], "line": 1},
        "rule": {"name": "Private", "description": "", "tags": []},
        "name": name,
        "line": len(name),
        "description": "",
        "tags": ["needs-clock"],
        "keyword": "Scenario",
        "example": "",
        "driver": driver,
        "steps": [step],
        "notes": {"steps": ended, "tables": [table], "made": [{"sobject": "Lead", "name": "Initech", "id": "00Q1"}]},
    }


@pytest.fixture
def report(tmp_path, page):
    attempts = [
        Attempt("a[api]", "passed", 0.5, scenario=scenario("Hidden", "api", "none")),
        Attempt("a[browser]", "failed", 1.5, "1 cell", scenario=scenario("Hidden", "browser", "read", ["failed"])),
        Attempt("b[api]", "skipped", 0.0, "needs a clock", scenario=scenario("Later", "api", "none", [])),
        Attempt("c", "failed", 0.1, "E   assert 0"),
    ]
    picture = tmp_path / "shot.png"
    page.set_content("<h1>Portal</h1>")
    page.screenshot(path=picture)
    attempts[1].evidence = [("screenshot", str(picture)), ("trace", str(tmp_path / "e2e" / "a trace.zip"))]
    results = Results()
    results._tests = {each.nodeid: [each] for each in attempts}
    write(results, tmp_path / "report.html", {"target": "mock", "seed": "7"})
    page.goto((tmp_path / "report.html").as_uri())
    return page


def test_the_page_tells_of_a_run_and_can_be_searched_without_a_server(report):
    wrong = report.get_by_role("cell", name="none expected")
    assert wrong.inner_text().split() == ["none", "expected", "api", "none", "browser", "read"]
    assert report.get_by_alt_text("The page at the end of the scenario").evaluate("image => image.naturalWidth") > 0
    assert report.get_by_role("link", name="trace").get_attribute("href") == "e2e/a%20trace.zip"
    assert report.get_by_text("1 needs a clock").is_visible()
    found = report.get_by_role("status")
    assert found.inner_text() == "2 of 2 scenarios"
    report.get_by_role("searchbox").fill("later")
    assert found.inner_text() == "1 of 2 scenarios"
    report.get_by_role("searchbox").fill("")
    report.get_by_role("checkbox", name="browser").uncheck()
    report.get_by_role("checkbox", name="skipped").uncheck()
    assert found.inner_text() == "1 of 2 scenarios"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_page(report, scheme):
    report.emulate_media(color_scheme=scheme)
    report.get_by_role("button", name="Open all").press("Enter")
    assert report.get_by_text("Data made: 1").first.is_visible()
    findings = Axe().run(report).response["violations"]
    assert [(finding["id"], finding["impact"]) for finding in findings] == []


def test_the_head_of_the_page_says_how_it_went_and_leads_to_what_failed(report):
    assert report.get_by_text("1 of 2 runs of scenarios failed. 1 skipped.").is_visible()
    failed = report.get_by_role("listitem").filter(has_text="1 cell").first
    assert "browser 1 cell" in " ".join(failed.inner_text().split())
    report.get_by_role("checkbox", name="failed").uncheck()
    report.get_by_role("searchbox").fill("nothing")
    failed.get_by_role("link").click()
    expect(report.get_by_text("Who sees what: Hidden")).to_be_visible()
    expect(report.get_by_role("row", name="Leads 1 1 1 2.00 s")).to_be_visible()
