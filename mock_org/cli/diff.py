"""mock-org diff: who gains and who loses what between two versions of an org's metadata."""

import io
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from contextlib import ExitStack
from pathlib import Path

import click

from mock_org.app import create_org
from mock_org.audit.diff import AccessDiff, Side, compare
from mock_org.audit.diff.kept_orgs import side_of, take_permissions
from mock_org.audit.diff.report import as_html, as_json, as_markdown
from mock_org.audit.diff.sides import made_up
from mock_org.cli.format_option import format_option
from mock_org.cli.refusal import Refused
from mock_org.errors import SetupError
from mock_org.org import Org
from mock_org.settings import Settings, load_settings

GIT = "git:"
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--data", type=click.Path(path_type=Path), help="Records of `sf data export tree` instead of made-up ones."
)
@click.option("--database", help="People and records of a kept org: sqlite:///file.db; it is copied, not changed.")
@click.option("--settings", "settings_file", type=_FILE, help="Settings file for both.")
@format_option("markdown", "json", "html")
@click.option("--out", type=_FILE, help="Write it to a file instead.")
@click.option(
    "--fail-on",
    type=click.Choice(["gain", "any", "none"]),
    default="gain",
    show_default=True,
    help="What exit status 1 means.",
)
def diff(
    old: str,
    new: str,
    data: Path | None,
    database: str | None,
    settings_file: Path | None,
    form: str,
    out: Path | None,
    fail_on: str,
) -> None:
    """Compare who may see and edit what under two versions of an SFDX project, on the same data.

    OLD and NEW are folders, "starter", or git:REVISION[:folder] of the repository that one is in. Exit status 1 when
    somebody gains access.
    """
    try:
        with ExitStack() as stack:
            settings = load_settings(settings_file) if settings_file else None
            found = compare(*_sides([_folder(each, stack) for each in (old, new)], settings, data, database, stack))
    except SetupError as refusal:
        raise Refused("\n".join(refusal.faults)) from refusal
    _tell(found, form, out)
    if {"gain": found.gains, "any": found.gains or found.losses, "none": False}[fail_on]:
        sys.exit(1)


def _sides(
    folders: list[str], settings: Settings | None, data: Path | None, database: str | None, stack: ExitStack
) -> tuple[Side, Side]:
    if data and database:
        raise SetupError("--data and --database both say which records to compare: name either")
    if not database:
        old, new = made_up([_built(folder, settings, stack) for folder in folders], data)
        return old, new
    old, new = (_kept(folder, settings, database, stack) for folder in folders)
    return old, new


def _kept(folder: str, settings: Settings | None, database: str, stack: ExitStack) -> Side:
    """The kept org with the metadata of the folder laid over it, and with no more permissions than that gives."""
    file = Path(database.removeprefix("sqlite:///"))
    if not database.startswith("sqlite:///") or not file.is_file():
        raise SetupError(f"--database {database}: there is no such file; write sqlite:///file.db")
    copy = Path(_scratch(stack)) / file.name
    shutil.copy(file, copy)
    org = _built(folder, settings, stack, f"sqlite:///{copy}")
    take_permissions(org, _built(folder, settings, stack))
    return side_of(org)


def _built(folder: str, settings: Settings | None, stack: ExitStack, database: str = "sqlite://") -> Org:
    try:
        org = create_org(settings, (folder,), database).org
    except SetupError as refusal:
        raise SetupError(*(f"{Path(folder).name}: {fault}" for fault in refusal.faults)) from refusal
    stack.callback(org.database.close)
    return org


def _folder(named: str, stack: ExitStack) -> str:
    """The folder meant; of a git revision, what it held, in a folder that goes away afterwards."""
    if not named.startswith(GIT):
        return named
    revision, _, inside = named.removeprefix(GIT).partition(":")
    if not revision or revision.startswith("-"):
        raise SetupError(f"{named}: names no revision; write git:main or git:main:folder")
    command = ["git", "archive", "--format=tar", revision, *(["--", inside] if inside else [])]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError as fault:
        raise SetupError(f"{named}: git cannot be run: {fault.strerror}") from fault
    if done.returncode:
        raise SetupError(f"{named}: {done.stderr.decode(errors='replace').strip()}")
    place = _scratch(stack)
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(place, filter="data")
    return str(Path(place) / inside)


def _scratch(stack: ExitStack) -> str:
    return stack.enter_context(tempfile.TemporaryDirectory(prefix="mock-org-diff-"))


def _tell(found: AccessDiff, form: str, out: Path | None) -> None:
    if form == "json":
        text = json.dumps(as_json(found), indent=1)
    else:
        text = as_html(found) if form == "html" else as_markdown(found)
    if out:
        out.write_text(text, encoding="utf-8")
    else:
        click.echo(text)
