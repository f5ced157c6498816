"""Restriction rules and scoping rules."""

from typing import Any

import pytest

from mock_org.security.model import Filter
from mock_org.soql.ast import Literal

GIVEN = {
    "active": "true",
    "description": "Why.",
    "enforcementType": "Restrict",
    "masterLabel": "Own tasks",
    "recordFilter": "OwnerId = $User.Id",
    "targetEntity": "Task",
    "userCriteria": "$User.IsActive = true",
    "version": "1",
}
ACTIVE = Filter("IsActive", (Literal(True, "boolean"),))
ID = "001000000000001AAA"


def put(project: Any, name: str = "Own", **given: str | None) -> Any:
    tags = {tag: text for tag, text in (GIVEN | given).items() if text is not None}
    content = "".join(f"<{tag}>{text}</{tag}>" for tag, text in tags.items())
    return project.put(f"restrictionRules/{name}.rule", "RestrictionRule", content)


def texts(*values: str) -> tuple[Literal, ...]:
    return tuple(Literal(value, "string") for value in values)


@pytest.mark.parametrize(
    ("sobject", "text", "read"),
    [
        ("Task", "OwnerId = $User.Id", Filter("OwnerId", user_field="Id")),
        ("Task", "Task.OwnerId=$User.Id", Filter("OwnerId", user_field="Id")),
        ("Event", "Owner:User.UserRoleId = $User.UserRoleId",
         Filter("UserRoleId", user_field="UserRoleId", via=("OwnerId", "User"))),
        ("Contract", "RecordType.Name = 'Internal'", None),
        ("Contract", "Account.Name = 'Acme'", Filter("Name", texts("Acme"), via=("AccountId", "Account"))),
        ("Task", "Subject = 'Tom, Anita, \"Torres, Jia\"'", Filter("Subject", texts("Tom", "Anita", "Torres, Jia"))),
        ("Task", f"WhatId = {ID[:15]}, '{ID}'", Filter("WhatId", texts(ID, ID))),
        ("Task", "OR(ISPICKVAL(Status,'Completed'), ISPICKVAL(Status, 'Deferred'))",
         Filter("Status", texts("Completed", "Deferred"))),
        ("Task", "ISPICKVAL(Status, 'Completed')", Filter("Status", texts("Completed"))),
        ("Task", "IsClosed = false", Filter("IsClosed", (Literal(False, "boolean"),))),
    ],
)  # fmt: skip
def test_filters_are_read(org: Any, project: Any, sobject: str, text: str, read: Filter | None) -> None:
    report = put(project, targetEntity=sobject, recordFilter=text).deploy(org)
    assert bool(report.refused) == (read is None), report.refused  # Contract has no record types here
    if read:
        (rule,) = org.sharing.restrictions
        assert (rule.sobject, rule.enforcement, rule.records, rule.users) == (sobject, "Restrict", read, ACTIVE)


REFUSED = [
    ({"targetEntity": "Lead"}, ("targetEntity: Lead cannot have a rule of the kind Restrict; Contract, Event, Quote, "
     "Task, TimeSheet, TimeSheetEntry or a custom object can")),
    ({"targetEntity": "Gone__c"}, "targetEntity: Gone__c is no object of this org"),
    ({"enforcementType": "FieldRestrict"}, "enforcementType: is 'FieldRestrict'; one of Restrict, Scoping is right"),
    ({"enforcementType": None}, "enforcementType: is missing; Restrict or Scoping is right"),
    ({"version": None}, "version: is missing; 1 is right"),
    ({"surprise": "1"}, "surprise: is not a known element here; leave it out or correct its name"),
    ({"recordFilter": "OwnerId != $User.Id"},
     "recordFilter: is 'OwnerId != $User.Id'; one comparison with = is right, as in OwnerId = $User.Id"),
    ({"recordFilter": "OwnerId = $User.Id AND IsClosed = true"}, ("recordFilter: is 'OwnerId = $User.Id AND IsClosed = "
     "true'; one comparison with = is right, as in OwnerId = $User.Id")),
    ({"recordFilter": "OwnerId = null"},
     "recordFilter: compares OwnerId with 'null'; a value or $User.Field is right"),
    ({"recordFilter": "Gone__c = 'x'"}, ("recordFilter: compares Gone__c, which is no field of Task that is stored as "
     "text, number, date, picklist, checkbox or lookup")),
    ({"recordFilter": "Owner.UserRoleId = $User.UserRoleId"}, ("recordFilter: follows Owner, which leads to no one "
     "object; Owner:Group or Owner:User is right")),
    ({"recordFilter": "A.B.C = 'x'"}, "recordFilter: follows 2 lookups in A.B.C; one may be followed"),
    ({"userCriteria": "IsActive = true"},
     "userCriteria: is 'IsActive = true'; $User.Field = 'value' is right"),
    ({"userCriteria": "$User.Id = $User.ManagerId"},
     "userCriteria: compares the user with himself: '$User.Id = $User.ManagerId'; a value is right"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "line"), REFUSED)
def test_what_must_not_be_guessed_is_refused_and_nothing_is_loaded(
    org: Any, project: Any, faults: Any, given: dict[str, str], line: str
) -> None:
    report = put(project, **given).deploy(org)
    assert faults(report.refused) == [f"restrictionRules/Own.rule-meta.xml: {line}"]
    assert org.sharing is None


def test_scoping_rules_have_objects_of_their_own_and_inactive_rules_are_left_out(org: Any, project: Any) -> None:
    put(project, targetEntity="Lead", enforcementType="Scoping")
    put(project, "Off", active="false")
    assert put(project, "None", active=None).deploy(org).refused == ()
    assert [(rule.name, rule.enforcement) for rule in org.sharing.restrictions] == [("Own", "Scoping")]


def test_five_rules_of_an_object_may_be_active(org: Any, project: Any) -> None:
    for number in range(6):
        put(project, f"R{number}")
    assert [f.advice for f in project.deploy(org).refused] == ["is active rule 6 of Task; 5 may be active"]


def test_ids_of_another_org_and_objects_that_are_not_here_are_reported(org: Any, project: Any) -> None:
    put(project, userCriteria="$User.ProfileId = '00e000000000abc'")
    report = put(project, "Quotes", targetEntity="Quote").deploy(org)
    assert [f.advice.partition(" is ")[2] for f in report.not_understood] == [
        "no Profile of this org; nothing is equal to it", "not an object of the mock; the rule hides nothing",
    ]  # fmt: skip
