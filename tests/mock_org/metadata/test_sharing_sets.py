"""Sharing sets."""

from typing import Any

import pytest


def mapping(sobject: str, field: str = "AccountId", user: str = "Account", access: str = "Read", more: str = "") -> str:
    return (
        f"<accessMappings><accessLevel>{access}</accessLevel><object>{sobject}</object>"
        f"<objectField>{field}</objectField><userField>{user}</userField>{more}</accessMappings>"
    )


def put(project: Any, *mappings: str, profile: str = "Partner", name: str = "S") -> Any:
    project.put("profiles/Partner.profile", "Profile", "<userLicense>Partner Community</userLicense>")
    content = "".join(mappings) + f"<name>{name}</name><profiles>{profile}</profiles>"
    return project.put(f"sharingSets/{name}.sharingSet", "SharingSet", content)


@pytest.mark.parametrize(
    ("sobject", "field", "user"),
    [
        ("Case", "AccountId", "Account"),
        ("Case", "Account", "Account"),
        ("Case", "Contact.Account", "Account"),
        ("Case", "ContactId", "Contact"),
        ("Account", "Id", "Account"),
        ("Account", "ParentId", "Account.Parent"),
        ("Contact", "Id", "Manager.Contact"),
        ("Case", "AccountId", "Contact.RelatedAccount"),
        ("User", "AccountId", "Account"),
    ],
)
def test_mappings_that_lead_to_one_thing_are_read(org: Any, project: Any, sobject: str, field: str, user: str) -> None:
    report = put(project, mapping(sobject, field, user)).deploy(org)
    assert [str(f) for f in report.refused] == []
    (found,) = org.sharing.sets[0].mappings
    assert (found.object, found.object_field, found.user_field, found.access) == (sobject, field, user, "Read")


REFUSED = [
    (mapping("Lead", "Id"),
     ("accessMappings/object: Lead cannot be in a sharing set; Account, Campaign, Case, Contact, Opportunity, Order, "
     "ServiceContract, User, WorkOrder or a custom object can")),
    (mapping("Gone__c"), "accessMappings/object: Gone__c is no object of this org"),
    (mapping("Case", "Gone__c"), "accessMappings/objectField: Gone__c is no lookup of Case to Account or Contact"),
    (mapping("Case", "Subject"), "accessMappings/objectField: Subject is no lookup of Case to Account or Contact"),
    (mapping("Case", user="Role"), ("accessMappings/userField: Role leads to no account or contact; right is "
     "Account, Contact, Account.X, Contact.X, Contact.RelatedAccount, Manager.Account or Manager.Contact")),
    (mapping("Case", "Contact.Account.Parent"),
     "accessMappings/objectField: Contact.Account.Parent is no lookup of Case to Account or Contact"),
    (mapping("Case", user="Contact"), ("accessMappings/objectField: leads to Account, but userField leads to "
     "Contact; both must be one")),
    (mapping("Case", access="All"), "accessMappings/accessLevel: is 'All'; one of Edit, Read is right"),
    (mapping("Case", more="<only>1</only>"),
     "accessMappings/only: is not a known element here; leave it out or correct its name"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "line"), REFUSED)
def test_a_mapping_that_must_not_be_guessed_is_refused(
    org: Any, project: Any, faults: Any, content: str, line: str
) -> None:
    report = put(project, content).deploy(org)
    named = line.replace("accessMappings/", f"accessMappings[{content.split('<object>')[1].split('<')[0]}]/")
    assert faults(report.refused) == [f"sharingSets/S.sharingSet-meta.xml: {named}"]


def test_an_unknown_profile_is_refused(org: Any, project: Any, faults: Any) -> None:
    assert faults(put(project, mapping("Case"), profile="Gone").deploy(org).refused) == [
        "sharingSets/S.sharingSet-meta.xml: profiles[Gone]: is no profile of the project or the org"
    ]


def test_two_sets_for_one_profile_and_object_are_refused(org: Any, project: Any) -> None:
    put(project, mapping("Case"))
    report = put(project, mapping("Case"), name="T").deploy(org)
    assert [f.advice for f in report.refused] == ["Partner reaches Case by a sharing set already; one is right"]


def test_a_profile_of_internal_users_is_refused(org: Any, project: Any, faults: Any) -> None:
    lines = faults(put(project, mapping("Case"), profile="Admin").deploy(org).refused)
    told = "has the licence Salesforce; sharing sets are for Partner and Customer Community users"
    assert lines == [f"sharingSets/S.sharingSet-meta.xml: profiles[Admin]: {told}"]


def test_a_mapping_that_is_not_read_gives_nothing_and_is_reported(org: Any, project: Any) -> None:
    report = put(project, mapping("WorkOrder")).deploy(org)
    assert report.refused == ()
    assert len(report.not_understood) == 1
    assert org.sharing.sets[0].mappings == ()
