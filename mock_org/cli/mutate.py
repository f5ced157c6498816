"""mock-org mutate: tests run under mutants of the org, to see which changes of access they do not notice."""

import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from mock_org.audit.mutant import Mutant
from mock_org.audit.mutation import KINDS, chosen, mutants
from mock_org.audit.mutation_report import MutationReport
from mock_org.audit.mutation_run import Result, Runner, is_exercised, run_mutants
from mock_org.cli.org_option import OrgChoice, org_options
from mock_org.errors import SetupError

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("command", nargs=-1, type=click.UNPROCESSED)
@click.option("--only", multiple=True, type=click.Choice(KINDS), help="Mutants of this kind; may be given again.")
@click.option("--match", "matching", default="", metavar="WORDS", help="Mutants with these words in their sentence.")
@click.option("--sample", type=click.IntRange(1), metavar="N", help="So many of them, picked by chance.")
@click.option("--seed", default=0, show_default=True, help="The same seed picks the same ones.")
@click.option("--internal", is_flag=True, help="Permissions of internal profiles too.")
@click.option("--covered-only", is_flag=True, help="Run no mutant of what the tests do not exercise; it survives.")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), help="So many runs at a time.")
@click.option("--timeout", type=float, metavar="SECONDS", help="For one run; by default 3 times the first, plus 30.")
@click.option("--fail-over", default=0, show_default=True, help="Exit status 1 when more mutants than this survive.")
@click.option("--html", type=_FILE, help="Write a page.")
@click.option("--json", "json_file", type=_FILE, help="Write everything as JSON.")
@click.option("--list", "only_list", is_flag=True, help="Name the mutants and run nothing.")
@org_options
def mutate(org: OrgChoice, command: tuple[str, ...], only_list: bool, fail_over: int, **given: Any) -> None:
    """Run a command, e.g. `-- pytest features`, once for each mutant of the org: one rule less, one default wider.

    Tells which mutants its tests do not notice. The orgs that the command builds are the mutants, by the variable
    MOCK_ORG_MUTANT; --project names the metadata that they are built of.
    """
    if org.runs:
        raise SetupError("--org: a running org cannot be mutated; the command must build the org by itself")
    with org.built() as built:
        found = mutants(built.org, internal=given["internal"])
    wanted = chosen(found, only=given["only"], matching=given["matching"], sample=given["sample"], seed=given["seed"])
    if only_list:
        click.echo("\n".join(f"{mutant.id}\n    {mutant.told}" for mutant in wanted))
        return
    if not command:
        raise SetupError("name the command to run: mock-org mutate -- pytest features")
    report = _run(command, wanted, given)
    _write(report, given["html"], given["json_file"])
    if report.survivors > fail_over:
        sys.exit(1)


def _run(command: tuple[str, ...], wanted: Sequence[Mutant], given: dict[str, Any]) -> MutationReport:
    console, began = Console(stderr=True, soft_wrap=True), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mock-org-mutate-") as name:
        folder = Path(name)
        console.print("Running the command without a mutant …")
        data = folder / "coverage.json" if given["covered_only"] else None
        first = Runner(command, given["timeout"] or 3600.0, folder).first(data)
        runner = Runner(command, given["timeout"] or 3 * first.seconds + 30, folder)
        results, left = _sorted_out(wanted, data)
        most = first.seconds * len(left) / given["jobs"]
        console.print(f"green in {first.seconds:.0f} s; {len(left)} mutants take at most about {most / 60:.0f} min")
        results += _with_progress(runner, left, given["jobs"], console)
    return MutationReport(command, results, time.monotonic() - began)


def _sorted_out(wanted: Sequence[Mutant], data: Path | None) -> tuple[list[Result], list[Mutant]]:
    """Mutants that nothing can notice, by the coverage data, and those to be run."""
    if data is None:
        return [], list(wanted)
    if not data.is_file():
        raise SetupError(
            "--covered-only: the command left no sharing coverage; it must run pytest with mock-org's plugin"
        )
    coverage = json.loads(data.read_text(encoding="utf-8"))
    left = [mutant for mutant in wanted if is_exercised(mutant, coverage)]
    return [Result(mutant, "uncovered") for mutant in wanted if mutant not in left], left


def _with_progress(runner: Runner, left: Sequence[Mutant], jobs: int, console: Console) -> list[Result]:
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("", total=len(left))
        unnoticed = 0

        def tell(result: Result) -> None:
            nonlocal unnoticed
            if result.outcome != "killed":
                unnoticed += result.outcome == "survived"
                progress.console.print(f"{result.outcome}: {result.mutant.told}")
            progress.update(task, advance=1, description=f"{unnoticed} survived")

        return run_mutants(runner, left, jobs, tell)


def _write(report: MutationReport, html: Path | None, json_file: Path | None) -> None:
    if html:
        html.write_text(report.as_html(), encoding="utf-8")
    if json_file:
        json_file.write_text(json.dumps(report.as_json(), indent=1), encoding="utf-8")
    click.echo(report.as_text())
