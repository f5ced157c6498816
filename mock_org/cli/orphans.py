"""mock-org orphans: users who can log in although nobody answers for them any more."""

import json
import sys

import click

from mock_org.cli.format_option import format_option
from mock_org.cli.org_option import OrgChoice, org_options


@click.command()
@format_option("text", "json")
@org_options
def orphans(org: OrgChoice, form: str) -> None:
    """Find users whose contact left, whose account is disabled or merged, whose account's owner has no role.

    Exit status 1 when there are some.
    """
    found = org.json("/orphans")
    if form == "json":
        click.echo(json.dumps(found, indent=1))
    for each in found["orphans"] if form == "text" else ():
        user = each["user"]
        click.echo(f"{each['account'] or 'no account'}: {user['name']} ({user['username']}). {each['what']}")
        click.echo(f"    {each['advice']}")
    if form == "text" and found["clean"]:
        click.echo("No orphans.")
    if not found["clean"]:
        sys.exit(1)
