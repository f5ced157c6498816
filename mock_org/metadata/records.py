"""Setup records, created when they are missing and changed when they differ: a deploy may be run again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from mock_org.errors import SalesforceError
from mock_org.metadata.findings import Place
from mock_org.metadata.target import SetupRecords


class Unloadable(Exception):
    """The org does not take what a file declares, though it is well-formed: a name that is too long, say."""

    def __init__(self, place: Place, why: str) -> None:
        super().__init__(why)
        self.place = place


@contextmanager
def written_for(place: Place) -> Iterator[None]:
    """Name the file in what the org refuses.

    Raises Unloadable.
    """
    try:
        yield
    except SalesforceError as fault:
        raise Unloadable(place, str(fault)) from fault


def save(records: SetupRecords, sobject: str, key: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    """Make one record be as said; its id.

    key: the fields that name it.
    """
    known = records.find(sobject, **key)
    if not known:
        return records.insert(sobject, dict(key) | dict(values))
    record = known[0]
    changed = {name: value for name, value in values.items() if record.get(name) != value}
    if changed:
        records.update(sobject, record["Id"], changed)
    return str(record["Id"])


def save_all(
    records: SetupRecords,
    sobject: str,
    parent: Mapping[str, Any],
    wanted: Sequence[Mapping[str, Any]],
    names: Sequence[str],
    worth_a_row: Callable[[Mapping[str, Any]], bool] = lambda _row: True,
) -> None:
    """Make the records below a parent be as said: new ones in one go, others changed, those not wanted left alone.

    parent: the lookup to it. names: the fields that tell its records apart.
    worth_a_row: whether values that have no record yet are to get one.
    """
    known = {tuple(_folded(r[n]) for n in names): r for r in records.find(sobject, **parent)}
    new = []
    for values in wanted:
        record = known.get(tuple(_folded(values[n]) for n in names))
        if record is None:
            new += [dict(parent) | dict(values)] if worth_a_row(values) else []
            continue
        changed = {name: value for name, value in values.items() if name not in names and record.get(name) != value}
        if changed:
            records.update(sobject, str(record["Id"]), changed)
    if new:
        records.load(sobject, new)


def _folded(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value
