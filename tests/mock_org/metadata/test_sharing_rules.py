"""Sharing rules: what is read, and every way to open too much by a slip."""

from typing import Any

import pytest

from mock_org.soql.ast import And, Comparison, Literal, Not, Or, Path

LEVELS = (
    "<accountSettings><caseAccessLevel>None</caseAccessLevel><contactAccessLevel>Read</contactAccessLevel>"
    "<opportunityAccessLevel>Edit</opportunityAccessLevel></accountSettings>"
)
ITEM = "<criteriaItems><field>Rating</field><operation>equals</operation><value>Hot</value></criteriaItems>"
TO_ALL = "<sharedTo><allPartnerUsers></allPartnerUsers></sharedTo>"


def item(field: str, operation: str, value: str) -> str:
    return (
        f"<criteriaItems><field>{field}</field><operation>{operation}</operation><value>{value}</value></criteriaItems>"
    )


def rule(
    *,
    items: str = ITEM,
    to: str = TO_ALL,
    more: str = "",
    access: str = "<accessLevel>Read</accessLevel>",
    tag: str = "sharingCriteriaRules",
) -> str:
    return f"<{tag}><fullName>R</fullName>{access}<label>R</label>{to}{items}{more}</{tag}>"


def guest_rule(
    *, access: str = "Read", items: str = ITEM, to: str = "<sharedTo><guestUser>Shop</guestUser></sharedTo>"
) -> str:
    return (
        f"<sharingGuestRules><fullName>G</fullName><accessLevel>{access}</accessLevel><label>G</label>{to}{items}"
        "<includeHVUOwnedRecords>false</includeHVUOwnedRecords></sharingGuestRules>"
    )


def private(project: Any, internal: str = "Private", external: str = "Private", sobject: str = "Lead") -> Any:
    models = f"<sharingModel>{internal}</sharingModel><externalSharingModel>{external}</externalSharingModel>"
    return project.put(f"objects/{sobject}/{sobject}.object", "CustomObject", models)


def put(project: Any, content: str, sobject: str = "Lead") -> Any:
    return project.put(f"sharingRules/{sobject}.sharingRules", "SharingRules", content)


def hot(field: str = "Rating", operator: str = "=", value: Any = "Hot", kind: str = "string") -> Comparison:
    return Comparison(Path((field,)), operator, Literal(value, kind))


@pytest.mark.parametrize(
    ("items", "condition"),
    [
        (ITEM, hot()),
        (item("Lead.Rating", "equals", "Hot"), hot()),
        (item("Rating", "equals", "Hot,Warm"), Or((hot(), hot(value="Warm")))),
        (item("Rating", "notEqual", "Hot, Warm"), And((hot(operator="!="), hot(operator="!=", value="Warm")))),
        (item("Company", "equals", "&quot;Acme, Inc&quot;"), hot("Company", "=", "Acme, Inc")),
        (item("Rating", "equals", ""), hot("Rating", "=", None, "null")),
        (item("Company", "contains", "50%_a"), hot("Company", "LIKE", r"%50\%\_a%")),
        (item("Company", "startsWith", "A"), hot("Company", "LIKE", "A%")),
        (item("Company", "notContain", "A"), Not(hot("Company", "LIKE", "%A%"))),
        (item("IsConverted", "equals", "False"), hot("IsConverted", "=", False, "boolean")),
        (
            ITEM + item("NumberOfEmployees", "greaterOrEqual", "10"),
            And((hot(), hot("NumberOfEmployees", ">=", 10, "number"))),
        ),
    ],
)
def test_criteria_become_conditions(org: Any, project: Any, items: str, condition: Any) -> None:
    report = put(project, rule(items=items)).deploy(org)
    assert [str(f) for f in report.refused] == []
    assert org.sharing.rules[0].condition == condition


def test_a_record_type_is_compared_by_its_name(org: Any, project: Any) -> None:
    put(project, rule(items=item("RecordTypeId", "equals", "Partner"))).deploy(org)
    assert org.sharing.rules[0].condition == Comparison(
        Path(("RecordType", "DeveloperName")), "=", Literal("Partner", "string")
    )


@pytest.mark.parametrize(
    ("logic", "condition"),
    [
        ("1 AND (2 OR 3)", And((hot(value="1"), Or((hot(value="2"), hot(value="3")))))),
        ("(1 or 2) and not 3", And((Or((hot(value="1"), hot(value="2"))), Not(hot(value="3"))))),
        ("1 OR 2 OR 3", Or((hot(value="1"), hot(value="2"), hot(value="3")))),
    ],
)
def test_filter_logic_is_followed(org: Any, project: Any, logic: str, condition: Any) -> None:
    items = "".join(item("Rating", "equals", str(n)) for n in (1, 2, 3))
    report = put(project, rule(items=items, more=f"<booleanFilter>{logic}</booleanFilter>")).deploy(org)
    assert [str(f) for f in report.refused] == []
    assert org.sharing.rules[0].condition == condition


@pytest.mark.parametrize(
    ("logic", "why"),
    [
        ("1 AND 4", "names 4, but there are 3 conditions"),
        ("1 AND 0", "names 0, but there are 3 conditions"),
        ("1 AND 2", "leaves out condition 3"),
        ("1 AND 2 OR 3", "mixes AND and OR; parentheses must say which comes first"),
        ("1 AND (2 OR 3", "misses a closing parenthesis"),
        ("1 AND 2 AND 3)", "')' stands where AND, OR or the end is right"),
        ("1 XOR 2", "'XOR' is no number, AND, OR, NOT or parenthesis"),
        ("1 AND 2 AND", "ends too early"),
        ("(" * 200 + "1", "is nested too deep"),
        ("AND", "names AND, but there are 3 conditions"),
    ],
)
def test_filter_logic_that_does_not_parse_is_refused(org: Any, project: Any, logic: str, why: str) -> None:
    items = "".join(item("Rating", "equals", str(n)) for n in (1, 2, 3))
    report = put(project, rule(items=items, more=f"<booleanFilter>{logic}</booleanFilter>")).deploy(org)
    assert [(f.element, f.advice) for f in report.refused] == [
        ("sharingCriteriaRules[R]/booleanFilter", f"{logic!r} {why}")
    ]


@pytest.mark.parametrize(
    ("to", "principal"),
    [
        (TO_ALL, "all partner users"),
        ("<sharedTo><allInternalUsers/></sharedTo>", "all internal users"),
        ("<sharedTo><role>A</role></sharedTo>", "role A"),
        ("<sharedTo><roleAndSubordinates>A</roleAndSubordinates></sharedTo>", "role A and its subordinates"),
        (
            "<sharedTo><roleAndSubordinatesInternal>A</roleAndSubordinatesInternal></sharedTo>",
            "role A and its internal subordinates",
        ),
        ("<sharedTo><group>G</group></sharedTo>", "public group G"),
        (
            "<sharedTo><portalRoleandSubordinates>P</portalRoleandSubordinates></sharedTo>",
            "portal role P and its subordinates",
        ),
        (
            "<sharedTo><portalRoleAndSubordinates>P</portalRoleAndSubordinates></sharedTo>",
            "portal role P and its subordinates",
        ),
        ("<sharedTo><portalRole>P</portalRole></sharedTo>", "portal role P"),
    ],
)
def test_every_kind_of_target(org: Any, project: Any, to: str, principal: str) -> None:
    org.insert("UserRole", {"Name": "P", "DeveloperName": "P"})
    private(project.role("A").put("groups/G.group", "Group", "<name>G</name>"))
    report = put(project, rule(to=to)).deploy(org)
    assert [str(f) for f in report.refused] == []
    assert str(org.sharing.rules[0].shared_to) == principal


def test_an_owner_rule_shares_what_a_role_owns(org: Any, project: Any) -> None:
    more = "<sharedFrom><role>A</role></sharedFrom>"
    put(project.role("A"), rule(items="", more=more, tag="sharingOwnerRules")).deploy(org)
    found = org.sharing.rules[0]
    assert (found.kind, str(found.shared_from), found.condition) == ("owner", "role A", None)


def test_an_account_rule_says_what_it_gives_on_children(org: Any, project: Any) -> None:
    assert put(project, rule(more=LEVELS), "Account").deploy(org).refused == ()
    levels = org.sharing.rules[0].account_levels
    assert (levels.case, levels.contact, levels.opportunity) == ("None", "Read", "Edit")


REFUSED = [
    (rule(items=""), "criteriaItems: is missing; a criteria rule without one would share every record"),
    (rule(access=""), "accessLevel: is missing; Read or Edit is right"),
    (rule(access="<accessLevel>All</accessLevel>"), "accessLevel: is 'All'; one of Edit, Read is right"),
    (rule(to=""), "sharedTo: stands here 0 times; one is right"),
    (rule(to=TO_ALL + TO_ALL), "sharedTo: stands here 2 times; one is right"),
    (rule(to="<sharedTo><role>Gone</role></sharedTo>"), "sharedTo: role Gone is neither in the project nor in the org"),
    (rule(to="<sharedTo><group>Gone</group></sharedTo>"), ("sharedTo: public group Gone is neither in the "
     "project nor in the org")),
    (rule(to="<sharedTo><portalRole>Gone</portalRole></sharedTo>"),
     ("sharedTo: portal role Gone is neither in the project nor in the "
      "org")),
    (rule(items=item("Gone__c", "equals", "1")),
     "criteriaItems/field: Gone__c is no field of Lead; name one of its own fields"),
    (rule(items=item("Account.Name", "equals", "1")),
     ("criteriaItems/field: Account.Name is no field of Lead; name one of its own "
      "fields")),
    (rule(items=item("Rating", "like", "1")),
     ("criteriaItems/operation: is 'like'; one of contains, equals, excludes, greaterOrEqual, greaterThan, "
      "includes, lessOrEqual, lessThan, notContain, notEqual, startsWith is right")),
    (rule(items=item("IsConverted", "equals", "maybe")), "criteriaItems/value: is 'maybe'; True or False is right"),
    (rule(items=item("NumberOfEmployees", "equals", "ten")), "criteriaItems/value: is 'ten'; a number is right"),
    (rule(items=item("CreatedDate", "greaterThan", "LAST_WEEK")),
     "criteriaItems/value: is 'LAST_WEEK'; a day like 2026-01-31 is understood"),
    (rule(items=item("Company", "contains", "")), "criteriaItems/value: is empty; a text is right"),
    (rule(items=item("Rating", "includes", "Hot")),
     "criteriaItems/value: includes and the type of Rating do not go together"),
    (rule(items="<criteriaItems><field>Rating</field><operation>equals</operation><valueField>Name</valueField></criteriaItems>"),
     "criteriaItems/valueField: is not read; compare with a value"),
    (rule(more="<limit>1</limit>"), "limit: is not a known element here; leave it out or correct its name"),
    (rule(more=LEVELS), "accountSettings: stands here 1 times; only Account rules have it"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "line"), REFUSED)
def test_a_rule_that_must_not_be_guessed_is_refused(
    org: Any, project: Any, faults: Any, content: str, line: str
) -> None:
    report = put(project, content).deploy(org)
    assert faults(report.refused) == [f"sharingRules/Lead.sharingRules-meta.xml: sharingCriteriaRules[R]/{line}"]
    assert org.sharing is None


def test_an_owner_rule_without_owners_is_refused(org: Any, project: Any) -> None:
    report = put(project, rule(items="", tag="sharingOwnerRules")).deploy(org)
    assert [f.element for f in report.refused] == ["sharingOwnerRules[R]/sharedFrom"]


@pytest.mark.parametrize("to", ["<everybody/>", "", "<role>A</role><group>G</group>"])
def test_a_target_of_unknown_kind_is_refused(org: Any, project: Any, to: str) -> None:
    report = put(project, rule(to=f"<sharedTo>{to}</sharedTo>")).deploy(org)
    assert [f.element for f in report.refused] == ["sharingCriteriaRules[R]/sharedTo"]
    assert "exactly one is right of allCustomerPortalUsers, allInternalUsers" in report.refused[0].advice


def test_an_account_rule_without_its_settings_is_refused(org: Any, project: Any) -> None:
    report = put(project, rule(), "Account").deploy(org)
    assert [f.element for f in report.refused] == ["sharingCriteriaRules[R]/accountSettings"]


def test_an_unknown_element_of_the_file_is_refused(org: Any, project: Any) -> None:
    assert [f.element for f in put(project, "<sharingOtherRules/>").deploy(org).refused] == ["sharingOtherRules"]


@pytest.mark.parametrize(
    ("sobject", "why"), [("Nope__c", "is no object of this org"), ("Acount", "is no object of this org")]
)
def test_a_rule_for_an_unknown_object_is_refused(org: Any, project: Any, sobject: str, why: str) -> None:
    report = put(project, rule(), sobject).deploy(org)
    assert why in report.refused[0].advice


def test_a_rule_for_an_object_that_its_parent_controls_is_refused(org: Any, project: Any) -> None:
    report = put(project, rule(items=item("LastName", "equals", "A")), "Contact").deploy(org)
    assert "Contact has no sharing of its own (ControlledByParent)" in report.refused[0].advice


def test_a_criterion_on_a_formula_is_refused(org: Any, project: Any) -> None:
    project.put(
        "objects/Lead/fields/F__c.field", "CustomField", "<label>F</label><type>Text</type><formula>Name</formula>"
    )
    report = put(project, rule(items=item("F__c", "notEqual", "x"))).deploy(org)
    assert "is a formula; criteria take fields that are stored" in report.refused[0].advice


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (rule(to="<sharedTo><territory>T</territory></sharedTo>"),
         "sharingCriteriaRules[R]/sharedTo/territory: territories are not part of the mock"),
        (rule(to="<sharedTo><roles>T</roles></sharedTo>"),
         "sharingCriteriaRules[R]/sharedTo/roles: is of list views and folders; role is right"),
        ("<sharingTerritoryRules/>", "sharingTerritoryRules: territories are not part of the mock; leave the rule out"),
        (rule(to="<sharedTo><guestUser>G</guestUser></sharedTo>"),
         ("sharingCriteriaRules[R]/sharedTo: holds guestUser; exactly one is right of allCustomerPortalUsers, "
         "allInternalUsers, allPartnerUsers, channelProgramGroup, group, managerSubordinates, managers, portalRole, "
         "portalRoleAndSubordinates, portalRoleandSubordinates, queue, role, roleAndSubordinates, "
         "roleAndSubordinatesInternal")),
        (rule(to="<sharedTo><queue>Q</queue></sharedTo>"),
         "sharingCriteriaRules[R]/sharedTo: queue Q is neither in the project nor in the org"),
        (rule(to="<sharedTo><channelProgramGroup>Gold</channelProgramGroup></sharedTo>"),
         "sharingCriteriaRules[R]/sharedTo: channel program group Gold is neither in the project nor in the org"),
        (rule(to="<sharedTo><managers>ann@x.example</managers></sharedTo>", access="<accessLevel>Edit</accessLevel>"),
         ("sharingCriteriaRules[R]/sharedTo: the managers of ann@x.example: manager groups are off; "
         "SharingSettings.enableManagerGroups is right")),
        (guest_rule(), "sharingGuestRules[G]/sharedTo: guest user Shop is neither in the project nor in the org"),
        (guest_rule(to="<sharedTo><allPartnerUsers/></sharedTo>"),
         "sharingGuestRules[G]/sharedTo: holds allPartnerUsers; exactly one is right of guestUser"),
        (guest_rule(access="Edit"), "sharingGuestRules[G]/accessLevel: is 'Edit'; one of Read is right"),
        (guest_rule(items=""),
         "sharingGuestRules[G]/criteriaItems: is missing; a guest rule without one would share every record"),
    ],
)  # fmt: skip
def test_what_would_be_weaker_than_it_is_meant_is_refused_by_name(
    org: Any, project: Any, faults: Any, content: str, line: str
) -> None:
    put(private(project), content)
    report = project.deploy(org)
    assert faults(report.refused)[0] == f"sharingRules/Lead.sharingRules-meta.xml: {line}"
    assert org.sharing is None


def test_a_guest_rule_names_the_guest_user_of_a_site(org: Any, project: Any) -> None:
    project.put("networks/Shop.network", "Network", "<status>Live</status>")
    assert put(project, guest_rule()).deploy(org).refused == ()
    found = org.sharing.rules[0]
    assert (found.kind, str(found.shared_to), found.access) == ("guest", "guest user Shop", "Read")
    assert (found.condition, found.include_records_owned_by_all) == (hot(), False)


def test_a_rule_to_managers_names_a_user_of_the_org(org: Any, project: Any, faults: Any) -> None:
    project.put("settings/Sharing.settings", "SharingSettings", "<enableManagerGroups>true</enableManagerGroups>")
    content = rule(to="<sharedTo><managers>ann@x.example</managers></sharedTo>")
    put(private(project), content)
    assert faults(project.deploy(org).refused) == [
        (
            "sharingRules/Lead.sharingRules-meta.xml: sharingCriteriaRules[R]/sharedTo: the managers of ann@x.example "
            "is neither in the project nor in the org"
        )
    ]
    org.insert("User", {"Username": "ann@x.example", "UserType": "Standard", "Name": "Ann"})
    assert project.deploy(org).refused == ()
    assert str(org.sharing.rules[0].shared_to) == "the managers of ann@x.example"


def test_a_rule_to_a_channel_program_group_names_one_of_the_org(org: Any, project: Any) -> None:
    org.insert("Group", {"Type": "ChannelProgramGroup", "DeveloperName": "Gold", "Name": "Gold"})
    put(project, rule(to="<sharedTo><channelProgramGroup>Gold</channelProgramGroup></sharedTo>"))
    assert project.deploy(org).refused == ()
    assert str(org.sharing.rules[0].shared_to) == "channel program group Gold"


@pytest.mark.parametrize(
    ("models", "to", "access", "refused"),
    [
        (("Read", "Private"), "<allPartnerUsers/>", "Read", False),
        (("Read", "Private"), "<allInternalUsers/>", "Read", True),
        (("Read", "Private"), "<allInternalUsers/>", "Edit", False),
        (("Read", "Read"), "<allPartnerUsers/>", "Read", True),
        (("ReadWrite", "ReadWrite"), "<role>A</role>", "Edit", True),
        (("ReadWrite", "Private"), "<roleAndSubordinates>A</roleAndSubordinates>", "Edit", False),
        (
            ("ReadWriteTransfer", "Private"),
            "<roleAndSubordinatesInternal>A</roleAndSubordinatesInternal>",
            "Edit",
            True,
        ),
    ],
)
def test_a_rule_gives_more_than_the_default_or_is_refused(
    org: Any, project: Any, models: tuple[str, str], to: str, access: str, refused: bool
) -> None:
    private(project.role("A"), *models)
    put(project, rule(to=f"<sharedTo>{to}</sharedTo>", access=f"<accessLevel>{access}</accessLevel>"))
    found = project.deploy(org).refused
    assert [f.element for f in found] == (["sharingCriteriaRules[R]/accessLevel"] if refused else [])
    assert all(f.advice.startswith("INVALID_ACCESS_LEVEL: ") for f in found)


def test_an_account_rule_may_give_more_on_the_children_only(org: Any, project: Any) -> None:
    private(project, "Read", "Read", "Account")
    private(project, "Private", "Private", "Opportunity")
    assert put(project, rule(more=LEVELS), "Account").deploy(org).refused == ()


def test_a_later_rule_of_the_same_name_takes_the_place_of_the_earlier(org: Any, project: Any) -> None:
    again = rule(access="<accessLevel>Edit</accessLevel>")
    put(project, rule() + again).deploy(org)
    assert [r.access for r in org.sharing.rules] == ["Edit"]


def test_a_criterion_on_a_field_that_cannot_be_filtered_is_refused(org: Any, project: Any) -> None:
    report = put(project, rule(items=item("Description", "equals", "x"))).deploy(org)
    assert "Description cannot be filtered (textarea)" in report.refused[0].advice
    assert org.sharing is None


def test_a_fault_tells_the_line(org: Any, project: Any) -> None:
    gone = rule(to="\n<sharedTo>\n<role>Gone</role></sharedTo>", items=f"\n{item('Gone__c', 'equals', '1')}")
    put(project, f"\n{rule().replace('>R<', '>First<')}\n\n{gone}")
    faults = project.deploy(org).refused
    assert [(f.line, f.element) for f in faults] == [
        (5, "sharingCriteriaRules[R]/sharedTo"),
        (7, "sharingCriteriaRules[R]/criteriaItems/field"),
    ]
    assert str(faults[0]).startswith(
        "project/sharingRules/Lead.sharingRules-meta.xml:5: sharingCriteriaRules[R]/sharedTo"
    )
