"""All features on one page, with what the last run says of them."""

import json
import re
from pathlib import Path

from click.testing import CliRunner

from features.living.__main__ import living, written
from features.living.book import Book, slug

FEATURES = Path(__file__).parents[3] / "features"


def test_every_scenario_is_on_the_page_and_every_step_of_it_leads_to_its_docstring():
    book = Book(FEATURES)
    lines = [line for chapter in book.chapters for story in chapter.all() for line in story.lines]
    assert [line.text for line in lines if line.known is None] == []
    page = written(book)
    anchors = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= anchors
    assert {story.anchor for chapter in book.chapters for story in chapter.all()} <= anchors
    assert len(lines) > 900


def test_results_of_a_run_stand_by_driver_the_worst_of_several_examples(tmp_path):
    [chapter] = [chapter for chapter in Book(FEATURES).chapters if chapter.name == "Who sees what"]
    story = chapter.rules[0].stories[0]
    file, _, line = story.place.rpartition(":")

    def element(driver, *ends):
        steps = [{"result": {"status": end}} for end in ends]
        return {"name": f"{story.name} ({driver})", "line": int(line), "steps": steps}

    elements = [
        element("api", "passed"),
        element("browser", "passed", "failed", "skipped"),
        element("browser", "passed"),
    ]
    results = tmp_path / "cucumber.json"
    results.write_text(json.dumps([{"uri": file, "elements": elements}]), encoding="utf-8")
    told = CliRunner().invoke(living, ["--results", str(results), "--output", str(tmp_path / "out" / "features.html")])
    assert told.exit_code == 0, told.output
    page = (tmp_path / "out" / "features.html").read_text(encoding="utf-8")
    shown = page[page.index(f'id="{slug(f"{chapter.name} {story.name}")}"') :].partition("</summary>")[0]
    assert re.findall(r'class="badge \w+">([^<]+)<', shown) == ["api passed", "browser failed"]


def test_without_a_run_the_page_says_so(tmp_path):
    told = CliRunner().invoke(living, ["--results", str(tmp_path / "none.json"), "--output", str(tmp_path / "f.html")])
    assert told.output == f"{tmp_path / 'f.html'}: written, without results of a run\n"
