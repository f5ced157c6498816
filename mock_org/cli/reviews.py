"""mock-org reviews: the audit report of the access reviews."""

from pathlib import Path

import click

from mock_org.cli.format_option import format_option
from mock_org.cli.org_option import OrgChoice, org_options


@click.command()
@click.option("--quarter", help='Only the reviews of one quarter, as "2026 Q1".')
@format_option("text", "json", "csv", "html", told="What to write.")
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it to a file instead of the screen.",
)
@org_options
def reviews(org: OrgChoice, quarter: str | None, form: str, out: Path | None) -> None:
    """Tell who was asked about which partner users, who answered what and when, and what came of it."""
    text = org.text("/reviews", quarter=quarter, format=form)
    if out is None:
        click.echo(text.rstrip("\n"))
    else:
        out.write_text(text, encoding="utf-8")
