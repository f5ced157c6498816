"""The pairs in cases/: a statement, then what it answers, or how it is refused.

A block is a statement and the lines of its answer; a blank line ends it; lines that begin with # are remarks.
    => {"Name": "P1"}       one record, without attributes (=> none: no record; => 3: COUNT() of three)
    !! MALFORMED_QUERY 34 unexpected token: 'BOGUS'     code, column (- for none), the message's last line (... any end)
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mock_org.errors import SalesforceError

CASES = Path(__file__).parent / "cases"


def blocks() -> Iterator[Any]:
    for file in sorted(CASES.glob("*.txt")):
        lines = file.read_text(encoding="utf-8").splitlines()
        text = "\n".join(line for line in lines if not line.startswith("#"))
        for number, block in enumerate(filter(None, (part.strip("\n") for part in text.split("\n\n")))):
            yield pytest.param(block, id=f"{file.stem}-{number}")


@pytest.mark.parametrize("block", list(blocks()))
def test_a_statement_answers_what_its_case_says(block, org, without_attributes):
    lines = block.split("\n")
    statement = "\n".join(line for line in lines if line[:2] not in ("=>", "!!"))
    expected = [line for line in lines if line[:2] in ("=>", "!!")]
    assert expected, "a case needs its answer"
    if expected[0].startswith("!!"):
        assert_refused(org, statement, *expected[0][3:].split(" ", 2))
        return
    answers = [line[3:] for line in expected]
    result = org.query(statement)
    if len(answers) == 1 and answers[0].isdigit():
        assert (result.total_size, result.records) == (int(answers[0]), [])
        return
    rows = [] if answers == ["none"] else [json.loads(answer) for answer in answers]
    assert without_attributes(result.records) == rows
    assert result.total_size == len(rows)


def assert_refused(org, statement, code, column, text):
    with pytest.raises(SalesforceError) as refused:
        org.query(statement)
    *shown, last = refused.value.message.split("\n")
    assert refused.value.code == code
    assert last.startswith(text.removesuffix("...")) if text.endswith("...") else last == text
    if column == "-":
        assert shown == []
    else:
        assert shown[-1].endswith(f":Column:{column}")
        assert len(shown[-2]) - 1 <= len(shown[-3])
    assert refused.value.fields is None
