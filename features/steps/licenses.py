"""Steps about licences: what they open, their seats, their log-ins, their cost."""

import re
from concurrent.futures import ThreadPoolExecutor

from pytest_bdd import given, then, when

from factories import PartnerUserFactory
from factories.soql import text_literal
from features.permissions import new_set
from features.scene import Scene
from features.words import saying

_IN_MONTH = re.compile(r" in \d{4}-\d\d ")


@given(saying("the org has {number:Number} seat of the {license_name:Quoted} licence"))
@given(saying("the org has {number:Number} seats of the {license_name:Quoted} licence"))
@when(saying("the org buys seats of the {license_name:Quoted} licence until there are {number:Number}"))
def seats(scene: Scene, number: int, license_name: str) -> None:
    """Seats of a user licence."""
    scene.target.change_settings(licenses={license_name: number})


@given(saying("the org has {number:Number} seat of the {license_name:Quoted} permission set licence"))
@given(saying("the org has {number:Number} seats of the {license_name:Quoted} permission set licence"))
def permission_set_seats(scene: Scene, number: int, license_name: str) -> None:
    """Seats of a permission set licence."""
    scene.target.change_settings(permission_set_licenses={license_name: number})


@given(saying("a profile {name:Quoted} of the {license_name:Quoted} licence"))
def a_profile(scene: Scene, name: str, license_name: str) -> None:
    """A profile whose users may use the API."""
    license_id = scene.org.id_of("UserLicense", Name=license_name)
    scene.org.insert("Profile", {"Name": name, "UserLicenseId": license_id, "PermissionsApiEnabled": True})


@given(saying("the profile {name:Quoted} is a member of the portal"))
def profile_of_the_portal(scene: Scene, name: str) -> None:
    """Digital Experiences, Members."""
    ids = {
        "NetworkId": scene.org.query("SELECT Id FROM Network")[0].Id,
        "ParentId": scene.org.id_of("Profile", Name=name),
    }
    scene.org.insert("NetworkMemberGroup", ids)


@given(saying("a permission set {label:Quoted} of the {license_name:Quoted} licence"))
def a_permission_set(scene: Scene, label: str, license_name: str) -> None:
    """A permission set for users of one user licence."""
    license_id = scene.org.id_of("UserLicense", Name=license_name)
    new_set(scene, label, LicenseId=license_id)


@given(saying("a permission set {label:Quoted} of the {license_name:Quoted} permission set licence"))
def a_licensed_set(scene: Scene, label: str, license_name: str) -> None:
    """A permission set that needs a permission set licence."""
    license_id = scene.org.id_of("PermissionSetLicense", MasterLabel=license_name)
    new_set(scene, label, LicenseId=license_id)


@given(saying("a new user {who:Name} of {company:Quoted} with the profile {profile:Quoted}"))
def a_new_user(scene: Scene, who: str, company: str, profile: str) -> None:
    """One more user of a partner company."""
    scene.add_partner_user(who, company, profile=profile)


@given(saying("{number:Number} log-in a month was bought, and more are {treated}"))
def bought_log_ins(scene: Scene, number: int, treated: str) -> None:
    """Entitlement, and what happens beyond it."""
    overage = {"billed": "bill", "refused": "refuse"}[treated]
    scene.target.change_settings(monthly_logins={"Partner Community Login": number}, login_overage=overage)


@given(saying("a seat of {member:Quoted} costs {seat:Number} and a log-in of {login:Quoted} costs {price:Number}"))
def prices(scene: Scene, member: str, seat: int, login: str, price: int) -> None:
    """Prices a month."""
    scene.target.change_settings(license_prices={member: {"seat": seat}, login: {"login": price}})


@when(saying("the administrator lets the profile {profile:Quoted} read leads"))
def let_read_leads(scene: Scene, profile: str) -> None:
    """Object permissions of the profile."""
    where = f"Profile.Name = '{profile}' AND IsOwnedByProfile = true"
    [owned] = scene.org.query(f"SELECT Id FROM PermissionSet WHERE {where}")
    with scene.attempt():
        values = {"ParentId": owned.Id, "SobjectType": "Lead", "PermissionsRead": True}
        scene.org.insert("ObjectPermissions", values)


@when(saying("two administrators enable {one:Name} and {other:Name} at the same moment"))
def enable_both(scene: Scene, one: str, other: str) -> None:
    """Each by a connection of its own."""
    sent = []
    for name in (one, other):
        built = PartnerUserFactory.build(contact=scene.person(name).contact)
        sent.append({field: value for field, value in built.items() if field[0].isupper() and value is not None})
    clients = [scene.target.administrator(number) for number in (1, 2)]
    with ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(client.insert, "User", each) for client, each in zip(clients, sent, strict=True)]
    for client in clients:
        client.close()
    for run in runs:
        with scene.attempt():
            run.result()


@when(saying("{who:Name} logs in {number:Number} times"))
def log_in_often(scene: Scene, who: str, number: int) -> None:
    """One log-in after the other, each from the beginning."""
    for _ in range(number):
        scene.log_in(who)


@then(saying("the profile {profile:Quoted} reads leads"))
def reads_leads(scene: Scene, profile: str) -> None:
    """Its object permissions say so."""
    where = f"Parent.Profile.Name = '{profile}' AND SobjectType = 'Lead'"
    [row] = scene.org.query(f"SELECT PermissionsRead FROM ObjectPermissions WHERE {where}")
    assert row.PermissionsRead


@then(saying("{number:Number} seat of the {license_name:Quoted} licence is taken"))
@then(saying("{number:Number} seats of the {license_name:Quoted} licence are taken"))
def seats_taken(scene: Scene, number: int, license_name: str) -> None:
    """UserLicense.UsedLicenses."""
    where = f"Name = {text_literal(license_name)}"
    [row] = scene.org.query(f"SELECT UsedLicenses FROM UserLicense WHERE {where}")
    assert row.UsedLicenses == number


@then(
    saying("of {total:Number} seat of the {name:Quoted} licence {used:Number} {_are} used and {left:Number} {_remain}")
)
@then(
    saying("of {total:Number} seats of the {name:Quoted} licence {used:Number} {_are} used and {left:Number} {_remain}")
)
def seats_left(scene: Scene, total: int, name: str, used: int, left: int) -> None:
    """What the administrator sees of a user licence."""
    assert scene.administrator.licenses.seats(name) == (total, used, left)


@then(
    saying(
        "of {total:Number} seat of the {name:Quoted} permission set licence {used:Number} {_are} used and "
        "{left:Number} {_remain}"
    )
)
@then(
    saying(
        "of {total:Number} seats of the {name:Quoted} permission set licence {used:Number} {_are} used and "
        "{left:Number} {_remain}"
    )
)
def permission_set_seats_left(scene: Scene, total: int, name: str, used: int, left: int) -> None:
    """What the administrator sees of a permission set licence."""
    assert scene.administrator.licenses.permission_set_seats(name) == (total, used, left)


@then(
    saying(
        "of {allowed:Number} log-in of the {name:Quoted} licence {used:Number} {_are} used and "
        "{billed:Number} {_is} billed"
    )
)
@then(
    saying(
        "of {allowed:Number} log-ins of the {name:Quoted} licence {used:Number} {_are} used and "
        "{billed:Number} {_is} billed"
    )
)
def log_ins_used(scene: Scene, allowed: int, name: str, used: int, billed: int) -> None:
    """What the administrator sees of a login-based licence."""
    assert scene.administrator.licenses.log_ins(name) == (allowed, used, billed)


@then(saying("the last two months had {before:Number} and {now:Number} log-ins"))
def by_month(scene: Scene, before: int, now: int) -> None:
    """The chart's numbers."""
    assert [used for used, _ in scene.administrator.licenses.log_ins_by_month()][-2:] == [before, now]


@then(saying("the comparison says {text:Quoted}"))
def compared(scene: Scene, text: str) -> None:
    """One of its sentences, whichever month it is."""
    said = [_IN_MONTH.sub(" ", sentence) for sentence in scene.administrator.licenses.comparison()]
    assert any(sentence.startswith(text) for sentence in said), said


@then("the doctor finds nothing")
def doctor_finds_nothing(scene: Scene) -> None:
    """mock-org doctor."""
    found = scene.target.command("doctor")
    assert [each["says"] for each in found["findings"]] == []
