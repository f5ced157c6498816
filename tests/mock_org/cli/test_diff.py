"""mock-org diff: what it compares, and its exit status; the comparison itself is tested in the audit room."""

import subprocess
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from mock_org.audit.diff import AccessDiff, PermissionChange
from mock_org.cli import main

command = import_module("mock_org.cli.diff")

GAIN, LOSS = (AccessDiff((), (PermissionChange("profile P", "read Lead.X", gain),), 1, 1, ()) for gain in (True, False))


def run(*options):
    return CliRunner().invoke(main, ["diff", *options])


@pytest.fixture
def compared(monkeypatch):
    """Lets the command find what the test says, without building an org."""

    def compared(found):
        monkeypatch.setattr(command, "_sides", lambda *_: (None, None))
        monkeypatch.setattr(command, "compare", lambda *_: found)

    return compared


@pytest.mark.parametrize(
    ("found", "fail_on", "status"),
    [
        (GAIN, "gain", 1),
        (LOSS, "gain", 0),
        (LOSS, "any", 1),
        (GAIN, "none", 0),
        (AccessDiff((), (), 1, 1, ()), "any", 0),
    ],
)
def test_the_exit_status_tells_whether_somebody_gains(compared, found, fail_on, status):
    compared(found)
    assert run("a", "b", "--fail-on", fail_on).exit_code == status


def test_it_prints_markdown_or_writes_a_page_or_json(compared, tmp_path):
    compared(GAIN)
    assert run("a", "b").stdout.startswith("**Access: 1 permission more.**")
    assert '"what": "read Lead.X"' in run("a", "b", "--format", "json").stdout
    run("a", "b", "--format", "html", "--out", str(tmp_path / "d.html"))
    assert "<h1>Access diff: 1 permission more</h1>" in (tmp_path / "d.html").read_text()


def test_a_git_revision_stands_for_the_files_that_it_held(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "x.txt").write_text("old")
    git = ["git", "-c", "user.name=n", "-c", "user.email=e@example.com"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "m"]):
        subprocess.run([*git, *words], check=True)
    (tmp_path / "app" / "x.txt").write_text("new")
    with ExitStack() as stack:
        folder = Path(command._folder("git:HEAD:app", stack))
        assert (folder / "x.txt").read_text() == "old"
    assert not folder.exists()


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["git:no-such-revision", "starter"], "no-such-revision"),
        (["git:", "starter"], "names no revision"),
        (["starter", "starter", "--data", "x", "--database", "sqlite:///y"], "name either"),
        (["starter", "starter", "--database", "sqlite:///no-such-file.db"], "there is no such file"),
    ],
)
def test_what_cannot_be_compared_is_refused(options, why):
    done = run(*options)
    assert (done.exit_code, why in done.stderr) == (2, True), done.stderr
