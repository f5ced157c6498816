"""What a coverage report says: counts, what is missing, several runs put together."""

import pytest

from mock_org.audit.coverage_report import combined, coverage_report
from mock_org.audit.entries import Entry
from mock_org.errors import SetupError

RULE = Entry(
    "sharing rule", "Lead.Pool", "Lead with Pool__c = True to all partner users, Read", "x.xml", ("granted", "refused")
)
CLOSED = Entry(
    "object permission", "Partner: Lead.Delete", "profile Partner does not give Delete", "p.xml", ("refused",)
)
GRANTED = ("sharing rule", "Lead.Pool", "granted", "with others")


def test_each_way_of_an_entry_counts_and_what_nothing_exercised_is_named():
    report = coverage_report([RULE, CLOSED], {GRANTED: 2})
    assert (report.exercised, report.total, report.percent) == (1, 3, 33.3)
    assert "never refused: sharing rule Lead.Pool" in report.as_text()
    assert "never refused: object permission Partner: Lead.Delete" in report.as_text()
    assert report.lines[0].remark == "granted only what others granted as well"
    assert "Lead.Pool" in report.as_html()


def test_runs_are_put_together_entry_by_entry():
    parts = [
        coverage_report([RULE], {GRANTED: 2}).as_json(),
        coverage_report([RULE, CLOSED], {GRANTED: 1, ("sharing rule", "Lead.Pool", "refused", "user"): 1}).as_json(),
    ]
    report = combined(parts)
    assert report.lines[0].ways == {"granted": {"with others": 3}, "refused": {"user": 1}}
    assert (report.exercised, report.total) == (2, 3)


def test_what_is_no_coverage_data_is_refused():
    with pytest.raises(SetupError, match="no coverage data"):
        combined([{"entries": [{"kind": "x"}]}])
