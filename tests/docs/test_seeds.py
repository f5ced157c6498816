"""docs/reference/seeds.md: every statement has a scenario that exists, or a reason."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "seeds.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\d+)\.(\d+) \| (.+?) \| (.+) \|$", re.MULTILINE)
NAMED = re.compile(r"`(\w+)`: (.+?)(?=<br>|$)")
REASON = re.compile(r"\*\*(Not so|Not here|Later):\*\* (.+?)(?=<br>|$)")
ROWS = [(f"{text}.{number}", shown) for text, number, _, shown in ROW.findall(PAGE)]


@cache
def scenarios(feature: str) -> frozenset[str]:
    """The scenarios of a feature file; none of one that is not there."""
    file = ROOT / "features" / f"{feature}.feature"
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    return frozenset(re.findall(r"^\s*Scenario(?: Outline)?: (.+?)\s*$", text, re.MULTILINE))


def reasons(shown: str) -> Iterator[tuple[str, str]]:
    """Kind and text of each reason."""
    yield from REASON.findall(shown)


def test_the_statements_of_the_five_texts_are_numbered_one_after_the_other() -> None:
    expected: dict[str, int] = {}
    for each, _ in ROWS:
        text, number = each.split(".")
        assert int(number) == expected.get(text, 0) + 1, each
        expected[text] = int(number)
    assert list(expected) == ["1", "2", "3", "4", "5"]
    assert len(ROWS) == len(re.findall(r"^\| \d", PAGE, re.MULTILINE))


@pytest.mark.parametrize(("number", "shown"), ROWS, ids=[number for number, _ in ROWS])
def test_a_statement_has_scenarios_that_exist_or_a_reason(number: str, shown: str) -> None:
    named = NAMED.findall(shown)
    missing = [f"{feature}: {name}" for feature, name in named if name not in scenarios(feature)]
    assert missing == []
    assert named or list(reasons(shown)), "neither a scenario nor a reason"
    without = NAMED.sub("", REASON.sub("", shown)).replace("<br>", "").strip()
    assert without == "", f"neither scenario nor reason: {without}"


def test_a_reason_says_what_is_the_case_instead() -> None:
    for number, shown in ROWS:
        for kind, text in reasons(shown):
            said = NAMED.sub("", text)
            assert len(said) > 40, f"{number}: {said}"
            assert kind != "Later" or "today" in said.lower(), f"{number}: what is there today?"
            assert kind != "Not so" or "(" in said or "no source" in said or "help lists" in said, f"{number}: source?"
