import pytest

from features.visibility import Finding, look_at, parse_table, report

TABLE = [
    ["record", "Ann (Acme)", "Cy, channel manager"],
    ['lead "Initech"', "edit", "edit"],
    ['opportunity "Acme rollout"', "none", "edit"],
]


def test_a_table_is_read_cell_by_cell():
    cells = parse_table(TABLE)
    assert [(str(cell.noun), cell.column.name, cell.expected) for cell in cells] == [
        ('lead "Initech"', "Ann", "edit"),
        ('lead "Initech"', "Cy", "edit"),
        ('opportunity "Acme rollout"', "Ann", "none"),
        ('opportunity "Acme rollout"', "Cy", "edit"),
    ]
    assert [cell.column.company for cell in cells[:2]] == ["Acme", None]


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ([["who", "Ann (Acme)"], ['lead "x"', "edit"]], 'is headed "record"'),
        ([["record", "the partner"], ['lead "x"', "edit"]], '"the partner" names nobody'),
        ([["record", "Ann (Acme)"], ["Initech", "edit"]], '"Initech" names no record'),
        ([["record", "Ann (Acme)"], ['lead "x"', "write"]], '"write" is no access; it is one of none, read, edit'),
        ([["record", "Ann (Acme)"], ['lead "x"', ""]], '"" is no access'),
        ([["record", "Ann (Acme)"], ['lead "x"', "edit", "read"]], "argument"),
    ],
)
def test_a_table_that_says_nothing_is_refused(table, complaint):
    with pytest.raises(ValueError, match=complaint):
        parse_table(table)


def test_a_cell_holds_where_what_is_seen_is_what_was_expected():
    seen = {"Ann": "none", "Cy": "edit"}
    findings = list(look_at(parse_table(TABLE), lambda cell: seen[cell.column.name]))
    assert [str(finding.cell.noun) for finding in findings if not finding.holds] == ['lead "Initech"']


def test_what_leaks_does_not_hold_although_nothing_is_seen():
    [_, _, ann, _] = look_at(parse_table(TABLE), lambda cell: "none")
    assert ann.holds
    ann.spilt = ["the page holds it"]
    assert (ann.holds, ann.more, ann.shown) == (False, True, "none, but it leaks")


def test_every_cell_that_does_not_hold_is_in_one_message_with_the_reasons():
    wrong = list(look_at(parse_table(TABLE), lambda _cell: "read"))
    for finding in wrong:
        finding.because = [f"Read: a rule for {finding.cell.column.name}"]
    assert report(wrong, "browser").splitlines() == [
        "4 of the table's cells do not hold, looked at by browser:",
        "  | record                     | who                 | expected | seen |",
        '  | lead "Initech"             | Ann (Acme)          | edit     | read |',
        "      Read: a rule for Ann",
        '  | lead "Initech"             | Cy, channel manager | edit     | read |',
        "      Read: a rule for Cy",
        '  | opportunity "Acme rollout" | Ann (Acme)          | none     | read |',
        "      Read: a rule for Ann",
        '  | opportunity "Acme rollout" | Cy, channel manager | edit     | read |',
        "      Read: a rule for Cy",
    ]


def test_more_than_expected_is_told_from_less():
    ann, cy = parse_table([TABLE[0], ['lead "Initech"', "read", "none"]])
    assert [Finding(ann, seen).more for seen in ("none", "read", "edit")] == [False, False, True]
    assert Finding(cy, "read").more
