"""Duplicate rules and the matching rules that they name."""

from typing import Any

import pytest

from mock_org.metadata.matching_rules import reverse_polish
from mock_org.security.model import DuplicateRule, MatchingRule, MatchItem


def rule(method: str = "Exact", logic: str = "") -> str:
    item = (
        "<matchingRuleItems><blankValueBehavior>{}</blankValueBehavior><fieldName>{}</fieldName>"
        "<matchingMethod>{}</matchingMethod></matchingRuleItems>"
    )
    return (
        f"<matchingRules><fullName>M</fullName>{logic}<label>M</label>{item.format('NullNotAllowed', 'Name', method)}"
        f"{item.format('MatchBlanks', 'Phone', 'Exact')}<ruleStatus>Active</ruleStatus></matchingRules>"
    )


DUPLICATE = (
    "<actionOnInsert>Allow</actionOnInsert><actionOnUpdate>Block</actionOnUpdate><alertText>Sure?</alertText>"
    "<duplicateRuleMatchRules><matchRuleSObjectType>Account</matchRuleSObjectType><matchingRule>M</matchingRule>"
    "</duplicateRuleMatchRules><isActive>true</isActive><masterLabel>D</masterLabel>"
    "<operationsOnInsert>Alert</operationsOnInsert><operationsOnInsert>Report</operationsOnInsert>"
    "<securityOption>BypassSharingRules</securityOption><sortOrder>1</sortOrder>"
)


def deploy(org: Any, project: Any, matching: str, duplicate: str = DUPLICATE) -> Any:
    project.put("matchingRules/Account.matchingRule", "MatchingRules", matching)
    return project.put("duplicateRules/Account.D.duplicateRule", "DuplicateRule", duplicate).deploy(org)


def test_an_active_rule_with_exact_matching_is_followed(org: Any, project: Any) -> None:
    report = deploy(org, project, rule())
    assert (report.refused, report.not_understood) == ((), ())
    matching = MatchingRule("M", "Account", (MatchItem("Name"), MatchItem("Phone", True)), ("1", "2", "AND"))
    assert org.sharing.duplicate_rules == (
        DuplicateRule("D", "Account", "Sure?", "alert", "block", False, (matching,)),
    )


def test_fuzzy_matching_is_named_as_not_understood(org: Any, project: Any) -> None:
    report = deploy(org, project, rule("CompanyName"))
    assert "Name (CompanyName)" in str(report.not_understood[0])
    assert "Account.M is no matching rule" in str(report.not_understood[1])
    assert org.sharing.duplicate_rules == ()


def test_an_inactive_rule_and_one_that_filters_find_nothing(org: Any, project: Any) -> None:
    deploy(org, project, rule(), DUPLICATE.replace("<isActive>true", "<isActive>false"))
    assert org.sharing.duplicate_rules == ()
    filtered = DUPLICATE + "<duplicateRuleFilter><duplicateRuleFilterItems/></duplicateRuleFilter>"
    assert "duplicateRuleFilter" in str(deploy(org, project, rule(), filtered).not_understood[0])
    assert org.sharing.duplicate_rules == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 AND (2 OR 3)", ("1", "2", "3", "OR", "AND")),
        ("1 or 2 and 3", ("1", "2", "3", "AND", "OR")),
        (None, ("1", "2", "AND", "3", "AND")),
        ("1 AND 4", None), ("1 AND", None), ("(1 AND 2", None), ("1)", None), ("1 NOT 2", None), ("1 2", None),
    ],
)  # fmt: skip
def test_a_filter_is_read_or_refused(text: str | None, expected: tuple[str, ...] | None) -> None:
    assert reverse_polish(text, 3) == expected
