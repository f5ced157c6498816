"""UserRecordAccess as a relationship of every record: SELECT Id, UserRecordAccess.HasEditAccess FROM Account."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from mock_org.soql.ast import And, Comparison, From, Literal, Path, Query, Selected
from mock_org.soql.context import CompileContext, Record
from mock_org.soql.errors import no_such_column
from mock_org.soql.resolve import Source
from mock_org.soql.selection import Selection
from mock_org.soql.shape import Access

NAME = "UserRecordAccess"
LABEL = NAME
# So many records the object itself is asked for at once.
_MOST = 200
# RecordId and UserId are not asked for this way (Object Reference, UserRecordAccess, Usage; since version 30.0).
_FIELDS = {
    name.lower(): name
    for name in (
        "HasReadAccess", "HasEditAccess", "HasDeleteAccess", "HasTransferAccess", "HasAllAccess", "MaxAccessLevel",
    )
}  # fmt: skip


def is_access(path: Path, source: Source) -> bool:
    """Whether a path asks for the running user's access to the record."""
    parts = path.parts[1:] if source.is_own_name(path.parts[0]) else path.parts
    return len(parts) == 2 and parts[0].lower() == NAME.lower() and NAME.lower() in source.context.virtual


@dataclass
class AccessColumns:
    """The fields of UserRecordAccess that a statement selects."""

    names: list[str] = field(default_factory=list)

    def add(self, path: Path, selection: Selection) -> None:
        """One of them."""
        name = _FIELDS.get(path.parts[-1].lower())
        if name is None:
            raise no_such_column(path.parts[-1], NAME, path.at)
        if not self.names:
            selection.put(selection.root, NAME, Access(LABEL), path.at)
        if name not in self.names:
            self.names.append(name)

    def of(self, ids: Sequence[str], context: CompileContext) -> dict[str, Record]:
        """The running user's access to each of these records."""
        answer = context.virtual[NAME.lower()]
        found: dict[str, Record] = {}
        for start in range(0, len(ids), _MOST):
            for record in answer(self._question(ids[start : start + _MOST], context), context).records:
                record_id = record.pop("RecordId")
                found[record_id] = record
        return found

    def _question(self, ids: Sequence[str], context: CompileContext) -> Query:
        user = Comparison(Path(("UserId",)), "=", Literal(context.user_id, "string"))
        records = Comparison(Path(("RecordId",)), "IN", tuple(Literal(each, "string") for each in ids))
        select = tuple(Selected(Path((name,))) for name in ("RecordId", *self.names))
        return Query(select, (From(Path((NAME,))),), where=And((user, records)))
