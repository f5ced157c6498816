"""Files: a version makes its document and its links, and the latest one gives the document its title and size.

Object Reference, ContentVersion, ContentDocument, ContentDocumentLink, Attachment, Document.
"""

import base64
import hashlib
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from mock_org.dml import Trigger, TriggerContext
from mock_org.dml.values import format_datetime
from mock_org.errors import SalesforceError

# Names of file types that are not the extension in capitals (Object Reference, ContentVersion.FileType; confidence B).
_TYPES = {
    "": "UNKNOWN",
    "txt": "TEXT",
    "jpeg": "JPG",
    "doc": "WORD",
    "docx": "WORD_X",
    "xls": "EXCEL",
    "xlsx": "EXCEL_X",
    "ppt": "POWER_POINT",
    "pptx": "POWER_POINT_X",
    "htm": "HTML",
}
# What a document has from its latest version.
_SHARED = ("Title", "Description", "FileType", "FileExtension", "ContentSize", "SharingOption", "SharingPrivacy")
_INFERRED, _EVERYBODY, _INTERNAL = "I", "AllUsers", "InternalUsers"


def describe_version(context: TriggerContext) -> None:
    """Before a version is written: its title, type, size and checksum, and the document that it belongs to."""
    new = context.new
    _require_file(new)
    path = PurePath(str(new.get("PathOnClient") or "").replace("\\", "/"))
    extension = path.suffix.removeprefix(".").lower()
    new["Title"] = new.get("Title") or path.stem or path.name
    new["FileExtension"] = extension or None
    new["FileType"] = "LINK" if new.get("ContentUrl") else _TYPES.get(extension, extension.upper())
    _measure_version(new)
    new |= {"IsLatest": True, "ContentModifiedDate": new.get("ContentModifiedDate") or _now(context)}
    new |= {"ContentModifiedById": context.user.id, "PublishStatus": "P" if new.get("FirstPublishLocationId") else "R"}
    _place_version(context)


def publish_version(context: TriggerContext) -> None:
    """After a version is written: it is the latest one; a new document is linked to its owner and its first place."""
    new = context.new
    document, version = new["ContentDocumentId"], new["Id"]
    others = [row["Id"] for row in context.system.find("ContentVersion", ContentDocumentId=document, IsLatest=True)]
    context.system.write("ContentVersion", [each for each in others if each != version], {"IsLatest": False})
    shown = {name: new.get(name) for name in _SHARED}
    shown |= {"LatestPublishedVersionId": version, "ContentModifiedDate": new["ContentModifiedDate"]}
    context.system.write("ContentDocument", [document], shown | {"PublishStatus": new["PublishStatus"]})
    if new["VersionNumber"] == "1":
        _link(context, document, new["OwnerId"], _EVERYBODY)
        place = new.get("FirstPublishLocationId")
        if place and place != new["OwnerId"]:
            _link(context, document, place, _default_visibility(context))


def change_version(context: TriggerContext) -> None:
    """Before a version changes: other bytes have another size."""
    if context.changed("VersionData"):
        _measure_version(context.new)


def tell_document(context: TriggerContext) -> None:
    """After the latest version changes: its document follows."""
    if context.new.get("IsLatest") and context.changed(*_SHARED):
        shown = {name: context.new.get(name) for name in _SHARED}
        context.system.write("ContentDocument", [context.new["ContentDocumentId"]], shown)


def tell_version(context: TriggerContext) -> None:
    """After a document changes: its latest version follows."""
    latest = context.new.get("LatestPublishedVersionId")
    if latest and context.changed("Title", "Description"):
        shown = {name: context.new.get(name) for name in ("Title", "Description")}
        context.system.write("ContentVersion", [latest], shown)


def default_link(context: TriggerContext) -> None:
    """Before a link is written: who may do what, and who sees it, where the client does not say."""
    new = context.new
    new["ShareType"] = new.get("ShareType") or "V"
    new["Visibility"] = new.get("Visibility") or _default_visibility(context)
    if context.system.count(
        "ContentDocumentLink", ContentDocumentId=new.get("ContentDocumentId"), LinkedEntityId=new.get("LinkedEntityId")
    ):
        # Code and text: public reports, confidence B.
        message = "Document with ID: {} is already linked with the entity with ID: {}"
        text = message.format(new.get("ContentDocumentId"), new.get("LinkedEntityId"))
        raise SalesforceError("DUPLICATE_VALUE", text, [])


def measure(context: TriggerContext) -> None:
    """Before an attachment or document is written: the length of its body."""
    context.new["BodyLength"] = len(_bytes(context.new.get("Body")))


def _require_file(new: dict[str, Any]) -> None:
    """A version is a file or a link, and a file has a path (text: recorded for other objects)."""
    wanted = [] if new.get("ContentUrl") else [n for n in ("PathOnClient", "VersionData") if not new.get(n)]
    if wanted:
        message = f"Required fields are missing: [{', '.join(wanted)}]"
        raise SalesforceError("REQUIRED_FIELD_MISSING", message, wanted)


def _measure_version(new: dict[str, Any]) -> None:
    data = _bytes(new.get("VersionData"))
    new["ContentSize"] = len(data)
    new["Checksum"] = hashlib.md5(data, usedforsecurity=False).hexdigest()


def _place_version(context: TriggerContext) -> None:
    new = context.new
    document = new.get("ContentDocumentId")
    if document is None:
        made = {"Title": new["Title"], "OwnerId": new["OwnerId"], "PublishStatus": new["PublishStatus"]}
        new["ContentDocumentId"] = context.system.insert("ContentDocument", made)
        new["VersionNumber"] = "1"
        return
    if new.get("FirstPublishLocationId"):
        message = "A new version of a document has no first publish location"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["FirstPublishLocationId"])
    new["VersionNumber"] = str(context.system.count("ContentVersion", ContentDocumentId=document) + 1)


def _link(context: TriggerContext, document: str, entity: str, visibility: str) -> None:
    link = {"ContentDocumentId": document, "LinkedEntityId": entity, "ShareType": _INFERRED}
    context.system.insert("ContentDocumentLink", link | {"Visibility": visibility})


def _default_visibility(context: TriggerContext) -> str:
    """External users share with all, internal ones with their own kind unless they say more (confidence C)."""
    return _EVERYBODY if context.user.external else _INTERNAL


def _bytes(text: str | None) -> bytes:
    return base64.b64decode(text or "")


def _now(context: TriggerContext) -> str:
    return format_datetime(context.clock.now())


def _measured(sobject: str) -> tuple[Trigger, ...]:
    run: Callable[[TriggerContext], None] = measure
    return Trigger(sobject, "before", "insert", run), Trigger(sobject, "before", "update", run)


TRIGGERS = (
    Trigger("ContentVersion", "before", "insert", describe_version),
    Trigger("ContentVersion", "after", "insert", publish_version),
    Trigger("ContentVersion", "before", "update", change_version),
    Trigger("ContentVersion", "after", "update", tell_document),
    Trigger("ContentDocument", "after", "update", tell_version),
    Trigger("ContentDocumentLink", "before", "insert", default_link),
    *_measured("Attachment"),
    *_measured("Document"),
)
