"""Editors complete every step, and take what the steps take."""

import ast
import json
import re
from pathlib import Path

from features.catalogue import known_steps
from features.editors import glue, snippets

ROOT = Path(__file__).parents[2]


def test_a_snippet_stops_at_each_blank():
    written = json.loads(snippets(known_steps()))
    snippet = written['Given a lead "company" owned by Cy']
    assert snippet["body"] == 'Given a lead "${1:company}" owned by ${2:Ann}'
    assert snippet["description"]
    assert len(written) == len({step.sentence for step in known_steps()})


def test_the_extension_finds_each_step_by_a_plain_string_that_takes_its_example():
    text = glue(known_steps())
    decorators = [node.decorator_list[0] for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    patterns = [decorator.args[0].value for decorator in decorators]
    assert "\\" not in text
    assert [pattern for pattern in patterns if (pattern[0], pattern[-1]) != ("/", "/")] == []
    missed = [
        step.sentence
        for step, pattern in zip(known_steps(), patterns, strict=True)
        if not re.fullmatch(pattern[1:-1], step.example)
    ]
    assert missed == []


def test_the_settings_of_the_editor_name_the_features_and_the_file_that_make_editor_writes():
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    [written] = re.findall(r"mock-org steps --glue (\S+) ", (ROOT / "Makefile").read_text(encoding="utf-8"))
    named = {file for pattern in settings["cucumber.features"] for file in ROOT.glob(pattern)}
    assert named == {*(ROOT / "features").rglob("*.feature")}
    assert settings["cucumber.glue"] == [written]
    assert written in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    wanted = json.loads((ROOT / ".vscode" / "extensions.json").read_text(encoding="utf-8"))["recommendations"]
    assert "CucumberOpen.cucumber-official" in wanted
