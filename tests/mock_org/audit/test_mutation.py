"""Each mutant changes what it says, and an unknown one is refused."""

import json

import pytest

from mock_org.audit.criteria_mutants import without_a_criterion
from mock_org.audit.mutation import chosen, mutants, mutate
from mock_org.errors import SetupError
from mock_org.security.sharing.rules import told
from mock_org.soql import parse

PARTNER = "Channel Partner: "


@pytest.fixture
def seen(world):
    """What a partner user may do with a lead of the vendor under a mutant."""
    acme = world.partner("Acme")
    lead = world.admin.create("Lead", LastName="Pool", Company="Pool", Share_With_Partners__c=True)

    def seen(mutant):
        mutate(world.org, mutant)
        answer = acme.caller.get(f"/sobjects/Lead/{lead}")
        return answer.status_code, acme.caller.update("Lead", lead, Company="X").status_code, answer.json

    return seen


@pytest.mark.parametrize(
    ("mutant", "read", "edit"),
    [
        ("none", 200, 403),
        ("sharing rule:Lead.Partner_Pool_Leads:removed", 404, 404),
        ("sharing rule:Lead.Partner_Pool_Leads:edit", 200, 204),
        ("sharing rule:Lead.Partner_Pool_Leads:without Share_With_Partners__c = True", 200, 403),
        ("default:Lead.external:Read", 200, 403),
        (f"object permission:{PARTNER}Lead.Read:taken", 404, 404),
        (f"object permission:{PARTNER}Lead.ViewAll:given", 200, 403),
    ],
)
def test_under_a_mutant_of_the_starter_org_a_partner_sees_what_it_says(seen, mutant, read, edit):
    assert seen(mutant)[:2] == (read, edit)


def test_a_field_is_opened_or_closed(seen):
    assert "Share_With_Partners__c" not in seen("none")[2]
    assert "Share_With_Partners__c" in seen(f"field permission:{PARTNER}Lead.Share_With_Partners__c read:given")[2]
    assert "Partner_Tier__c" not in seen(f"field permission:{PARTNER}Lead.Partner_Tier__c read:taken")[2]


def test_a_wider_external_default_takes_the_internal_one_along(world):
    mutate(world.org, "default:Lead.external:Read")
    assert (world.org.schema["Lead"].sharing_model, world.org.schema["Lead"].external_sharing_model) == ("Read", "Read")


def test_every_mutant_has_an_id_of_its_own_and_can_be_made(world):
    image = world.org.image()
    found = mutants(world.org, internal=True)
    assert len({each.id for each in found}) == len(found) > 100
    assert {each.kind for each in found} == {
        "sharing rule", "sharing set", "default", "object permission", "field permission"
    }  # fmt: skip
    for each in found[::40]:
        each.apply(world.org)
        world.org.restore(image)


def test_a_file_names_the_mutant_and_learns_that_an_org_was_made_of_it(world, tmp_path):
    file = tmp_path / "mutant.json"
    file.write_text(json.dumps({"mutant": "none"}))
    mutate(world.org, str(file))
    assert (tmp_path / "mutant.applied").exists()
    with pytest.raises(SetupError, match="not a file that holds"):
        mutate(world.org, str(tmp_path / "missing.json"))


def test_an_unknown_mutant_is_refused_with_the_nearest_one(world):
    with pytest.raises(SetupError, match=r"no mutant .*; the nearest is sharing rule:Lead.Partner_Pool_Leads:removed"):
        mutate(world.org, "sharing rule:Lead.Partner_Pool_Lead:removed")


def test_mutants_are_chosen_by_kind_by_words_and_by_chance(world):
    found = mutants(world.org)
    assert {each.kind for each in chosen(found, only=["default"])} == {"default"}
    assert len(chosen(found, matching="pool removed")) == 1
    assert chosen(found, sample=5, seed=1) == chosen(found, sample=5, seed=1) != chosen(found, sample=5, seed=2)
    with pytest.raises(SetupError, match="no mutant is left"):
        chosen(found, matching="nonsense")


@pytest.mark.parametrize(
    ("where", "left"),
    [
        ("A = 1", [("Id != None", True)]),
        ("A = 1 AND B = 2", [("B = 2", True), ("A = 1", True)]),
        ("A = 1 OR B = 2", [("B = 2", False), ("A = 1", False)]),
        ("A = 1 AND (B = 2 OR C = 3)", [
            ("B = 2 or C = 3", True), ("A = 1 and C = 3", False), ("A = 1 and B = 2", False),
        ]),
        ("NOT A = 1", [("Id != None", True)]),
        ("(NOT (A = 1 AND B = 2)) AND C = 3", [
            ("not (B = 2) and C = 3", False), ("not (A = 1) and C = 3", False), ("not (A = 1 and B = 2)", True),
        ]),
    ],
)  # fmt: skip
def test_a_condition_loses_one_criterion_at_a_time(where, left):
    condition = parse(f"SELECT Id FROM Lead WHERE {where}").where
    assert [(told(rest), wider) for _, rest, wider in without_a_criterion(condition)] == left
