"""The doors of tiers."""


def ask(world, method="GET", door="", **body):
    return world.app.test_client().open(f"/_mock/tiers{door}", method=method, json=body or None)


def tiered(world, tier="Silver"):
    acme = world.partner("Acme", Partner_Tier__c=tier)
    where = f"AssigneeId = '{acme.user_id}' AND PermissionSet.Name = 'Silver_Partner'"
    assigned = world.admin.query(f"SELECT Id FROM PermissionSetAssignment WHERE {where}")
    assert world.admin.call("DELETE", f"/sobjects/PermissionSetAssignment/{assigned[0]['Id']}").status_code == 204
    return acme


def test_findings_are_sentences(world):
    acme = tiered(world)
    said = "User AcmeUser (acmeuser@example.com) of tier Silver does not have the permission set Silver Partner."
    assert ask(world).json == {"findings": [{"kind": "set missing", "record": acme.user_id, "says": said}]}
    assert ask(world, door="?format=text").text == f"{said}\n"


def test_applying_mends_them(world):
    tiered(world)
    assert ask(world, "POST", "/apply").json == {"changed": 1}
    assert ask(world).json == {"findings": []}
    assert ask(world, "POST", "/apply", user="x").json == {"error": "unknown: user; there are: none"}


def test_without_tiers_the_doors_say_so(world):
    assert world.app.test_client().patch("/_mock/settings", json={"tiers": None}).status_code == 200
    answer = ask(world)
    assert (answer.status_code, answer.json["error"][:38]) == (400, "the org knows no tiers: its settings h")


def test_settings_that_name_what_is_not_there_are_refused_and_nothing_changes(world):
    wanted = {"field": "Tier__c", "sets": {"Gold": ["Nothing"]}}
    answer = world.app.test_client().patch("/_mock/settings", json={"tiers": wanted})
    assert (answer.status_code, answer.json["error"]) == (
        400,
        "tiers.field: Account has no field Tier__c; tiers.sets.Gold: there is no permission set Nothing",
    )
    assert world.org.settings.tiers.field == "Partner_Tier__c"


def test_a_mapping_by_neither_field_nor_program_is_refused(world):
    answer = world.app.test_client().patch("/_mock/settings", json={"tiers": {"sets": {}}})
    assert answer.status_code == 400
    assert "says neither by which field of Account" in answer.json["error"]


def test_a_program_that_is_not_there_is_told(world):
    world.app.test_client().patch("/_mock/settings", json={"tiers": {"program": "Nowhere", "sets": {}}})
    assert ask(world).json == {"error": "tiers.program: there is no channel program 'Nowhere'"}
