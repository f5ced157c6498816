"""Files: who sees a document, its versions and its links (Object Reference, ContentDocumentLink; confidence A).

A document is its owner's, and theirs who see what it is linked to: with Viewer to read, with Collaborator to write,
and Inferred as the linked record allows. External users see links for all users only.
"""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, FromClause, Select, and_, false, or_, select, true

from mock_org.security.sharing.grant import Access, Asked, Grant, Source

DOCUMENT_FIELD = {
    "ContentDocument": "Id",
    "ContentVersion": "ContentDocumentId",
    "ContentDocumentLink": "ContentDocumentId",
}
ALL_FILES = "QueryAllFiles"


def grants(asked: Asked) -> Iterator[Grant]:
    """The documents that the user owns or reaches by a link; a link is seen by who sees both its ends."""
    name = asked.user.name
    if asked.sobject.name not in DOCUMENT_FIELD or (asked.user.has(ALL_FILES) and not asked.user.external):
        return
    documents = asked.viewer.table("ContentDocument")
    own = select(documents.c.Id).where(documents.c.OwnerId == asked.user.id)
    column = asked.table.c[DOCUMENT_FIELD[asked.sobject.name]]
    yield Grant("Owner", "All", column.in_(own), f"{name} owns the file", source=Source("file", "owner"))
    gate: ColumnElement[bool] = true()
    if asked.sobject.name == "ContentDocumentLink":
        gate = _seen(asked, asked.table, "Read")
    yield Grant(
        None,
        "Read",
        and_(gate, column.in_(_linked(asked, "Read"))),
        f"{name} sees what the file is linked to",
        source=Source("file", "link"),
    )
    if asked.least == "Read":
        return  # whoever may work on a file reads it: half the statement, which is long, says nothing more
    given: Access = "All" if asked.sobject.name == "ContentDocumentLink" else "Edit"
    yield Grant(
        None,
        given,
        and_(gate, column.in_(_linked(asked, "Edit"))),
        f"{name} may work on the file by what it is linked to",
        source=Source("file", "link"),
    )


def _linked(asked: Asked, access: Access) -> Select[tuple[str]]:
    link = asked.viewer.table("ContentDocumentLink")
    where = and_(_seen(asked, link, "Read"), true() if access == "Read" else link.c.ShareType == "C")
    if access == "Edit":
        where = or_(where, and_(_seen(asked, link, "Edit"), link.c.ShareType == "I"))
    return select(link.c.ContentDocumentId).where(where)


def _seen(asked: Asked, link: FromClause, access: Access) -> ColumnElement[bool]:
    """Links to the user, the user's groups, the organization, and records that the user has that access to."""
    column = link.c.LinkedEntityId
    reached = [column == asked.user.id, column.in_(asked.viewer.direct)]
    for name in asked.context.schema["ContentDocumentLink"].fields["linkedentityid"].reference_to:
        target = asked.context.schema.get(name)
        if target is None or target.name in ("User", "Group"):
            continue
        if target.name == "Organization":
            reached.append(column.like(f"{target.key_prefix}%") if not asked.user.external else false())
            continue
        ids = asked.reach(target, access, True)
        reached.append(column.like(f"{target.key_prefix}%") if ids is None else column.in_(ids))
    shown = link.c.Visibility == "AllUsers" if asked.user.external else true()
    return and_(or_(*reached), shown)
