"""Files: what a document is linked to, none of which the user reaches."""

from collections.abc import Iterator

from mock_org.security.sharing.files import DOCUMENT_FIELD
from mock_org.security.sharing.grant import Source
from mock_org.security.sharing.near.subject import Miss, Subject

MOST_LINKS = 5
FOR_ALL = "AllUsers"


def misses(subject: Subject) -> Iterator[Miss]:
    """Each link of the document, and its owner."""
    if subject.sobject.name not in DOCUMENT_FIELD or subject.level != "none":
        return
    document, name = subject.get(DOCUMENT_FIELD[subject.sobject.name]), subject.user.name
    table = subject.context.database.tables.get("ContentDocumentLink")
    links = subject.context.database.find(table, {"ContentDocumentId": document})
    for link in [each for each in links if not each.get("IsDeleted")][:MOST_LINKS]:
        missing = tuple(_missing(subject, link["LinkedEntityId"], link["Visibility"]))
        if missing:
            linked = subject.tell.kind(link["LinkedEntityId"])
            yield Miss(Source("file", "link"), "Read", f"the file is linked to {linked}", missing)
    owner = subject.tell.row("ContentDocument", document).get("OwnerId")
    if owner:
        yield Miss(Source("file", "owner"), "All", f"{subject.tell.person(owner)} owns the file", (f"not {name}",))


def _missing(subject: Subject, linked: str, visibility: str | None) -> Iterator[str]:
    target = subject.context.schema.by_key_prefix(linked[:3])
    if linked.startswith(("005", "00G")) and not subject.tell.is_direct(linked):
        yield f"that is not {subject.user.name}"
    elif target is not None and not target.virtual and subject.deeper(target, linked)[0] == "none":
        yield f"{subject.user.name} has no access to it"
    if subject.user.external and visibility != FOR_ALL:
        yield "the link is for internal users only"
