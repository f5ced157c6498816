"""Two partners of whom the one must not see anything of the other; not a test."""

import base64

from tests.mock_org.test_isolation import MARK, records_of


def rivals(world):
    """Acme, which asks, Globex, and the ids of what Globex has: with files, a document and a deleted lead."""
    acme, globex = world.partner("Acme"), world.partner(MARK)
    records_of(world, acme, "Acme")
    ids = records_of(world, globex, MARK)
    admin, body = world.admin, base64.b64encode(f"{MARK} body".encode()).decode()
    version = admin.create(
        "ContentVersion", Title=f"{MARK} File", PathOnClient="a.txt", VersionData=body, FirstPublishLocationId=ids[4]
    )
    document = admin.get(f"/sobjects/ContentVersion/{version}?fields=ContentDocumentId").json["ContentDocumentId"]
    attachment = admin.create("Attachment", Name=f"{MARK} Paper", Body=body, ParentId=ids[4])
    gone = admin.create("Lead", LastName=f"{MARK} Gone", Company=MARK, OwnerId=globex.user_id)
    assert admin.call("DELETE", f"/sobjects/Lead/{gone}").status_code == 204
    return world, acme, globex, [*ids, version, document, attachment, gone]


def by_type(world, ids):
    return {world.org.schema.by_key_prefix(each[:3]).name: each for each in ids}


def unchanged(world, ids):
    """What the administrator sees of the records."""
    found = {}
    for name, record_id in by_type(world, ids).items():
        found[name] = world.admin.get(f"/sobjects/{name}/{record_id}").text
    return found
