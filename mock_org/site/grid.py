"""A table of records: the name with its link, then the columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from mock_org.site.layout import Describe, FieldDescribe, label, name_field
from mock_org.site.reading import Record, record_name
from mock_org.site.values import Shown, shown
from mock_org.site.visit import Visit


@dataclass(frozen=True, slots=True)
class Grid:
    """What the template `table` draws.

    rows: the id, the name and the cells of each record. more: there are others. first: the number of the first row.
    """

    label: str
    name_label: str
    labels: list[str]
    rows: list[tuple[str, str, list[Shown]]]
    more: bool = False
    first: int = 1


def grid(
    visit: Visit,
    describe: Describe,
    fields: Sequence[FieldDescribe],
    records: Sequence[Record],
    title: str,
    *,
    first: int = 1,
) -> Grid:
    """The table of these records; the name field comes first, whether it is among the fields or not."""
    named = name_field(describe)
    cells = [field for field in fields if named is None or field["name"] != named["name"]]
    return Grid(
        title,
        label(describe, named) if named else "ID",
        [label(describe, field) for field in cells],
        [
            (record["Id"], record_name(describe, record), [shown(visit, describe, field, record) for field in cells])
            for record in records
        ],
        first=first,
    )
