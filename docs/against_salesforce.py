"""What the mock org has of what Salesforce has, asked of the code's own tables."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from flask import Flask

from mock_org.soql.features import FEATURES as SOQL
from mock_org.sosl.features import FEATURES as SOSL

ROOT = Path(__file__).parent.parent
KNOWN = tomllib.loads((Path(__file__).parent / "salesforce.toml").read_text(encoding="utf-8"))
DATA = "/services/data/v{}"
CODE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|INVALIDJOB")
BY_NAME = ("NOT_IMPLEMENTED", "FUNCTIONALITY_NOT_ENABLED")
DONE, REFUSED = "done", "refused"

Row = tuple[str, ...]


def resources(app: Flask, session_id: str) -> Iterator[Row]:
    """Area, name, path and state of each resource; one that has a path only to refuse by name is refused.

    session_id: of an administrator, who asks each once. What is not there answers 404 and names the nearest that is.
    """
    there = set(_rules(app))
    client = app.test_client()
    headers = {"Authorization": f"Bearer {session_id}"}
    for area, named in KNOWN["resources"].items():
        for name, asked in named.items():
            method, _, path = asked.partition(" ")
            path = path[1:] if path.startswith("//") else DATA + path
            state = REFUSED
            if (method, path) in there:
                url = path.replace("v{}", "v62.0").replace("{}", "x")
                answer = client.open(url, method=method, headers=headers)
                state = REFUSED if any(code in answer.text for code in BY_NAME) else DONE
            yield area, name, f"`{method} {path}`", state


def soql() -> Iterator[Row]:
    """Every clause, function, date literal and scope of SOQL."""
    for feature in SOQL:
        yield feature.area, f"`{feature.name}`", f"`{feature.refused}`" if feature.refused else DONE, feature.note


def sosl() -> Iterator[Row]:
    """Every part of SOSL."""
    for feature in SOSL:
        yield f"`{feature.name}`", DONE if feature.done else REFUSED, feature.note


def error_codes() -> Iterator[Row]:
    """Every code that Salesforce documents, and whether the mock ever gives it."""
    given = set(_codes_in(ROOT / "mock_org"))
    for code in sorted(set(KNOWN["errors"]["codes"].split()) | given & set(KNOWN["errors"]["codes"].split())):
        yield f"`{code}`", DONE if code in given else "never given"


def summary(rows: Iterable[Row], column: int) -> str:
    """How many of them are done."""
    states = [row[column] for row in rows]
    return f"{states.count(DONE)} of {len(states)} done.\n\n"


def missing(title: str, rows: list[Row], name: int, state: int) -> str:
    """One line of a list: how much is done, and what is refused by name."""
    done = [row for row in rows if row[state] == DONE]
    refused = ", ".join(row[name] for row in rows if row[state] != DONE)
    return f"- {len(done)} of {len(rows)} {title}; refused: {refused}.\n"


def _rules(app: Flask) -> Iterator[tuple[str, str]]:
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<[^>]+>", "{}", rule.rule)
        for method in rule.methods or ():
            yield method, path


def _codes_in(folder: Path) -> Iterator[str]:
    """The codes among the texts of the code; docstrings are no code."""
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                yield node.value
