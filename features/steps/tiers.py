"""Steps about the tiers of partner companies and the permission sets that they bring."""

from typing import Any

from pytest_bdd import given, then, when

from factories.soql import text_literal
from features.permissions import new_set
from features.scene import Scene
from features.words import saying

FIELD = "Partner_Tier__c"


@given(saying("the profile {profile:Quoted} opens neither leads nor deals"))
def no_leads_or_deals(scene: Scene, profile: str) -> None:
    """Take the object permissions of a profile away."""
    where = f"Parent.Profile.Name = {text_literal(profile)} AND SobjectType IN ('Lead', 'Deal_Registration__c')"
    for row in scene.org.query(f"SELECT Id FROM ObjectPermissions WHERE {where}"):
        scene.org.delete("ObjectPermissions", row.Id)


@given(saying("nothing is mapped to the tier {tier:Quoted}"))
def no_mapping(scene: Scene, tier: str) -> None:
    """A tier that the settings do not know."""
    tiers = _settings(scene)
    scene.target.change_settings(tiers=tiers | {"sets": {k: v for k, v in tiers["sets"].items() if k != tier}})


@given(
    saying(
        "the permission set {label:Quoted} takes a seat of the licence {licence:Quoted}, of which there is {n:Number}"
    )
)
def licensed_set(scene: Scene, label: str, licence: str, n: int) -> None:
    """A permission set of a permission set licence with so many seats."""
    scene.target.change_settings(permission_set_licenses={licence: n})
    licence_id = scene.org.id_of("PermissionSetLicense", MasterLabel=licence)
    new_set(scene, label, LicenseId=licence_id)


@given(saying("the tier {tier:Quoted} brings the permission set {name:Quoted}"))
def mapped(scene: Scene, tier: str, name: str) -> None:
    """The settings map the tier to this permission set alone."""
    tiers = _settings(scene)
    scene.target.change_settings(tiers=tiers | {"sets": tiers["sets"] | {tier: [name]}})


@given(saying("the tier is the level in the channel programme {program:Quoted}"))
def tier_by_level(scene: Scene, program: str) -> None:
    """The settings tell the tier by a program instead of a field."""
    scene.target.change_settings(tiers={"program": program, "sets": _settings(scene)["sets"]})


@when(saying("the tier of {company:Quoted} becomes {tier:Quoted}"))
def new_tier(scene: Scene, company: str, tier: str) -> None:
    """Change the tier of an account."""
    with scene.attempt():
        scene.org.update("Account", scene.company(company).Id, **{FIELD: tier})


@given(saying("{company:Quoted} is {level:Quoted} in the channel programme {program:Quoted}"))
@when(saying("the administrator makes {company:Quoted} {level:Quoted} in the channel programme {program:Quoted}"))
def enrol(scene: Scene, company: str, level: str, program: str) -> None:
    """A ChannelProgramMember, with program and level where they are not there yet."""
    program_id = _found(scene, "ChannelProgram", {"Name": scene.unique(program)})
    level_id = _found(scene, "ChannelProgramLevel", {"Name": scene.unique(level), "ProgramId": program_id})
    member = {"ProgramId": program_id, "LevelId": level_id, "PartnerId": scene.company(company).Id}
    scene.org.insert("ChannelProgramMember", member)


@when(saying("the administrator moves the contact of {who:Name} to {company:Quoted}"))
def move_contact(scene: Scene, who: str, company: str) -> None:
    """Give a contact another account."""
    contact = scene.person(who).contact
    assert contact is not None
    with scene.attempt():
        scene.org.update("Contact", contact.Id, AccountId=scene.company(company).Id)


@when(saying("the administrator takes the permission set {label:Quoted} from {who:Name}"))
def take_away(scene: Scene, label: str, who: str) -> None:
    """Delete an assignment."""
    found = text_literal(scene.real(label))
    where = f"AssigneeId = {text_literal(scene.person(who).login.Id)} AND PermissionSet.Label = {found}"
    [row] = scene.org.query(f"SELECT Id FROM PermissionSetAssignment WHERE {where}")
    scene.org.delete("PermissionSetAssignment", row.Id)


@when("the administrator has the tiers applied")
def apply_tiers(scene: Scene) -> None:
    """As the command and the page do it."""
    scene.administrator.tiers.apply()


@then(saying("a program of {who:Name} {verdict} let in"))
def program_let_in(scene: Scene, who: str, verdict: str) -> None:
    """Log in by the API, whichever way the user acts otherwise."""
    with scene.attempt():
        scene.log_in(who)
    assert bool(scene.refusals()) is {"is": False, "is not": True}[verdict]


@then(saying("the permission sets of {who:Name} are {labels:Quoteds}"))
def has_sets(scene: Scene, who: str, labels: list[str]) -> None:
    """These and no other."""
    assert _sets(scene, who) == sorted(labels)


@then(saying("the permission sets of {who:Name} are {label:Quoted} and no other"))
def has_set(scene: Scene, who: str, label: str) -> None:
    """This one only."""
    assert _sets(scene, who) == [label]


@then(saying("{who:Name} has no permission sets"))
def has_none(scene: Scene, who: str) -> None:
    """What the user may do comes from the profile alone."""
    assert _sets(scene, who) == []


@then(saying("the tier of {company:Quoted} is empty"))
def no_tier(scene: Scene, company: str) -> None:
    """The account's field has no value."""
    assert scene.org.get("Account", scene.company(company).Id)[FIELD] is None


@then(saying("{company:Quoted} shows the channel programme {program:Quoted} and the level {level:Quoted}"))
def shows_program(scene: Scene, company: str, program: str, level: str) -> None:
    """ChannelProgramName and ChannelProgramLevelName."""
    account = scene.org.get("Account", scene.company(company).Id)
    shown = (account.ChannelProgramName, account.ChannelProgramLevelName)
    assert shown == (scene.unique(program), scene.unique(level))


@then("the check of the tiers finds nothing")
def finds_nothing(scene: Scene) -> None:
    """The check has no finding."""
    assert scene.administrator.tiers.findings() == []


@then(saying("the check of the tiers finds {text:Quoted}"))
def finds(scene: Scene, text: str) -> None:
    """One finding, which says this."""
    [said] = scene.administrator.tiers.findings()
    assert text in said


def _settings(scene: Scene) -> dict[str, Any]:
    tiers: dict[str, Any] = scene.target.command("settings")["tiers"]
    return tiers


def _sets(scene: Scene, who: str) -> list[str]:
    user_id = text_literal(scene.person(who).login.Id)
    where = f"AssigneeId = {user_id} AND PermissionSet.IsOwnedByProfile = false"
    found = scene.org.query(f"SELECT PermissionSet.Label FROM PermissionSetAssignment WHERE {where}")
    return sorted(scene.plain(row["PermissionSet"]["Label"]) for row in found)


def _found(scene: Scene, sobject: str, values: dict[str, Any]) -> str:
    where = " AND ".join(f"{name} = {text_literal(value)}" for name, value in values.items())
    rows = scene.org.query(f"SELECT Id FROM {sobject} WHERE {where}")
    return rows[0].Id if rows else scene.org.insert(sobject, values)
