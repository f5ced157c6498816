"""Steps about logging in and out, in the way under test."""

from pytest_bdd import given, then, when

from factories import Refused
from factories.soql import text_literal
from features.scene import Scene
from features.words import Noun, saying


@given(saying("{who:Name} is logged in"))
def be_logged_in(scene: Scene, who: str) -> None:
    """Be in, however."""
    with scene.attempt():
        scene.enter(who)


@when(saying("{who:Name} logs in"))
def log_in(scene: Scene, who: str) -> None:
    """Log in with the right password."""
    with scene.attempt():
        scene.log_in(who)


@given(saying("{who:Names} are logged in"))
@given(saying("{who:Names} have logged in"))
def log_all_in(scene: Scene, who: list[str]) -> None:
    """Several people are in, each on their own."""
    for name in who:
        scene.enter(name)


@when(saying("{who:Name} logs in with the username in capital letters"))
def log_in_shouting(scene: Scene, who: str) -> None:
    """Log in with the username in another case."""
    with scene.attempt():
        scene.log_in(who, username=scene.person(who).login.Username.upper())


@when(saying("{who:Name} logs in with the password {password:Quoted}"))
def log_in_with(scene: Scene, who: str, password: str) -> None:
    """Log in with this password."""
    with scene.attempt():
        scene.log_in(who, password)


@when(saying("{who:Name} logs in with the password of {other:Name}"))
def log_in_with_password_of(scene: Scene, who: str, other: str) -> None:
    """Log in with somebody else's password."""
    with scene.attempt():
        scene.log_in(who, scene.person(other).login.password)


@when("somebody unknown logs in")
def unknown_logs_in(scene: Scene) -> None:
    """Log in with a username that nobody has."""
    with scene.attempt():
        scene.partner("nobody.at.all@mock-org.example").log_in("not-the-password-1")


@when(saying("{who:Name} logs out"))
def log_out(scene: Scene, who: str) -> None:
    """End the session."""
    scene.actor(who).log_out()


@when(saying("{who:Name} follows a link to {noun:Noun}"))
def follow_link(scene: Scene, who: str, noun: Noun) -> None:
    """Open a record's address without being logged in."""
    person, record = scene.person(who), scene.record(noun)
    person.actor = scene.partner(person.login.Username)
    person.actor.follow(record.sobject, record.Id)


@when(saying("{who:Name} logs in on the page that has opened"))
def log_in_here(scene: Scene, who: str) -> None:
    """Fill in the log-in page that came instead."""
    with scene.attempt():
        scene.actor(who).log_in(scene.person(who).login.password)


@when(saying("{who:Name} says that the password is forgotten"))
def forgot_password(scene: Scene, who: str) -> None:
    """Ask for a new password; what is said then is kept as the notice."""
    person = scene.person(who)
    person.actor = scene.partner(person.login.Username)
    scene.notice = person.actor.forgot_password()


@then(saying("{who:Name} is told to check the e-mail"))
def told_to_check_mail(scene: Scene, who: str) -> None:
    """The notice speaks of e-mail, whatever the site's flavour."""
    assert "check your email" in scene.notice.lower()


@then(saying("{who:Name} is on the page of {noun:Noun}"))
def is_on_page(scene: Scene, who: str, noun: Noun) -> None:
    """The page's heading is the record's name."""
    assert scene.shown_name(scene.record(noun)) in scene.actor(who).heading()


@then(saying("{who:Name} is logged in"))
def is_logged_in(scene: Scene, who: str) -> None:
    """The org answers to the session."""
    assert scene.actor(who).logged_in()


@then(saying("{who:Name} is no longer logged in"))
@then(saying("{who:Name} is not logged in"))
def is_not_logged_in(scene: Scene, who: str) -> None:
    """The org does not answer to the session."""
    assert not scene.actor(who).logged_in()


@then(saying("{who:Name} can log in"))
def can_log_in(scene: Scene, who: str) -> None:
    """A fresh log-in succeeds and the org answers."""
    assert scene.log_in(who).logged_in()


@then(saying("{who:Name} cannot log in"))
def cannot_log_in(scene: Scene, who: str) -> None:
    """A fresh log-in with the right password is refused."""
    with scene.attempt():
        scene.log_in(who)
    assert scene.refusals(), f"{who} has logged in"


@then(saying("{who:Names} cannot log in"))
def none_can_log_in(scene: Scene, who: list[str]) -> None:
    """None of them can."""
    for name in who:
        cannot_log_in(scene, name)


@then("that is refused")
def is_refused(scene: Scene) -> None:
    """What was tried was refused, whatever the words."""
    assert scene.refusals(), "nothing has been refused"


@then(saying("that is refused with {text:Quoted}"))
def is_refused_with(scene: Scene, text: str) -> None:
    """What was tried was refused in words that contain these."""
    assert [text in scene.plain(refusal.text) for refusal in scene.refused] == [True], scene.refused
    scene.refusals()


@then("both are refused in the same words")
def same_words(scene: Scene) -> None:
    """Two refusals cannot be told apart."""
    first, second = scene.refusals()
    assert said(first) == said(second)


@then(saying("the login history of {who:Name} has {successes:Number} success and {failures:Number} failure"))
def login_history(scene: Scene, who: str, successes: int, failures: int) -> None:
    """LoginHistory's Status is "Success" or a reason."""
    user_id = text_literal(scene.person(who).login.Id)
    kept = [row.Status for row in scene.org.query(f"SELECT Status FROM LoginHistory WHERE UserId = {user_id}")]
    assert (kept.count("Success"), len(kept) - kept.count("Success")) == (successes, failures)


def said(refusal: Refused) -> tuple[str, str]:
    """What somebody who is refused gets to know."""
    return refusal.code, refusal.text
