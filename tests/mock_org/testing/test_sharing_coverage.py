"""The pytest options of sharing coverage, without a pytest of their own."""

import json
from types import SimpleNamespace

import pytest

from mock_org.testing.sharing_coverage import WORKER_OUTPUT, SharingCoverage, sharing_coverage

ENTRY = {"kind": "sharing rule", "name": "Lead.Pool", "words": "w", "file": "f"}


def config(**options):
    given = {"sharing_coverage": None, "sharing_coverage_data": None, "sharing_coverage_fail_under": None} | options
    return SimpleNamespace(getoption=lambda name, default=None: given.get(name, default))


def data(way):
    return {"entries": [ENTRY | {"ways": {"granted": {}, "refused": {}} | {way: {"alone": 1}}}]}


def collect(collector, url, way):
    with collector.collecting(url, lambda method, door: data(way) if method == "GET" else {"collecting": True}):
        pass


def test_nothing_is_collected_unless_an_option_asks_for_it(monkeypatch):
    assert sharing_coverage(config()) is None
    assert isinstance(sharing_coverage(config(sharing_coverage_fail_under=1.0)), SharingCoverage)
    monkeypatch.setenv("MOCK_ORG_SHARING_COVERAGE", "x.json")
    assert isinstance(sharing_coverage(config()), SharingCoverage)
    with pytest.raises(pytest.UsageError, match="ends in"):
        sharing_coverage(config(sharing_coverage="features"))


def test_what_workers_collected_is_put_together_with_the_own_and_too_little_fails_the_run(tmp_path):
    worker_config = config(sharing_coverage="")
    worker_config.workeroutput = {}
    worker = SharingCoverage(worker_config)
    collect(worker, "http://a", "granted")
    worker.pytest_sessionfinish(SimpleNamespace(exitstatus=0))
    page, kept = tmp_path / "new" / "c.html", tmp_path / "c.json"
    options = {"sharing_coverage": str(page), "sharing_coverage_data": str(kept), "sharing_coverage_fail_under": 51.0}
    controller, session = SharingCoverage(config(**options)), SimpleNamespace(exitstatus=0)
    controller.pytest_testnodedown(SimpleNamespace(workeroutput=worker_config.workeroutput))
    assert len(worker_config.workeroutput[WORKER_OUTPUT]) == 1
    controller.pytest_sessionfinish(session)
    assert session.exitstatus == 1
    assert json.loads(kept.read_text())["percent"] == 50.0
    collect(controller, "http://b", "refused")
    controller.pytest_sessionfinish(session := SimpleNamespace(exitstatus=0))
    assert session.exitstatus == 0
    assert "Lead.Pool" in page.read_text()
