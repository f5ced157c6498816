"""Objects that are asked only for named records (Object Reference, "Usage" of each; the first text is recorded)."""

from mock_org.schema import SObject
from mock_org.soql.ast import And, Comparison, Condition, Path, Query
from mock_org.soql.errors import malformed

# sObject -> the fields of which one is compared by = or IN, at the top level.
REQUIRED_FILTERS: dict[str, tuple[str, ...]] = {
    "ContentDocumentLink": ("ContentDocumentId", "LinkedEntityId"),
    "ContentFolderItem": ("Id", "ParentContentFolderId"),
    "ContentFolderMember": ("Id", "ChildRecordId", "ParentContentFolderId"),
    "IdeaComment": ("Id", "CommunityId", "IdeaId"),
    "Vote": ("Id", "ParentId"),
}


def check_required_filter(query: Query, sobject: SObject) -> None:
    """Refuse a query for records that are not named."""
    names = REQUIRED_FILTERS.get(sobject.name)
    if names is None or any(_names_records(each, names, sobject) for each in _top(query.where)):
        return
    raise malformed(
        f"Implementation restriction: {sobject.name} requires a filter by a single Id on {' or '.join(names)} using "
        "the equals operator or multiple Id's using the IN operator."
    )


def _top(where: Condition | None) -> tuple[Condition, ...]:
    if isinstance(where, And):
        return tuple(each for part in where.conditions for each in _top(part))
    return () if where is None else (where,)


def _names_records(condition: Condition, names: tuple[str, ...], sobject: SObject) -> bool:
    if not isinstance(condition, Comparison) or condition.operator not in ("=", "IN"):
        return False
    if not isinstance(condition.left, Path):
        return False
    field = sobject.field(condition.left.parts[-1])
    return field is not None and field.name in names and len(condition.left.parts) <= 2
