"""Files of a record: uploaded on its page, listed there, loaded by who sees them.

Object Reference, ContentVersion.FirstPublishLocationId (confidence A); the addresses are those of real sites (B).
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from flask import jsonify, redirect, request, send_file
from flask.typing import ResponseReturnValue
from flask.wrappers import Response
from werkzeug.datastructures import FileStorage

from mock_org.errors import SalesforceError
from mock_org.schema import to_18
from mock_org.site.page import Page
from mock_org.site.reading import find
from mock_org.site.rendering import invalid_page, refused_page
from mock_org.site.visit import Visit
from mock_org.web.guard import is_forged
from mock_org.web.soql_text import literal
from mock_org.web.text import printable

UPLOAD = "/chatter/handlers/file/body"
DOWNLOAD = "/sfc/servlet.shepherd/document/download/<document_id>"
VERSION = "/sfc/servlet.shepherd/version/download/<version_id>"
EXPIRED = "Your session has expired. Reload the page and try again."
NO_FILE = "Select a file to upload."  # confidence D
TOO_LARGE = "{name} is too large: a file can have at most {most:,} bytes."  # confidence D
_LISTED = 50
_NAME = "ContentDocument"


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file of a record, as its page lists it."""

    name: str
    extension: str
    size: int
    modified: str
    owner: str
    path: str


def files_of(visit: Visit, sobject: str, record_id: str) -> list[ListedFile] | None:
    """The files of a record that this user sees, the newest first; None where its object has no files."""
    if not {"ContentVersion", "ContentDocumentLink"} <= visit.objects.keys():
        return None
    places = next(
        field["referenceTo"]
        for field in visit.session.describe("ContentVersion")["fields"]
        if field["name"] == "FirstPublishLocationId"
    )
    if sobject not in places:
        return None
    wanted = ", ".join(f"{_NAME}.{name}" for name in ("Title", "FileExtension", "ContentSize", "ContentModifiedDate"))
    found = visit.session.query(
        f"SELECT ContentDocumentId, {wanted}, {_NAME}.Owner.Name FROM ContentDocumentLink "
        f"WHERE LinkedEntityId = {literal(record_id)} ORDER BY {_NAME}.ContentModifiedDate DESC LIMIT {_LISTED}"
    )
    return [_listed(visit, row) for row in found.records]


def _listed(visit: Visit, row: dict[str, Any]) -> ListedFile:
    document = row[_NAME]
    return ListedFile(
        name=str(document["Title"]),
        extension=str(document["FileExtension"] or ""),
        size=int(document["ContentSize"] or 0),
        modified=str(document["ContentModifiedDate"]),
        owner=str((document["Owner"] or {}).get("Name") or ""),
        path=visit.site.url(DOWNLOAD.replace("<document_id>", row["ContentDocumentId"])),
    )


def upload(visit: Visit) -> ResponseReturnValue:
    """Make files of what a form brings, and link them to its record: all of them, or none."""
    record_id = request.form.get("recordId", "")
    tab = visit.tab_of(record_id)
    found = find(visit, visit.session.describe(tab.sobject), [], record_id) if tab else None
    if tab is None or found is None or files_of(visit, tab.sobject, found["Id"]) is None:
        return _refused(visit, SalesforceError("NOT_FOUND", "The requested resource does not exist"))
    if is_forged(request):
        return _refused(visit, SalesforceError("INVALID_SESSION_ID", EXPIRED), 403)
    try:
        documents = _saved(visit, found["Id"], [each for each in request.files.getlist("file") if each.filename])
    except SalesforceError as refusal:
        return _refused(visit, refusal, refusal.status)
    if _wants_json():
        return jsonify([{"id": each, "success": True} for each in documents]), 201
    return redirect(visit.site.url(f"/s/detail/{found['Id']}") + "?tab=related", 303)


def _saved(visit: Visit, record_id: str, sent: Sequence[FileStorage]) -> list[str]:
    if not sent:
        raise SalesforceError("REQUIRED_FIELD_MISSING", NO_FILE, ["VersionData"])
    with visit.org.database.transaction():
        return [visit.session.insert("ContentVersion", _version(visit, record_id, each)) for each in sent]


def _version(visit: Visit, record_id: str, sent: FileStorage) -> dict[str, Any]:
    most, name = visit.org.settings.site_upload_bytes, _file_name(sent.filename or "")
    data = sent.stream.read(most + 1)
    if len(data) > most:
        raise SalesforceError("STORAGE_LIMIT_EXCEEDED", TOO_LARGE.format(name=name, most=most))
    if not data:
        raise SalesforceError("REQUIRED_FIELD_MISSING", f"{name} is empty.", ["VersionData"])
    encoded = base64.b64encode(data).decode("ascii")
    return {"PathOnClient": name, "VersionData": encoded, "FirstPublishLocationId": record_id}


def download(visit: Visit, document_id: str) -> ResponseReturnValue:
    """The latest version of a document that this user sees; what is not for the user is not there."""
    key = to_18(document_id)
    where = f"ContentDocumentId = {literal(key)} AND IsLatest = true" if key else ""
    return _bytes(visit, where)


def download_version(visit: Visit, version_id: str) -> ResponseReturnValue:
    """One version, in the same way."""
    key = to_18(version_id)
    return _bytes(visit, f"Id = {literal(key)}" if key else "")


def _bytes(visit: Visit, where: str) -> ResponseReturnValue:
    if not where or "ContentVersion" not in visit.objects:
        return invalid_page(visit)
    text = f"SELECT Id, Title, FileExtension, ContentSize FROM ContentVersion WHERE {where} LIMIT 1"
    row = next(iter(visit.session.query(text).records), None)
    if row is None or not row["ContentSize"]:
        return invalid_page(visit)
    data, _ = visit.session.body_of("ContentVersion", row["Id"], "VersionData")
    ending = f".{row['FileExtension']}" if row["FileExtension"] else ""
    name = _file_name(f"{row['Title']}{ending}")
    return send_file(BytesIO(data), "application/octet-stream", as_attachment=True, download_name=name)


def _file_name(text: str) -> str:
    """The last part of a path, without what no file name may hold."""
    last = printable(text.replace("\\", "/").rsplit("/", 1)[-1])
    return "".join(each for each in last if each.isprintable()).strip()[:255] or "file"


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _refused(visit: Visit, refusal: SalesforceError, status: int = 404) -> ResponseReturnValue | Response:
    if _wants_json():
        return jsonify([{"errorCode": refusal.code, "message": refusal.message}]), status
    return invalid_page(visit) if status == 404 else refused_page(visit, refusal.message, status)


PAGES = (Page(UPLOAD, upload, ("POST",)), Page(DOWNLOAD, download), Page(VERSION, download_version))
