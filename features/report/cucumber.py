"""Cucumber JSON of a run, for tools that draw living documentation.

pytest-bdd has a writer too; with --reruns it ends the run (INTERNALERROR "Unknown test outcome rerun", seen in 9.0.1).
Here the last attempt counts, scenarios that were skipped are in the file, and rules are named, as in Cucumber's own
JSON, in the id of a scenario.
"""

import json
import re
from pathlib import Path
from typing import Any

from features.report.results import Attempt, Results

NANOSECONDS = 1_000_000_000


def write(results: Results, file: Path) -> None:
    """Write the scenarios of a run, a feature an element."""
    features: dict[str, dict[str, Any]] = {}
    for attempt in results.scenarios():
        scenario = attempt.scenario or {}
        feature = scenario["feature"]
        features.setdefault(feature["uri"], _feature(feature))["elements"].append(_element(attempt, scenario))
    file.parent.mkdir(parents=True, exist_ok=True)
    ordered = [features[uri] for uri in sorted(features)]
    for feature in ordered:
        feature["elements"].sort(key=lambda element: (element["line"], element["id"]))
    file.write_text(json.dumps(ordered, indent=1, ensure_ascii=False), encoding="utf-8")


def _feature(feature: dict[str, Any]) -> dict[str, Any]:
    kept = {name: feature[name] for name in ("keyword", "uri", "name", "line", "language", "description")}
    return {**kept, "id": _slug(feature["name"]), "tags": _tags(feature), "elements": []}


def _element(attempt: Attempt, scenario: dict[str, Any]) -> dict[str, Any]:
    rule = scenario["rule"]
    names = [scenario["feature"]["name"], *([rule["name"]] if rule else []), scenario["name"], scenario["example"]]
    steps = [_step(step) for step in attempt.steps]
    _tell_failure(attempt, steps)
    return {
        "id": ";".join(_slug(name) for name in [*names, scenario["driver"]] if name),
        "type": "scenario",
        "keyword": scenario["keyword"],
        "name": f"{scenario['name']} ({scenario['driver']})" if scenario["driver"] else scenario["name"],
        "line": scenario["line"],
        "description": scenario["description"],
        "tags": _tags(scenario),
        "steps": steps,
    }


def _tell_failure(attempt: Attempt, steps: list[dict[str, Any]]) -> None:
    """The message stands at the step that failed; a failure outside of the steps at the last one."""
    if attempt.outcome not in ("failed", "rerun") or not steps:
        return
    at = next((step for step in steps if step["result"]["status"] in ("failed", "undefined")), steps[-1])
    if at["result"]["status"] not in ("failed", "undefined"):
        at["result"]["status"] = "failed"
    at["result"]["error_message"] = attempt.message


def _step(step: dict[str, Any]) -> dict[str, Any]:
    rows = {"rows": [{"cells": row} for row in step["table"]]} if step["table"] else {}
    doc = {"doc_string": {"value": step["text"], "content_type": "", "line": step["line"] + 1}} if step["text"] else {}
    result = {"status": step["status"], "duration": int(step["seconds"] * NANOSECONDS)}
    return {
        "keyword": f"{step['keyword']} ",
        "name": step["name"],
        "line": step["line"],
        "match": {"location": ""},
        "result": result,
        **rows,
        **doc,
    }


def _tags(part: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"name": f"@{tag}", "line": max(part["line"] - 1, 1)} for tag in part["tags"]]


def _slug(name: str) -> str:
    return re.sub(r"\W+", "-", name.lower()).strip("-")
