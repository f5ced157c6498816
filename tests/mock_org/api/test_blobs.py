"""Files over REST: uploaded in parts or as base64, read by their own URL, seen by whom they are shared with."""

import base64
import gzip
import hashlib
import io
import json

import pytest

DATA = b"\x00\x01binary\xff" * 10
FILE = {"Title": "Plan", "PathOnClient": "folder/plan.txt"}


def upload(caller, path="/sobjects/ContentVersion", entity=FILE, *, field="VersionData", method="POST", data=DATA):
    parts = {"entity_content": (io.BytesIO(json.dumps(entity).encode()), None, "application/json")}
    parts |= {field: (io.BytesIO(data), "plan.txt", "text/plain")}
    return caller.call(method, path, data=parts, content_type="multipart/form-data")


def as_base64(data=DATA):
    return base64.b64encode(data).decode()


def test_a_file_uploaded_in_parts_is_read_by_its_url(admin):
    answer = upload(admin)
    assert answer.status_code == 201, answer.json
    version = admin.get(f"/sobjects/ContentVersion/{answer.json['id']}").json
    url = f"/services/data/v62.0/sobjects/ContentVersion/{answer.json['id']}/VersionData"
    assert version["VersionData"] == url
    assert (version["ContentSize"], version["FileExtension"], version["FileType"]) == (len(DATA), "txt", "TEXT")
    assert version["Checksum"] == hashlib.md5(DATA).hexdigest()
    assert (version["IsLatest"], version["VersionNumber"]) == (True, "1")
    body = admin.get(url)
    assert body.data == DATA


def test_a_file_sent_as_base64_is_the_same(admin):
    version = admin.create("ContentVersion", PathOnClient="a/b.PDF", VersionData=as_base64())
    assert admin.get(f"/sobjects/ContentVersion/{version}/versiondata").data == DATA
    row = admin.get(f"/sobjects/ContentVersion/{version}?fields=Title,FileType").json
    assert (row["Title"], row["FileType"]) == ("b", "PDF")


def test_a_version_makes_a_document_linked_to_owner_and_first_place(admin):
    account = admin.create("Account", Name="Acme")
    values = FILE | {"VersionData": as_base64(), "FirstPublishLocationId": account}
    version = admin.create("ContentVersion", **values)
    document = admin.get(f"/sobjects/ContentVersion/{version}?fields=ContentDocumentId").json["ContentDocumentId"]
    row = admin.get(f"/sobjects/ContentDocument/{document}").json
    assert (row["Title"], row["LatestPublishedVersionId"], row["OwnerId"]) == ("Plan", version, admin.user_id)
    links = admin.query(f"SELECT LinkedEntityId FROM ContentDocumentLink WHERE ContentDocumentId = '{document}'")
    assert {link["LinkedEntityId"] for link in links} == {admin.user_id, account}


def test_a_new_version_replaces_the_latest(admin):
    first = upload(admin).json["id"]
    document = admin.get(f"/sobjects/ContentVersion/{first}").json["ContentDocumentId"]
    second = upload(admin, entity=FILE | {"ContentDocumentId": document, "Title": "Plan 2"}, data=b"two").json["id"]
    rows = {row["Id"]: row["IsLatest"] for row in admin.query("SELECT Id, IsLatest FROM ContentVersion")}
    assert rows == {first: False, second: True}
    row = admin.get(f"/sobjects/ContentDocument/{document}").json
    assert (row["Title"], row["ContentSize"], row["LatestPublishedVersionId"]) == ("Plan 2", 3, second)


@pytest.mark.parametrize("values", [{"VersionData": "!"}, {}, {"VersionData": "QQ==", "PathOnClient": None}])
def test_a_version_without_a_file_is_refused(admin, values):
    answer = admin.call("POST", "/sobjects/ContentVersion", json=FILE | values)
    assert answer.status_code == 400
    assert admin.query("SELECT Id FROM ContentDocument") == []


def test_a_file_is_seen_by_its_owner_and_where_it_is_shared(world, admin):
    one, other = world.partner("Globex"), world.partner("Initech")
    version = upload(one.caller).json["id"]
    url = f"/sobjects/ContentVersion/{version}/VersionData"
    assert one.caller.get(url).data == DATA
    assert other.caller.get(url).status_code == 404
    assert other.caller.query("SELECT Id FROM ContentVersion") == []
    document = admin.get(f"/sobjects/ContentVersion/{version}").json["ContentDocumentId"]
    assert other.caller.get(f"/sobjects/ContentDocument/{document}").status_code == 404
    grab = upload(other.caller, entity=FILE | {"ContentDocumentId": document})
    assert grab.status_code in (400, 403, 404)
    link = {"ContentDocumentId": document, "LinkedEntityId": other.account_id, "ShareType": "V"}
    assert other.caller.call("POST", "/sobjects/ContentDocumentLink", json=link).status_code in (400, 403, 404)
    admin.create("ContentDocumentLink", **link, Visibility="AllUsers")
    assert other.caller.get(url).data == DATA
    grab = upload(other.caller, entity=FILE | {"ContentDocumentId": document})
    assert grab.status_code in (400, 403, 404)


def test_a_file_for_internal_users_is_hidden_from_partners(world, admin):
    partner = world.partner("Globex")
    version = upload(admin, entity=FILE | {"FirstPublishLocationId": partner.account_id}).json["id"]
    assert partner.caller.get(f"/sobjects/ContentVersion/{version}/VersionData").status_code == 404


def test_a_partner_publishes_to_no_record_that_he_does_not_see(world, admin):
    partner = world.partner("Globex")
    hidden = admin.create("Account", Name="Hidden")
    answer = upload(partner.caller, entity=FILE | {"FirstPublishLocationId": hidden})
    assert answer.json[0]["errorCode"] == "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY"
    assert admin.query("SELECT Id FROM ContentDocument") == []


def test_attachments_are_made_changed_and_read(admin):
    account = admin.create("Account", Name="Acme")
    entity = {"Name": "a.txt", "ParentId": account, "ContentType": "text/plain"}
    made = upload(admin, "/sobjects/Attachment", entity, field="Body")
    assert made.status_code == 201, made.json
    path = f"/sobjects/Attachment/{made.json['id']}"
    body = admin.get(path + "/Body")
    assert (body.data, body.mimetype) == (DATA, "text/plain")
    assert upload(admin, path, {"Name": "b.txt"}, field="Body", method="PATCH", data=b"new").status_code == 204
    assert admin.get(path + "/Body").data == b"new"
    row = admin.get(path).json
    assert (row["Name"], row["BodyLength"]) == ("b.txt", 3)
    assert row["Body"].endswith(f"{path}/Body")


def test_parts_that_fit_no_blob_field_are_refused(admin):
    answer = upload(admin, "/sobjects/Account", {"Name": "Acme"}, field="Body")
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "INVALID_FIELD")
    parts = {"VersionData": (io.BytesIO(DATA), "a.txt")}
    answer = admin.call("POST", "/sobjects/ContentVersion", data=parts, content_type="multipart/form-data")
    assert answer.status_code == 400


def test_an_empty_blob_field_is_not_found(admin):
    account = admin.create("Account", Name="Acme")
    assert admin.get(f"/sobjects/Account/{account}/Body").status_code == 404


def test_compressed_bodies_are_unpacked_up_to_a_limit(world, admin):
    def post(data, **headers):
        more = {"Content-Encoding": "gzip"} | headers
        return admin.call("POST", "/sobjects/Account", data=data, headers=more, content_type="application/json")

    assert post(gzip.compress(json.dumps({"Name": "Zip"}).encode())).status_code == 201
    assert post(b"no gzip").status_code == 400
    assert post(gzip.compress(b'{"Name": "Cut"}')[:-9]).status_code == 400
    most = world.app.config["MAX_CONTENT_LENGTH"]
    assert post(gzip.compress(b" " * (most + 1))).status_code == 413
    assert post(b"{}", **{"Content-Encoding": "br"}).status_code == 415


def test_xml_bodies_are_records_too(admin):
    def post(text):
        return admin.call("POST", "/sobjects/Account", data=text, content_type="application/xml")

    xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    made = post(f"<Account {xsi}><Name>Ünï</Name><Phone xsi:nil='true'/></Account>".encode())
    assert made.status_code == 201
    record_id = admin.query("SELECT Id FROM Account WHERE Name = 'Ünï'")[0]["Id"]
    assert admin.get(f"/sobjects/Account/{record_id}").json["Phone"] is None
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]><Account><Name>&b;</Name></Account>'
    for text in (bomb, "<Account>", "text", "<Account><Name>a</Name><Name>b</Name></Account>"):
        answer = post(text.encode())
        assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "XML_PARSER_ERROR")


def test_a_body_that_is_too_large_is_refused_with_its_length_told_or_not(world, admin):
    data = b'{"Name": "Cut"}' + b" " * world.app.config["MAX_CONTENT_LENGTH"]
    told = admin.call("POST", "/sobjects/Account", data=data, content_type="application/json")
    chunks = {"input_stream": io.BytesIO(data), "environ_overrides": {"wsgi.input_terminated": True}}
    untold = admin.call("POST", "/sobjects/Account", content_type="application/json", **chunks)
    for answer in (told, untold):
        assert (answer.status_code, answer.json[0]["errorCode"]) == (413, "REQUEST_LIMIT_EXCEEDED")
    assert admin.query("SELECT Id FROM Account WHERE Name = 'Cut'") == []
