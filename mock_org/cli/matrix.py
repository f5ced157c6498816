"""mock-org matrix: who may do what with which record, for a whole org."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import click

from mock_org.audit.matrix import By
from mock_org.audit.matrix import matrix as made
from mock_org.audit.matrix_forms import FORMS, MOST_EXPLAINED, as_data, as_html
from mock_org.cli.format_option import format_option
from mock_org.cli.org_option import OrgChoice, org_options
from mock_org.cli.progress import progress_bar

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--object", "objects", multiple=True, help="Only records of this object; may be given several times.")
@click.option("--user", "users", multiple=True, help="Only this user, by id, username or name; may be given again.")
@click.option("--by", type=click.Choice(get_args(By)), default="user", show_default=True, help="What a persona is.")
@click.option("--counts", is_flag=True, help="How many records at which level, as always in a large org.")
@format_option(*FORMS, told="What to write.")
@click.option("-o", "--out", type=_FILE, help="Write it to a file instead of the screen.")
@org_options
def matrix(
    org: OrgChoice, objects: tuple[str, ...], users: tuple[str, ...], by: By, counts: bool, form: str, out: Path | None
) -> None:
    """Tell which user may read or edit which record, for a whole org: as a page, CSV, JSON or a Gherkin table."""
    data, explanations = _found(org, objects, users, by, counts, form)
    text = as_html(data, explanations) if form == "html" else FORMS[form](data)
    if out is None:
        click.echo(text.rstrip("\n"))
    else:
        out.write_text(text, encoding="utf-8")


def _found(
    org: OrgChoice, objects: tuple[str, ...], users: tuple[str, ...], by: By, counts: bool, form: str
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The matrix as data, and of a small one the explanations of its cells."""
    if org.runs:
        asked = {"object": objects or None, "user": users or None, "by": by, "counts": str(counts).lower()}
        data = org.json("/matrix", **asked)
        return data, {f"{u}/{r}": org.json("/explain", user=u, record=r) for u, r in _to_explain(data, form)}
    with org.built() as built, progress_bar() as progress:
        data = as_data(made(built.org, objects, users, counts=counts, by=by, progress=progress))
        explain = built.org.system_session().explain
        return data, {f"{u}/{r}": explain(u, r).as_json() for u, r in _to_explain(data, form)}


def _to_explain(data: Mapping[str, Any], form: str) -> list[tuple[str, str]]:
    records, people = data.get("records", ()), data["personas"]
    if form != "html" or len(records) * len(people) > MOST_EXPLAINED:
        return []
    return [(persona["id"], line["id"]) for persona in people for line in records]
