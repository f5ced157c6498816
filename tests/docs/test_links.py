"""Every link of the documentation leads somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")


@pytest.mark.parametrize("file", [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")], ids=lambda file: file.name)
def test_every_link_leads_to_a_file(file):
    dead = [link for link in LINK.findall(file.read_text("utf-8")) if not (file.parent / link).exists()]
    assert dead == []
