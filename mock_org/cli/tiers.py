"""mock-org tiers: whether the permission sets of partner users are those of their company's tier."""

import json
import sys

import click

from mock_org.cli.format_option import format_option
from mock_org.cli.org_option import OrgChoice, org_options


@click.group()
def tiers() -> None:
    """Permission sets by the tier of a partner company."""


@tiers.command()
@format_option("text", "json")
@org_options
def check(org: OrgChoice, form: str) -> None:
    """Tell tiers that no mapping knows and users whose permission sets are another tier's.

    Exit status 1 when there are some.
    """
    found = org.json("/tiers")
    if form == "json":
        click.echo(json.dumps(found, indent=1))
    else:
        click.echo("\n".join(each["says"] for each in found["findings"]) or "Every tier fits.")
    if found["findings"]:
        sys.exit(1)


@tiers.command()
@org_options
def apply(org: OrgChoice) -> None:
    """Give and take permission sets until they are what the tiers say: all of it or, where one is refused, nothing."""
    number = org.send("POST", "/tiers/apply")["changed"]
    click.echo(f"{number} assignment{'' if number == 1 else 's'} of permission sets changed.")
