"""The page about formulas names every function that there is, and no other."""

import re
from pathlib import Path

from mock_org.formula import FUNCTIONS, REFUSED

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "formulas.md"
SIGNS = {"NEGATIVE", "POSITIVE"}
WRITTEN_OTHERWISE = {"&&", "||", "==", "!=", "!"}


def listed(text):
    return set(re.findall(r"`([A-Z0-9]{2,}|[-+*/^&|=<>!]+)`", text))


def test_the_page_lists_the_table_of_functions():
    section = PAGE.read_text(encoding="utf-8").partition("## Functions")[2].partition("## Merge fields")[0]
    done, _, refused = section.partition("**Refused by name**")
    assert listed(done) - WRITTEN_OTHERWISE == set(FUNCTIONS) - SIGNS
    assert listed(refused) == set(REFUSED)
