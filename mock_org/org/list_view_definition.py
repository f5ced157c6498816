"""What a list view shows: columns, filter, order, for whom; and the statement that it stands for."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

Scope = Literal["everything", "mine", "recent"]
# Every list view selects these beside its columns, hidden (recorded results; confidence A).
HIDDEN = ("Id", "CreatedDate", "LastModifiedDate", "SystemModstamp")


@dataclass(frozen=True, slots=True)
class ListViewDefinition:
    """One list view.

    columns: fields or paths to those of parents. where: a condition in SOQL, or nothing.
    order: fields by which it is sorted, with ASC or DESC; without one by its first column.
    internal: whether external users do not see it.
    """

    columns: tuple[str, ...]
    where: str = ""
    scope: Scope = "everything"
    order: tuple[tuple[str, str], ...] = ()
    internal: bool = False

    def kept(self) -> dict[str, Any]:
        """As it is stored."""
        return asdict(self)

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "ListViewDefinition":
        """The definition that was stored."""
        order = tuple((field, direction) for field, direction in kept["order"])
        return cls(**{**kept, "columns": tuple(kept["columns"]), "order": order})


@dataclass(frozen=True, slots=True)
class NewListView:
    """A list view to be made or changed."""

    sobject: str
    name: str
    label: str
    definition: ListViewDefinition


def statement(sobject: str, selected: Sequence[str], view: ListViewDefinition, order: Sequence[tuple[str, str]]) -> str:
    """The SOQL of a list view."""
    # Recently viewed lists are shown by the user's own stamps (Object Reference, LastViewedDate; confidence B).
    seen = "LastViewedDate != null" if view.scope == "recent" else ""
    conditions = " AND ".join(f"({each})" if seen and view.where else each for each in (seen, view.where) if each)
    parts = [f"SELECT {', '.join(selected)} FROM {sobject}"]
    parts += ["USING SCOPE mine"] if view.scope == "mine" else []
    parts += [f"WHERE {conditions}"] if conditions else []
    directions = {"ASC": "ASC NULLS FIRST", "DESC": "DESC NULLS LAST"}
    parts += ["ORDER BY " + ", ".join(f"{field} {directions[way]}" for field, way in order)]
    return " ".join(parts)
