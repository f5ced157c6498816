"""What a run was about: which org, by which way, with which data, of which code. For the page and the JUnit XML."""

import subprocess
import time
from pathlib import Path

import pytest

from features.report.results import Results

AS_IT_IS = "the portal's own"


def head_of(config: pytest.Config, results: Results, began: float) -> dict[str, str]:
    """By name, what is known of it. began: in seconds of the epoch."""
    chosen = {name: config.getoption(name, None) for name in ("target", "driver", "flavour", "seed")}
    if chosen["target"] and chosen["flavour"] is None:
        chosen["flavour"] = AS_IT_IS
    told = {
        **_of_org(results),
        **{name: str(value) for name, value in chosen.items() if value is not None},
        "commit": commit_of(config.rootpath),
        "began": time.strftime("%Y-%m-%d %H:%M:%S %z", time.localtime(began)),
        "duration": f"{time.time() - began:.1f} s",
    }
    first = {"target": told.get("target", "")}
    return {name: value for name, value in {**first, **told}.items() if value}


def commit_of(folder: Path) -> str:
    """The commit of the scenarios and their steps, and whether files differ from it; "" where nobody knows."""
    command = ["git", "describe", "--always", "--abbrev=12", "--exclude=*", "--dirty=, with changes"]
    try:
        told = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    except OSError:
        return ""
    return told.stdout.strip()


def _of_org(results: Results) -> dict[str, str]:
    """As the first scenario that got there has found it."""
    orgs = [run.scenario["notes"].get("org") for run in results.scenarios() if run.scenario]
    org: dict[str, str] = next((each for each in orgs if each), {})
    name = f"{org.get('name', '')} ({org['id']})" if "id" in org else ""
    return {"org": name, "address": org.get("url", ""), "API": org.get("version", ""), "run": org.get("run", "")}
