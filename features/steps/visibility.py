"""Steps about who sees what, and about what the administrator shares by hand."""

from collections.abc import Callable, Sequence
from functools import cache

import pytest
from pytest_bdd import then, when

from factories.soql import text_literal
from features.belongings import owner_of, telling_values
from features.drivers import Access
from features.scene import Scene
from features.targets import Explained
from features.visibility import Cell, Finding, look_at, parse_table, report
from features.words import Noun, saying


@when(saying("the administrator shares {noun:Noun} with {who:Name}"))
def share(scene: Scene, noun: Noun, who: str) -> None:
    """A manual share with a user, to read."""
    share_with(scene, noun, scene.person(who).login.Id, "Read")


@when(saying("the administrator shares {noun:Noun} with {who:Name}, to edit"))
def share_to_edit(scene: Scene, noun: Noun, who: str) -> None:
    """A manual share with a user, to edit."""
    share_with(scene, noun, scene.person(who).login.Id, "Edit")


@when(saying("the administrator shares {noun:Noun} with the users of {company:Quoted}"))
def share_with_company(scene: Scene, noun: Noun, company: str) -> None:
    """A manual share with the company's lowest partner role."""
    role = text_literal(scene.real(f"{company} Partner User"))
    where = f"Type = 'Role' AND RelatedId IN (SELECT Id FROM UserRole WHERE Name = {role})"
    [group] = scene.org.query(f"SELECT Id FROM Group WHERE {where}")
    share_with(scene, noun, group.Id, "Read")


@when(saying("the administrator shares {noun:Noun} with the role of {who:Name} and its subordinates"))
def share_with_role(scene: Scene, noun: Noun, who: str) -> None:
    """A manual share with a group that portal roles are part of."""
    role = text_literal(scene.now(who)["UserRoleId"])
    where = f"Type = 'RoleAndSubordinates' AND RelatedId = {role}"
    [group] = scene.org.query(f"SELECT Id FROM Group WHERE {where}")
    share_with(scene, noun, group.Id, "Read")


@then("the visibility is")
def the_visibility_is(scene: Scene, datatable: list[list[str]]) -> None:
    """Each actor has this access to each record; all that does not hold is told at once, with the reasons."""
    findings: list[Finding] = []
    waited_for: set[str] = set()
    scene.tables.append(findings)
    findings.extend(look_at(parse_table(datatable), lambda cell: look(scene, cell, waited_for)))
    find_spilt(scene, [finding for finding in findings if finding.seen == "none"])
    wrong = [finding for finding in findings if not finding.holds]
    for finding in wrong:
        finding.because = explain(scene, finding)
    if wrong:
        pytest.fail(report(wrong, scene.way), pytrace=False)


def look(scene: Scene, cell: Cell, waited_for: set[str]) -> Access:
    """What the person of a cell may do with its record; where sharing takes its time, what it comes to.

    waited_for: who was waited for in this table already, until they saw something that they must see.
    """
    person, record = scene.person(cell.column.name), scene.record(cell.noun)
    if cell.column.company and cell.column.company != person.company:
        raise ValueError(f"{cell.column.title}: {person.name} is of {person.company or 'the vendor'}")
    if cell.expected == "none" and person.name not in waited_for:
        scene.control(person.name)
        waited_for.add(person.name)
    return scene.eventually(
        lambda: scene.actor(person.name).access(record.sobject, record.Id), lambda seen: seen == cell.expected
    )


def find_spilt(scene: Scene, hidden: Sequence[Finding]) -> None:
    """Note what has reached people of records that they do not see, each list looked at once a person."""
    values = cache(lambda noun: telling_values(scene.org, scene.record(noun)))
    lists: dict[tuple[str, str], list[Finding]] = {}
    for each in hidden:
        lists.setdefault((each.cell.column.name, scene.record(each.cell.noun).sobject), []).append(each)
    for (who, sobject), findings in lists.items():
        records = {scene.record(each.cell.noun).Id: values(each.cell.noun) for each in findings}
        told = scene.actor(who).spilt(sobject, records)
        for each in findings:
            each.spilt = told.get(scene.record(each.cell.noun).Id, ())


def explain(scene: Scene, finding: Finding) -> Sequence[str]:
    """Why it is so: whose record it is and what opens too much, or what is missing for more."""
    record = scene.record(finding.cell.noun)
    why = scene.target.explain(scene.person(finding.cell.column.name).login.Id, record)
    return [f"it belongs to {owner_of(scene, record)}", *why.holds] if finding.more else why.nearly


@then(saying("{who:Name} sees {noun:Noun} because {part:Quoted}"))
def sees_because(scene: Scene, who: str, noun: Noun, part: str) -> None:
    """One of the reasons reads so."""
    seen, why = reasons(scene, who, noun, lambda seen: seen != "none")
    assert seen != "none", "\n".join([f"{who} does not see {noun}:", *why.nearly])
    assert any(part in reason for reason in why.holds), "\n".join(
        [f"no reason says so; {who} sees {noun}:", *why.holds]
    )


@then(saying("{who:Name} does not see {noun:Noun} because {part:Quoted}"))
def does_not_see_because(scene: Scene, who: str, noun: Noun, part: str) -> None:
    """One of the things that nearly open it reads so."""
    scene.control(who)
    seen, why = reasons(scene, who, noun, lambda seen: seen == "none")
    assert seen == "none", "\n".join([f"{who} sees {noun}:", *why.holds])
    told = [f"no near miss says so; {who} does not see {noun}:", *why.nearly]
    assert any(part in reason for reason in why.nearly), "\n".join(told)


def reasons(scene: Scene, who: str, noun: Noun, right: Callable[[Access], bool]) -> tuple[Access, Explained]:
    """What somebody may do with a record, once that is right, and why."""
    record = scene.record(noun)
    seen = scene.eventually(lambda: scene.actor(who).access(record.sobject, record.Id), right)
    return seen, scene.target.explain(scene.person(who).login.Id, record)


def share_with(scene: Scene, noun: Noun, user_or_group_id: str, access: str) -> None:
    """Insert a share row, as the button Sharing does."""
    record = scene.record(noun)
    is_custom = record.sobject.endswith("__c")
    parent, level = (
        ("ParentId", "AccessLevel") if is_custom else (f"{record.sobject}Id", f"{record.sobject}AccessLevel")
    )
    values = {parent: record.Id, "UserOrGroupId": user_or_group_id, level: access}
    if record.sobject == "Account":
        # Object Reference, AccountShare: the levels of its cases and opportunities are part of the row.
        values |= {"OpportunityAccessLevel": "None", "CaseAccessLevel": "None"}
    scene.org.insert(record.sobject.replace("__c", "__") + "Share", values)
