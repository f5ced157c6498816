"""The visibility matrix as JSON, as CSV, as a table of a feature, and as a page."""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from mock_org.audit.matrix import Matrix
from mock_org.audit.pages import page
from mock_org.errors import SetupError
from mock_org.security.sharing.grant import LEVELS

# So many cells carry their explanations in a file of their own.
MOST_EXPLAINED = 200
# What the tables of features say: whoever may edit is not told from the owner.
SPOKEN_LEVELS = {"none": "none", "read": "read", "edit": "edit", "all": "edit"}
_PERSON = re.compile(r"[A-Z][a-z]+")
Explanations = Mapping[str, Mapping[str, Any]]


def as_data(found: Matrix) -> dict[str, Any]:
    """As the control door answers it."""
    data: dict[str, Any] = {
        "personas": [asdict(each) | {"title": each.title} for each in found.personas],
        "objects": list(found.objects),
        "counts": {name: [dict(each) for each in counts] for name, counts in found.counts.items()},
    }
    if found.lines is not None:
        data["records"] = [asdict(each) for each in found.lines]
    return data


def as_csv(data: Mapping[str, Any]) -> str:
    """A line a record with a column a persona; of counts a line a persona and object."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    people = data["personas"]
    if "records" in data:
        writer.writerow(["object", "id", "record", *(each["title"] for each in people)])
        for line in data["records"]:
            writer.writerow([line["object"], line["id"], _plain(line["name"]), *line["levels"]])
        return out.getvalue()
    writer.writerow(["user", "username", "profile", "role", "account", "object", *LEVELS])
    for number, each in enumerate(people):
        who = [_plain(each[name]) for name in ("name", "username", "profile", "role", "account")]
        for name in data["objects"]:
            writer.writerow([*who, name, *(data["counts"][name][number][level] for level in LEVELS)])
    return out.getvalue()


def _plain(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def as_gherkin(data: Mapping[str, Any]) -> str:
    """The step "Then the visibility is" with its table.

    Raises SetupError for counts: a table of a feature is about records.
    """
    if "records" not in data:
        raise SetupError("a table of a feature is about records, and this matrix counts them: ask for fewer of them")
    head = ["record", *(_person(each) for each in data["personas"])]
    rows = [[line["spoken"], *(SPOKEN_LEVELS[level] for level in line["levels"])] for line in data["records"]]
    cells = [[cell.replace("\\", "\\\\").replace("|", "\\|") for cell in row] for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["| " + " | ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) + " |" for row in cells]
    return "\n".join(["Then the visibility is", *(f"  {line}" for line in lines)]) + "\n"


def _person(persona: Mapping[str, Any]) -> str:
    """As scenarios call people: "Ann (Acme)", by the given name."""
    given = _PERSON.match(persona["name"])
    name = given[0] if given else persona["name"]
    return f"{name} ({persona['account']})" if persona["account"] else name


def as_html(data: Mapping[str, Any], explanations: Explanations | None = None) -> str:
    """A page that needs nothing else.

    explanations: by "user id/record id"; None where a control door is asked for them.
    """
    return page("matrix.html", data=data, explanations=explanations, levels=LEVELS)


def as_json(data: Mapping[str, Any]) -> str:
    """As text."""
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


# The table of contents.
FORMS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "html": as_html,
    "csv": as_csv,
    "json": as_json,
    "gherkin": as_gherkin,
}
