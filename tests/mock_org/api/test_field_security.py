"""A hidden field and a closed object do not exist for a partner, whichever door of the REST API is asked."""

import pytest

SECRET = "5551234777"
NO_COLUMN = "No such column 'Phone'"


@pytest.fixture
def partner(world):
    return world.partner("Acme")


def rows(admin, sobject, where):
    parent = "ParentId IN (SELECT Id FROM PermissionSet WHERE Profile.Name = 'Channel Partner')"
    return [row["Id"] for row in admin.query(f"SELECT Id FROM {sobject} WHERE {parent} AND {where}")]


def close(admin, sobject, where):
    for row in rows(admin, sobject, where):
        assert admin.call("DELETE", f"/sobjects/{sobject}/{row}").status_code == 204


@pytest.fixture
def lead(admin, partner):
    """A lead of the partner's with a phone number that only the vendor sees; its title can be read."""
    made = partner.caller.create("Lead", LastName="Ames", Company="Initech")
    assert admin.update("Lead", made, Phone=SECRET).status_code == 204
    close(admin, "FieldPermissions", "Field = 'Lead.Phone'")
    [title] = rows(admin, "FieldPermissions", "Field = 'Lead.Title'")
    assert admin.update("FieldPermissions", title, PermissionsEdit=False).status_code == 204
    return made


def soql(text):
    return "/query", {"q": text}


def sosl(text):
    return "/search", {"q": f"FIND {{{text}}} RETURNING Lead(Id,Name)"}


def test_a_hidden_field_cannot_be_asked_for(partner, lead):
    asked = [
        soql("SELECT Phone FROM Lead"),
        soql("SELECT Id FROM Lead WHERE Phone != null"),
        soql("SELECT Id FROM Lead ORDER BY Phone"),
        soql("SELECT Phone, COUNT(Id) FROM Lead GROUP BY Phone"),
        soql("SELECT MAX(Phone) FROM Lead"),
        soql("SELECT Company, COUNT(Id) FROM Lead GROUP BY Company HAVING MAX(Phone) > '5'"),
        soql("SELECT Id FROM Account WHERE Id IN (SELECT ConvertedAccountId FROM Lead WHERE Phone = '5')"),
        ("/query", {"explain": "SELECT Id FROM Lead WHERE Phone = '5'"}),
        ("/search", {"q": "FIND {Initech} RETURNING Lead(Id, Phone)"}),
        ("/search", {"q": "FIND {Initech} RETURNING Lead(Id WHERE Phone = '5')"}),
        ("/search", {"q": "FIND {Initech} RETURNING Lead(Id ORDER BY Phone)"}),
        ("/parameterizedSearch", {"q": "Initech", "sobject": "Lead", "Lead.fields": "Id,Phone"}),
        (f"/sobjects/Lead/{lead}", {"fields": "Id,Phone"}),
        ("/composite/sobjects/Lead", {"ids": lead, "fields": "Id,Phone"}),
    ]
    for path, parameters in asked:
        answer = partner.caller.get(path, query_string=parameters)
        assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "INVALID_FIELD"), parameters
        assert NO_COLUMN in answer.json[0]["message"], parameters
    job = partner.caller.call("POST", "/jobs/query", json={"operation": "query", "query": "SELECT Phone FROM Lead"})
    assert (job.status_code, job.json[0]["errorCode"]) == (400, "INVALID_FIELD")


def test_a_hidden_field_is_in_no_answer(partner, lead):
    views = partner.caller.get("/sobjects/Lead/listviews").json["listviews"]
    asked = [
        (f"/sobjects/Lead/{lead}", {}),
        ("/sobjects/Lead/describe", {}),
        ("/sobjects/Lead/describe/layouts", {}),
        soql("SELECT FIELDS(ALL) FROM Lead LIMIT 5"),
        sosl("Initech"),
        sosl(SECRET),
        *((f"/sobjects/Lead/listviews/{view['id']}/results", {}) for view in views),
    ]
    for path, parameters in asked:
        answer = partner.caller.get(path, query_string=parameters)
        assert answer.status_code == 200, (path, answer.json)
        text = answer.get_data(as_text=True)
        assert SECRET not in text, path
        assert '"Phone"' not in text, path
    assert partner.caller.get("/search", query_string=sosl(SECRET)[1]).json["searchRecords"] == []


@pytest.mark.parametrize("field", ["Phone", "Title"])
def test_a_field_that_may_not_be_edited_is_not_written(partner, lead, field):
    record = {"attributes": {"type": "Lead"}, "LastName": "x", "Company": "y", field: "1"}
    change = {"attributes": {"type": "Lead"}, "id": lead, field: "1"}
    tree = {"records": [record | {"attributes": {"type": "Lead", "referenceId": "a"}}]}
    caller = partner.caller
    alone = [
        caller.call("POST", "/sobjects/Lead", json={"LastName": "x", "Company": "y", field: "1"}),
        caller.update("Lead", lead, **{field: "1"}),
    ]
    errors = [(answer.json[0]["errorCode"], answer.json[0]["fields"]) for answer in alone]
    for method, body in (("POST", record), ("PATCH", change)):
        answer = caller.call(method, "/composite/sobjects", json={"records": [body]})
        errors.append((answer.json[0]["errors"][0]["statusCode"], answer.json[0]["errors"][0]["fields"]))
    [refused] = caller.call("POST", "/composite/tree/Lead", json=tree).json["results"]
    errors.append((refused["errors"][0]["statusCode"], refused["errors"][0]["fields"]))
    assert errors == [("INVALID_FIELD_FOR_INSERT_UPDATE", [field])] * 5
    assert [row["Title"] for row in caller.query("SELECT Title FROM Lead")] == [None]
    described = {f["name"]: f["updateable"] for f in caller.get("/sobjects/Lead/describe").json["fields"]}
    assert described.get(field) is (None if field == "Phone" else False)


def test_an_object_opens_by_its_permissions_one_by_one(admin, partner, lead):
    caller = partner.caller
    [row] = rows(admin, "ObjectPermissions", "SobjectType = 'Lead'")

    def allowed(*actions):
        flags = {f"Permissions{each}": each in actions for each in ("Create", "Edit", "Delete")}
        assert admin.update("ObjectPermissions", row, **flags).status_code == 204
        described = caller.get("/sobjects/Lead/describe").json
        assert [described[each] for each in ("createable", "updateable", "deletable")] == [*flags.values()]

    refused = (403, "INSUFFICIENT_ACCESS_OR_READONLY")
    allowed("Edit")
    for answer in (
        caller.call("POST", "/sobjects/Lead", json={"LastName": "x", "Company": "y"}),
        caller.call("DELETE", f"/sobjects/Lead/{lead}"),
    ):
        assert (answer.status_code, answer.json[0]["errorCode"]) == refused
    assert caller.update("Lead", lead, Company="Other").status_code == 204
    allowed("Create")
    answer = caller.update("Lead", lead, Company="Third")
    assert (answer.status_code, answer.json[0]["errorCode"]) == refused


def test_a_closed_object_is_not_there(admin, partner, lead):
    caller = partner.caller
    close(admin, "ObjectPermissions", "SobjectType = 'Lead'")
    known = {each["name"] for each in caller.get("/sobjects").json["sobjects"]}
    assert "Account" in known
    assert known.isdisjoint({"Lead", "LeadShare"})
    for path in ("", "/describe", f"/{lead}", "/listviews", "/describe/layouts", "/quickActions"):
        answer = caller.get(f"/sobjects/Lead{path}")
        assert (answer.status_code, answer.json[0]["errorCode"]) == (404, "NOT_FOUND"), path
    for path, parameters in (soql("SELECT Id FROM Lead"), soql("SELECT COUNT() FROM LeadShare"), sosl("Initech")):
        answer = caller.get(path, query_string=parameters)
        assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "INVALID_TYPE"), parameters
    assert caller.get("/search", query_string={"q": "FIND {Initech}"}).json["searchRecords"] == []
    assert caller.update("Lead", lead, Company="x").status_code == 404
    assert caller.call("POST", "/sobjects/Lead", json={"LastName": "x", "Company": "y"}).status_code == 403
