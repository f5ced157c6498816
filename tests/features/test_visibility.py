import pytest

from features.visibility import compare, parse_table, report, sees_more
from features.words import Noun

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


def test_only_cells_that_do_not_hold_are_explained():
    explained = []
    seen = {"Ann": "none", "Cy": "edit"}
    wrong = compare(
        parse_table(TABLE), lambda cell: seen[cell.column.name], lambda cell, _seen: explained.append(cell) or []
    )
    assert [finding.cell.noun for finding in wrong] == [Noun("lead", "Initech")]
    assert len(explained) == 1


def test_every_cell_that_does_not_hold_is_in_one_message_with_the_reasons():
    wrong = compare(
        parse_table(TABLE), lambda _cell: "read", lambda cell, _seen: [f"Read: a rule for {cell.column.name}"]
    )
    assert report(wrong).splitlines() == [
        "4 of the table's cells do not hold:",
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
    assert [sees_more(ann, seen) for seen in ("none", "read", "edit")] == [False, False, True]
    assert sees_more(cy, "read")
