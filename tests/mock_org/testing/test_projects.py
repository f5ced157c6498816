"""A run's mock org is made from the projects that pytest.ini names, and says what of them it has not understood."""

from pathlib import Path
from types import SimpleNamespace

from mock_org.testing.projects import Missed, note_missed, projects_of


def config(*projects):
    return SimpleNamespace(rootpath=Path("/qa"), getini=lambda _name: list(projects), stash={})


def said(missed):
    lines = []
    missed.pytest_terminal_summary(SimpleNamespace(write_line=lines.append))
    return lines


def report(*advices):
    return {"not_understood": [{"file": "a.xml", "element": "tab", "advice": each} for each in advices]}


def test_folders_are_looked_for_beside_pytest_ini_and_the_starter_org_by_its_name():
    assert projects_of(config()) == []
    assert projects_of(config("starter", "../salesforce")) == ["starter", "/qa/../salesforce"]


def test_what_was_not_understood_is_told_at_the_end():
    run = config()
    note_missed(run, report("no tabs here"))
    missed = Missed(run)
    missed.pytest_sessionfinish()
    assert said(missed) == [
        "Of the project's metadata, the mock org has not understood 1:",
        "  a.xml: tab: no tabs here",
    ]


def test_workers_tell_it_once_and_long_lists_are_cut():
    controller = Missed(config())
    for _ in range(2):
        worker = config()
        worker.workeroutput = {}
        note_missed(worker, report(*map(str, range(12))))
        Missed(worker).pytest_sessionfinish()
        controller.pytest_testnodedown(SimpleNamespace(workeroutput=worker.workeroutput))
    controller.pytest_sessionfinish()
    lines = said(controller)
    assert len(lines) == 12
    assert lines[-1] == "  and 2 more: GET /_mock/deploy-report tells all"


def test_nothing_is_said_where_everything_was_understood():
    missed = Missed(config())
    missed.pytest_sessionfinish()
    assert said(missed) == []
