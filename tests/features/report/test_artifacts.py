"""Nothing that a run leaves behind holds a secret: neither reports nor traces nor what it prints.

Nobody can search pictures and films. What is searched in their place is the text that the browsers have drawn.
"""

import json
import os
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.features.report.searching import contents, holds

ROOT = Path(__file__).parents[3]
FEATURES = ROOT / "features"
KEPT_SESSIONS = "sandbox/sessions"
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
    run = scenarios(tmp_path, chosen)
    assert_nothing_secret(tmp_path, run, number)


@pytest.mark.heavy
def test_no_secret_is_in_any_artifact_of_a_run_on_a_sandbox(tmp_path):
    with stand_in(tmp_path):
        key = private_key(tmp_path / "env")
        run = scenarios(tmp_path, FEW, "--target", "sandbox", "--env-file", tmp_path / "env")
        kept = list((tmp_path / "build" / KEPT_SESSIONS).rglob("*.json"))
        own = [tmp_path / "env", key_file(tmp_path / "env"), tmp_path / "ready", *kept]
        readable = [file.name for file in own if file.stat().st_mode & 0o077]
    assert_nothing_secret(tmp_path, run, 2, key)
    assert (len(kept) > 0, readable) == (True, [])


def assert_nothing_secret(folder, run, number, *more):
    """The run failed and left its files; what was heard while it went on stands in none of them."""
    assert run.returncode == 1, run.stdout[-2000:]
    heard = {json.loads(line) for line in (folder / "heard").read_text(encoding="utf-8").splitlines()}
    secrets = {secret for secret in {*heard, *more} if not told_by_code(secret)}
    artifacts = {name: text for name, text in contents(folder / "build") if not name.startswith(KEPT_SESSIONS)}
    assert {"report.html", "junit.xml", "cucumber.json"} <= set(artifacts)
    assert any(name.endswith("trace.network") for name in artifacts)
    assert artifacts["junit.xml"].count(b"<testcase") >= number
    artifacts["what it printed"] = (run.stdout + run.stderr).encode()
    artifacts |= {name: (folder / name).read_bytes() for name in ("drawn", "served") if (folder / name).exists()}
    assert b"Ann" in artifacts["drawn"]
    assert len(secrets) > 5
    assert {
        (name, kind_of(secret)) for name, text in artifacts.items() for secret in secrets if holds(text, secret)
    } == set()


@contextmanager
def stand_in(folder):
    """A stand-in for a sandbox, which hears what goes over the wire; its settings are in the file env."""
    options = ["--as-sandbox", "--tls", "--port", "0", "--env-file", folder / "env", "--ready-file", folder / "ready"]
    command = [sys.executable, "-m", "tests.features.report.listening", "serve", *map(str, options)]
    with (folder / "served").open("w", encoding="utf-8") as printed:
        process = subprocess.Popen(command, cwd=folder, env=environment(folder), stdout=printed, stderr=printed)
    try:
        while not (folder / "ready").exists():
            assert process.poll() is None, (folder / "served").read_text(encoding="utf-8")
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.2)
        yield
    finally:
        process.terminate()
        process.wait()


def private_key(env_file):
    """A line from the middle of the key that the run signs with."""
    return key_file(env_file).read_text(encoding="utf-8").splitlines()[3]


def key_file(env_file):
    """The key that the run signs with."""
    [line] = [line for line in env_file.read_text(encoding="utf-8").splitlines() if "PRIVATE_KEY_FILE" in line]
    return Path(line.partition("=")[2].strip("'\""))


def scenarios(folder, chosen, *options):
    """A run in a process of its own, whose reports go into this folder."""
    command = [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "--rootdir", ROOT, FEATURES, "-k", chosen]
    command += ["--driver", "both", "-p", "tests.features.report.listening", "-p", "no:randomly", *options]
    return subprocess.run(
        list(map(str, command)), cwd=folder, env=environment(folder), capture_output=True, encoding="utf-8", check=False
    )


def environment(folder):
    """Of a run that is not a part of this one."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return {**kept, "PYTHONPATH": str(ROOT), "LISTENING": str(folder / "heard")}


def told_by_code(secret):
    """What stands in a feature or in a step, for everybody to read, is no secret."""
    return any(secret in text for text in CODE)


def kind_of(secret):
    """What may be said of a secret by a test that fails."""
    return f"{secret[:2]}… of {len(secret)} characters"
