"""mock-org coverage: which entries about access a run exercised, of a running org or of the data of runs."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from mock_org.audit.coverage_report import CoverageReport, combined
from mock_org.cli.format_option import format_option
from mock_org.cli.org_option import OrgChoice, org_options
from mock_org.errors import SetupError

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@format_option("text", "html", "json")
@click.option("--out", type=_FILE, help="Write it to a file instead.")
@click.option("--fail-under", type=float, metavar="PERCENT", help="Exit status 1 when less was exercised.")
@org_options
def coverage(org: OrgChoice, files: tuple[Path, ...], form: str, out: Path | None, fail_under: float | None) -> None:
    """Tell which sharing rules, sets, defaults and permissions were exercised.

    FILES: data of pytest --sharing-coverage-data, put together. Or --org URL: what a running org collected since
    POST /_mock/coverage/start.
    """
    if org.runs == bool(files):
        raise SetupError("name the data files of runs, or a running org by --org URL")
    found = combined([org.json("/coverage")] if org.runs else [_data(file) for file in files])
    text = _text(found, form)
    if out:
        out.write_text(text, encoding="utf-8")
    else:
        click.echo(text)
    if fail_under is not None and found.percent < fail_under:
        click.echo(f"{found.percent:g} % is less than the {fail_under:g} % wanted", err=True)
        sys.exit(1)


def _text(found: CoverageReport, form: str) -> str:
    if form == "json":
        return json.dumps(found.as_json(), indent=1)
    return found.as_html() if form == "html" else found.as_text()


def _data(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except ValueError as fault:
        raise SetupError(f"{file}: is not JSON: {fault}") from fault
