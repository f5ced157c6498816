"""Account relationship sharing rules."""

from typing import Any

import pytest

GIVEN = {
    "accessLevel": "Edit",
    "accountToCriteriaField": "Lead.PartnerAccountId",
    "description": "Dealers share.",
    "entityType": "Lead",
    "masterLabel": "Dealers",
    "type": "Dealer",
}
RULE = "AccountRelationshipShareRule"


def put(project: Any, *, on: bool = True, **given: str | None) -> Any:
    tags = {tag: text for tag, text in (GIVEN | given).items() if text is not None}
    project.put("settings/Communities.settings", "CommunitiesSettings",
                f"<enablePRMAccRelPref>{str(on).lower()}</enablePRMAccRelPref>")  # fmt: skip
    content = "".join(f"<{tag}>{text}</{tag}>" for tag, text in tags.items())
    return project.put("accountRelationshipShareRules/Dealers.accountRelationshipShareRule", RULE, content)


def test_a_rule_becomes_a_record_and_is_changed_by_the_next_deploy(org: Any, project: Any) -> None:
    assert put(project).deploy(org).refused == ()
    assert put(project, accessLevel="Read").deploy(org).refused == ()
    rule = org.one(RULE, DeveloperName="Dealers")
    assert (rule["AccessLevel"], rule["EntityType"], rule["Type"]) == ("Read", "Lead", "Dealer")


def test_while_account_relationships_are_off_the_rule_is_reported(org: Any, project: Any) -> None:
    report = put(project, on=False).deploy(org)
    assert "account relationships are off" in report.not_understood[0].advice
    assert RULE not in org.tables


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"accessLevel": "All"}, "accessLevel: is 'All'; one of Edit, Read is right"),
        ({"accessLevel": None}, "accessLevel: is missing; Read or Edit is right"),
        ({"entityType": "Task"}, "entityType: Task cannot be shared by account relationships; "),
        ({"accountToCriteriaField": "Lead.Company"},
         "accountToCriteriaField: Lead.Company is no lookup of Lead to Account or User"),
        ({"accountToCriteriaField": "Case.AccountId"},
         "accountToCriteriaField: Case.AccountId is no lookup of Lead to Account or User"),
        ({"staticFormulaCriteria": "true"},
         "staticFormulaCriteria: formulas of account relationship rules are not computed; leave it out"),
        ({"surprise": "1"}, "surprise: is not a known element here; leave it out or correct its name"),
    ],
)  # fmt: skip
def test_what_must_not_be_guessed_is_refused(org: Any, project: Any, faults: Any, given: Any, line: str) -> None:
    (found,) = faults(put(project, **given).deploy(org).refused)
    assert found.startswith(f"accountRelationshipShareRules/Dealers.accountRelationshipShareRule-meta.xml: {line}")
