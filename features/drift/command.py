"""mock-org drift: what a sandbox answers otherwise than the mock."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from factories import OrgClient, Refused
from factories.refused import NotSent
from features.drift.case import Case
from features.drift.finding import Finding, Tell, compare_orgs, compare_recorded
from features.drift.known import Known, known_in
from features.drift.mock_beside import NoMock, mock_beside
from features.drift.report import summary, write_report
from features.drift.stage import Stage
from features.drift.suite import BadSuite, cases_in, chosen, shipped_cases
from features.drift.written import write_cases
from features.targets import MockTarget, SandboxTarget, TargetError

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


class Refusal(click.ClickException):
    """The comparison cannot be made: exit status 2, for 1 says that the mock has drifted."""

    exit_code = 2


@click.command()
@click.option("--env-file", type=_FILE, help="Lines MOCK_ORG_SANDBOX_…=…; by default the environment and .env.")
@click.option("--mock", "ready_file", type=_FILE, help="Ready file of a running mock; by default one is served.")
@click.option("--project", "projects", multiple=True, help="SFDX folder of the served mock; may be given again.")
@click.option("--suite", type=_FOLDER, help="Folder of cases to ask, in place of the suite that comes along.")
@click.option("--replay", type=_FOLDER, help="Compare the mock with the answers written in this folder; no sandbox.")
@click.option("--area", "areas", multiple=True, help="Only this area of the suite; may be given again.")
@click.option("--only", "ids", multiple=True, metavar="ID", help="Only this case; may be given again.")
@click.option("--known", "known_file", type=_FILE, help="Accepted differences, a TOML file of [[known]].")
@click.option("--out", default=Path("build/drift"), type=_FOLDER, show_default=True, help="Where report and cases go.")
@click.option("--list", "only_list", is_flag=True, help="Name the cases and ask nothing.")
def drift(
    ids: tuple[str, ...], areas: tuple[str, ...], out: Path, only_list: bool, replay: Path | None, **given: Any
) -> None:
    """Ask a sandbox and the mock the same, and tell what the mock answers otherwise.

    Writes a report and each difference as a new contract case, masked; exit status 1 when there is one. What is made
    on the sandbox is deleted again.
    """
    try:
        folder = replay or given["suite"]
        cases = chosen(cases_in(folder) if folder else shipped_cases(), areas, ids)
        if only_list:
            click.echo("\n".join(f"{case.area}  {case.id}  {case.ask}" for case in cases))
            return
        known = known_in(given["known_file"]) if given["known_file"] else Known()
        with mock_beside(given["ready_file"], given["projects"]) as ready:
            found, about = _replayed(ready, cases, known) if replay else _asked(ready, cases, known, given["env_file"])
    except (BadSuite, NoMock, TargetError, Refused, NotSent) as refusal:
        raise Refusal(str(refusal)) from None
    files = write_report(out, found, about)
    written = [] if replay else write_cases(out / "cases", found)
    click.echo("\n".join([summary(found), *_told(found), f"Report: {files[-1]}"]))
    if written:
        click.echo(f"New contract cases: {out / 'cases'} ({len(written)})")
    if any(each.differences for each in found):
        sys.exit(1)


def _asked(
    ready: dict[str, Any], cases: Sequence[Case], known: Known, env_file: Path | None
) -> tuple[list[Finding], str]:
    today = datetime.now(UTC).date().isoformat()
    target = SandboxTarget.of_run(env_file)
    try:
        with _staged(target.administrator(0), "the org") as org:
            on = f"a sandbox, API {org.version}, {today}"
            with _staged(MockTarget(ready).administrator(0), "the mock", org) as mock, _bar() as tell:
                found = compare_orgs(org, mock, cases, known, on, tell)
    finally:
        target.end()
    return found, f"Compared with {on}."


def _replayed(ready: dict[str, Any], cases: Sequence[Case], known: Known) -> tuple[list[Finding], str]:
    with _staged(MockTarget(ready).administrator(0), "the mock") as mock, _bar() as tell:
        found = compare_recorded(mock, cases, known, tell)
    return found, "Compared with answers that were written down before."


@contextmanager
def _staged(org: OrgClient, called: str, like: Stage | None = None) -> Iterator[Stage]:
    version, run = (like.version, like.run) if like else (org.connection.api_version, "")
    stage = Stage(org, version=version, called=called, run=run)
    try:
        yield stage
    finally:
        for sentence in org.undo():
            click.echo(f"{called}: {sentence}", err=True)
        stage.close()
        org.close()


@contextmanager
def _bar() -> Iterator[Tell]:
    """A bar on a terminal: how many requests are compared, and which one it is just now."""
    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("")
        yield lambda words, done, total: bar.update(task, description=words, completed=done, total=total)


def _told(found: Sequence[Finding]) -> Iterator[str]:
    for each in found:
        yield from (f"{each.case.id}: {difference}" for difference in each.differences)
        if each.not_played:
            yield f"{each.case.id} is not played: {each.not_played}"
