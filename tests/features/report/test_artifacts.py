"""Nothing that a run leaves behind holds a secret: neither reports nor traces nor what it prints."""

import html
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import quote

import pytest

ROOT = Path(__file__).parents[3]
FEATURES = ROOT / "features"
CODE = [file.read_text(encoding="utf-8") for file in FEATURES.rglob("*") if file.suffix in (".feature", ".py")]
# One with the form for log-ins, tokens of the API and passwords; and those with links, codes and single access.
FEW = "keeps_her_lead_up_to_date"
MANY = "password or code or forgot or verif or log_in or sign_up or welcome or unlock or freez"


@pytest.mark.parametrize(
    ("chosen", "number"),
    [(FEW, 2), pytest.param(MANY, 40, marks=pytest.mark.heavy)],
    ids=["few", "many"],
)
def test_no_secret_is_in_any_artifact_of_failed_scenarios(tmp_path, chosen, number):
    heard = tmp_path / "heard"
    run = scenarios(tmp_path, chosen, LISTENING=str(heard))
    assert run.returncode == 1, run.stdout[-2000:]
    secrets = {json.loads(line) for line in heard.read_text(encoding="utf-8").splitlines()}
    secrets = {secret for secret in secrets if not told_by_code(secret)}
    artifacts = dict(contents(tmp_path / "build"))
    names = set(artifacts)
    assert {"report.html", "junit.xml", "cucumber.json"} <= names
    assert sum(name.endswith("trace.network") for name in names) >= 1
    assert len(json.loads(artifacts["cucumber.json"])) >= 1
    assert artifacts["junit.xml"].count(b"<testcase") >= number
    artifacts["what it printed"] = run.stdout.encode()
    assert len(secrets) > 5
    assert {
        (name, kind_of(secret)) for name, text in artifacts.items() for secret in secrets if holds(text, secret)
    } == set()


def scenarios(folder, chosen, **environment):
    """A run in a process of its own, whose reports go into this folder."""
    command = [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "--rootdir", ROOT, FEATURES, "-k", chosen]
    command += ["--driver", "both", "-p", "tests.features.report.listening", "-p", "no:randomly"]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environ |= {"PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(
        list(map(str, command)), cwd=folder, env=environ, capture_output=True, encoding="utf-8", check=False
    )


def told_by_code(secret):
    """What stands in a feature or in a step, for everybody to read, is no secret."""
    return any(secret in text for text in CODE)


def contents(folder):
    """Every file by name; of a zip every member."""
    for file in (each for each in folder.rglob("*") if each.is_file()):
        name = str(file.relative_to(folder))
        yield name, file.read_bytes()
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                yield from ((f"{name}: {member}", archive.read(member)) for member in archive.namelist())


def holds(text, secret):
    """Whether a secret stands in it, in one of the ways to write it."""
    ways = {secret, quote(secret, safe=""), html.escape(secret), json.dumps(secret)[1:-1]}
    return any(way.encode() in text for way in ways)


def kind_of(secret):
    """What may be said of a secret by a test that fails."""
    return f"{secret[:2]}… of {len(secret)} characters"
