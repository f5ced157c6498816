"""What filters by criteria declare: one criterion, and the list view that is made of them."""

from dataclasses import dataclass

from mock_org.metadata.findings import Place


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criteriaItems or filterItems entry. value_field: the field that is compared with, instead of a value."""

    place: Place
    field: str
    operation: str
    value: str
    value_field: str | None = None


@dataclass(frozen=True, slots=True)
class ListViewPart:
    """A list view. scope: everything, mine or queue; queue: whose records it shows then."""

    place: Place
    sobject: str
    name: str
    label: str
    columns: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    logic: str | None
    scope: str
    queue: str | None
    internal: bool
