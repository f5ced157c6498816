"""Steps about what partners enter: deals, cases, tasks."""

from pytest_bdd import given, then, when

from factories.soql import text_literal
from features.scene import Scene, kind_of
from features.words import Kind, Noun, saying

TASK = Kind("Task", "Subject", "Subject")


@given(saying("the profile {profile:Quoted} hides the field {label:Quoted} of {kinds:Kinds}"))
def hide_field(scene: Scene, profile: str, label: str, kinds: list[Kind]) -> None:
    """Nobody of the profile reads the field."""
    [kind] = kinds
    [field] = [each["name"] for each in scene.org.describe(kind.sobject)["fields"] if each["label"] == label]
    own = scene.org.query(f"SELECT Id FROM PermissionSet WHERE Profile.Name = {text_literal(profile)}")[0].Id
    name = f"{kind.sobject}.{field}"
    where = f"ParentId = {text_literal(own)} AND Field = {text_literal(name)}"
    for row in scene.org.query(f"SELECT Id FROM FieldPermissions WHERE {where}"):
        scene.org.delete("FieldPermissions", row.Id)


@when(saying("{who:Name} registers the deal {name:Quoted} for {company:Quoted}"))
def register_deal(scene: Scene, who: str, name: str, company: str) -> None:
    """Enter a deal registration that names the partner."""
    noun = Noun("deal", name)
    scene.keep(noun, scene.create(who, kind_of(noun), name, {"Partner Account": scene.company(company).Id}))


@when(saying("{who:Name} files the case {subject:Quoted}"))
def file_case(scene: Scene, who: str, subject: str) -> None:
    """Enter a case."""
    noun = Noun("case", subject)
    with scene.attempt():
        scene.create(who, kind_of(noun), subject, {})
    scene.keep(noun, scene.find(kind_of(noun), subject))


@when(saying("{who:Name} notes the task {subject:Quoted} on {noun:Noun}"))
def note_task(scene: Scene, who: str, subject: str, noun: Noun) -> None:
    """Enter a task that is related to a record."""
    with scene.attempt():
        scene.create(who, TASK, subject, {"Related To": scene.record(noun).Id})


@then(saying("the task {subject:Quoted} of {noun:Noun} is {who:Name}'s"))
def is_task_of(scene: Scene, subject: str, noun: Noun, who: str) -> None:
    """The org has it, owned by this person."""
    where = f"Subject = {text_literal(scene.unique(subject))} AND WhatId = {text_literal(scene.record(noun).Id)}"
    [task] = scene.org.query(f"SELECT OwnerId FROM Task WHERE {where}")
    assert task.OwnerId == scene.person(who).login.Id
