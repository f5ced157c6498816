"""Steps about passwords: forgotten, expired, reset, wrong; and about codes from mails."""

import re

from pytest_bdd import given, then, when

from features.scene import Scene
from features.steps.login import forgot_password
from features.words import saying

WRONG = "not-the-password-1"
_LINK = re.compile(r"https?://\S+[?&]c=\S+")


@given(saying("{who:Name} has said that the password is forgotten"))
def has_forgotten(scene: Scene, who: str) -> None:
    """The same as a When."""
    forgot_password(scene, who)


@given(saying("{who:Name} has got a link for a forgotten password and used it"))
def used_link(scene: Scene, who: str) -> None:
    """The first half of a scenario about the second time."""
    forgot_password(scene, who)
    follow_link(scene, who, "Another-horse-2")


@when(saying("somebody unknown says that the password is forgotten"))
def unknown_forgot(scene: Scene) -> None:
    """Ask for a username that nobody has."""
    scene.partner("nobody.at.all@mock-org.example").forgot_password()


@then("no mail about a password has been sent")
def no_mail(scene: Scene) -> None:
    """Neither to the one who asked nor to anybody else."""
    assert list(scene.target.mails("nobody.at.all@mock-org.example")) == []


@when(saying("{who:Name} follows the link in the mail and chooses the password {password:Quoted}"))
def follow_link(scene: Scene, who: str, password: str) -> None:
    """Open the address in the newest mail, in the browser at hand."""
    person = scene.person(who)
    person.actor = person.actor or scene.partner(person.login.Username)
    with scene.attempt():
        person.actor.open_link(_newest(scene, who, _LINK), password)


@given(saying("the password of {who:Name} has been reset"))
def reset(scene: Scene, who: str) -> None:
    """Reset by an administrator's program, who tells the password."""
    login = scene.person(who).login
    login["password"] = scene.org.reset_password(login.Id)


@given(saying("{who:Name} has changed the password to {password:Quoted}"))
def has_changed(scene: Scene, who: str, password: str) -> None:
    """The same as a When; scenarios go on to call the first one the right one."""
    scene.actor(who).change_password(scene.person(who).login.password, password)
    scene.person(who).login["later_password"] = password


@when(saying("{who:Name} changes the password to {password:Quoted}"))
def change(scene: Scene, who: str, password: str) -> None:
    """Choose another password, knowing the present one."""
    change_saying(scene, who, password, scene.person(who).login.password)


@when(saying("{who:Name} changes the password back"))
def change_back(scene: Scene, who: str) -> None:
    """Choose the first password again."""
    login = scene.person(who).login
    change_saying(scene, who, login.password, login.later_password)


@when(saying("{who:Name} changes the password to {password:Quoted}, saying that it was {old:Quoted}"))
def change_saying(scene: Scene, who: str, password: str, old: str) -> None:
    """Choose another password."""
    with scene.attempt():
        scene.actor(who).change_password(old, password)


@given(saying("the administrator asks for passwords of {number:Number} characters"))
def require_length(scene: Scene, number: int) -> None:
    """Password Policies in Setup."""
    scene.administrator.log_ins.require_length(number)


@given(saying("{who:Name} has logged in with a wrong password {number:Number} times"))
def tried(scene: Scene, who: str, number: int) -> None:
    """Somebody tries them at the portal, one after the other."""
    somebody = scene.partner(scene.person(who).login.Username)
    for _ in range(number):
        with scene.attempt():
            somebody.log_in(WRONG)
    assert len(scene.refusals()) == number


@when(saying("the administrator unlocks {who:Name}"))
def unlock(scene: Scene, who: str) -> None:
    """Unlock, on the user's page."""
    scene.administrator.log_ins.unlock(scene.person(who).login.Id)


@given("the org asks new browsers for a verification code")
def asks_for_codes(scene: Scene) -> None:
    """Device activation is on."""
    scene.target.change_settings(verify_new_browsers=True)


@when(saying("{who:Name} enters the code from the mail"))
def enter_code(scene: Scene, who: str) -> None:
    """The code of the newest mail."""
    scene.actor(who).enter_code(_newest(scene, who, re.compile(r"\b\d{6}\b")))


@when(saying("{who:Name} enters the code from the mail, to be remembered"))
def enter_code_once(scene: Scene, who: str) -> None:
    """The same, and Don't ask again."""
    scene.actor(who).enter_code(_newest(scene, who, re.compile(r"\b\d{6}\b")), remember=True)


@when(saying("{who:Name} enters a wrong code"))
def enter_wrong_code(scene: Scene, who: str) -> None:
    """A code that was never mailed."""
    with scene.attempt():
        scene.actor(who).enter_code("12345")


def _newest(scene: Scene, who: str, wanted: re.Pattern[str]) -> str:
    """What the newest mail to this person holds."""
    mails = scene.target.mails(scene.person(who).login.Email)
    found = wanted.search(mails[-1]["text"]) if mails else None
    if found is None:
        raise LookupError(f"the mails to {who} hold no such thing")
    return found[0]
