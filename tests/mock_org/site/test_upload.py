"""Files of a record at the portal: who sees the record uploads and loads them, nobody else does."""

from io import BytesIO

import pytest

from tests.mock_org.site.portal import SITE, hidden, text_of

UPLOAD = "/chatter/handlers/file/body"


@pytest.fixture
def lead(world, acme):
    return world.admin.create("Lead", LastName="Lee", Company="Initech", OwnerId=acme.partner.user_id)


def send(member, record_id, *files, token=True, json=False):
    page = member.visitor.get("/s/createrecord/NewLead").text  # any form of the session holds its token
    data = {"recordId": record_id, "file": [(BytesIO(data), name) for name, data in files]}
    data |= hidden(page) if token else {}
    headers = {"Accept": "application/json"} if json else {}
    return member.visitor.client.post(SITE + UPLOAD, data=data, headers=headers)


def files(world):
    return world.admin.query("SELECT Id, Title, ContentSize, FileExtension, ContentDocumentId FROM ContentVersion")


def test_a_file_is_uploaded_listed_and_loaded(world, acme, lead):
    answer = send(acme, lead, ("papers/Offer.pdf", b"%PDF"))
    assert (answer.status_code, answer.location) == (303, f"{SITE}/s/detail/{lead}?tab=related")
    [file] = files(world)
    assert (file["Title"], file["ContentSize"], file["FileExtension"]) == ("Offer", 4, "pdf")
    page = text_of(acme.visitor.client.get(answer.location).text)
    assert "Files (1)" in page
    assert "Offer .pdf" in page
    loaded = acme.visitor.get(f"/sfc/servlet.shepherd/document/download/{file['ContentDocumentId']}")
    assert loaded.data == b"%PDF"
    assert loaded.headers["Content-Disposition"] == "attachment; filename=Offer.pdf"
    assert loaded.mimetype == "application/octet-stream"
    assert loaded.headers["X-Content-Type-Options"] == "nosniff"


def test_another_partner_neither_uploads_to_the_record_nor_loads_its_files(world, acme, globex, lead):
    send(acme, lead, ("Offer.pdf", b"%PDF"))
    [file] = files(world)
    for path in ("document/download/" + file["ContentDocumentId"], "version/download/" + file["Id"]):
        answer = globex.visitor.get(f"/sfc/servlet.shepherd/{path}")
        nothing = globex.visitor.get(f"/sfc/servlet.shepherd/{path[:-18]}{path[-18:-7]}0099AAA"[:200])
        assert (answer.status_code, nothing.status_code) == (404, 404)
        assert "PDF" not in answer.text
        assert text_of(answer.text) == text_of(nothing.text)
    assert send(globex, lead, ("Evil.pdf", b"x")).status_code == 404
    assert len(files(world)) == 1


def test_a_file_that_internal_users_keep_to_themselves_is_no_partners(world, acme, lead):
    version = world.admin.create("ContentVersion", PathOnClient="Costs.txt", VersionData="c2VjcmV0")
    [row] = [each for each in files(world) if each["Title"] == "Costs"]
    values = {"ContentDocumentId": row["ContentDocumentId"], "LinkedEntityId": lead, "ShareType": "V"}
    world.admin.create("ContentDocumentLink", **values, Visibility="InternalUsers")
    assert "Costs" not in acme.visitor.get(f"/s/detail/{lead}?tab=related").text
    assert acme.visitor.get(f"/sfc/servlet.shepherd/version/download/{version}").status_code == 404


def test_without_its_token_nothing_is_uploaded(world, acme, lead):
    assert send(acme, lead, ("a.txt", b"a"), token=False).status_code == 403
    assert files(world) == []


@pytest.mark.parametrize("data", [b"", b"x" * 11])
def test_a_file_that_is_empty_or_too_large_is_refused_and_none_beside_it_is_kept(world, acme, lead, data):
    world.org.configure(world.org.settings.patched({"site_upload_bytes": 10}))
    answer = send(acme, lead, ("good.txt", b"good"), ("bad.txt", data), json=True)
    assert answer.status_code == 400
    assert "bad.txt" in answer.json[0]["message"]
    assert files(world) == []


def test_no_file_at_all_is_refused(acme, lead):
    assert "Select a file to upload." in text_of(send(acme, lead).text)


def test_a_script_is_told_what_came_of_it(world, acme, lead):
    made = send(acme, lead, ("a.txt", b"a"), json=True)
    assert made.status_code == 201
    assert made.json[0]["success"] is True
    gone = send(acme, "00Q000000000999AAA", ("a.txt", b"a"), json=True)
    assert (gone.status_code, gone.json[0]["errorCode"]) == (404, "NOT_FOUND")


def test_a_hostile_name_is_a_name(acme, world, lead):
    for name in (
        "<script>alert(1)</script>.html",
        "a\r\nSet-Cookie: a=b.txt",
        "\u202egnp.exe",
        "../../etc/passwd",
        "x" * 300,
    ):
        assert send(acme, lead, (name, b"x")).status_code in (303, 400)
    assert "<script>alert" not in acme.visitor.get(f"/s/detail/{lead}?tab=related").text
    assert len(files(world)) > 2
    for file in files(world):
        loaded = acme.visitor.get(f"/sfc/servlet.shepherd/document/download/{file['ContentDocumentId']}")
        assert loaded.data == b"x"
        assert loaded.headers["Content-Disposition"].startswith("attachment")
        assert "Set-Cookie: a" not in str(loaded.headers)


def test_what_is_no_record_takes_no_file(acme):
    for record_id in ("", "x", "\0", "00Q", "005000000000001AAA", "9" * 5000):
        assert send(acme, record_id, ("a.txt", b"a")).status_code == 404
        assert acme.visitor.get(f"/sfc/servlet.shepherd/version/download/{record_id or 'x'}").status_code == 404
