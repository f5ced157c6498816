"""Snapshots of pages: what is the org's own is taken out, what differs is shown."""

import pytest

from e2e.aria import difference, normalised

OWN = {"Initech 4f2a-7": "<company>", "/partners": "<site>"}


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ('- link "Initech 4f2a-7":', '- link "<company>":'),
        ("- /url: /partners/s/detail/00QMo0000000001IAA", "- /url: <site>/s/detail/<id>"),
        ("- /url: https://acme--uat.sandbox.my.site.com/x?sid=1", "- /url: <host>/x?…"),
        ("- status: 3 items • Sorted by Name", "- status: <n> items • Sorted by Name"),
        ("- definition: 1/15/2026, 1:00 AM", "- definition: <date>"),
        ("- time: Jan 15, 2026 at 1:00 PM", "- time: <date>"),
        ("- cell: 2026-01-15", "- cell: <date>"),
        ("- text: 5 minutes ago", "- text: <time> ago"),
        ("- cell: ann.lee@example.com", "- cell: <email>"),
        ('- heading "Leads" [level=1]', '- heading "Leads" [level=1]'),
        ("- text: Opportunities", "- text: Opportunities"),
    ],
)
def test_what_differs_from_org_to_org_is_taken_out(line, kept):
    assert normalised(line, OWN) == f"{kept}\n"


def test_rows_that_are_alike_are_kept_once():
    rows = ['- row "1 Open":', '  - cell "1"', '  - cell "Open"', '- row "2 Open":', '  - cell "2"', '  - cell "Open"']
    assert normalised("\n".join(rows), {}).splitlines() == ['- row "<n> Open":', '  - cell "<n>"', '  - cell "Open"']
    other = [*rows[:3], '- row "3 Closed":']
    assert normalised("\n".join(other), {}).splitlines()[-1] == '- row "<n> Closed":'


def test_a_difference_reads_as_lines_taken_and_given():
    told = difference('- main:\n  - button "New"\n', '- main:\n  - button "Create"\n', "lwr", "list")
    assert told.splitlines()[:2] == ["--- lwr/list as recorded", "+++ as it is"]
    assert '-  - button "New"' in told
    assert '+  - button "Create"' in told
    assert difference("- main\n", "- main\n", "lwr", "list") == ""
