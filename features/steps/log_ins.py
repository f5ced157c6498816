"""Steps about what an administrator does with log-ins: history, sessions, restrictions, logging in as a user."""

from pytest_bdd import given, then, when

from factories.soql import text_literal
from features.scene import Scene
from features.words import Noun, saying

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@given(saying("users of the profile {profile:Quoted} may log in at no hour"))
def no_hour(scene: Scene, profile: str) -> None:
    """Login hours that begin and end at midnight."""
    scene.target.change_settings(login_hours={profile: {day: [0, 0] for day in DAYS}})


@given(saying("users of the profile {profile:Quoted} may come from {addresses:Quoted} only"))
def addresses(scene: Scene, profile: str, addresses: str) -> None:
    """Login IP ranges."""
    scene.target.change_settings(login_ip_ranges={profile: [addresses]})


@when(saying("the administrator ends the sessions of {who:Name}"))
def end_sessions(scene: Scene, who: str) -> None:
    """Session Management, Remove."""
    scene.administrator.log_ins.end_sessions(scene.person(who).login.Username)


@given(saying("the administrator has logged in as {who:Name}"))
@when(saying("the administrator logs in as {who:Name}"))
def log_in_as(scene: Scene, who: str) -> None:
    """Whatever this person does next, the administrator does."""
    with scene.attempt():
        scene.person(who).actor = scene.administrator.log_ins.log_in_as(scene.person(who).login.Id)


@when("the administrator goes back")
def go_back(scene: Scene) -> None:
    """Log out of the portal."""
    scene.administrator.log_ins.go_back()


@then(saying("the newest attempt of {who:Name} in the login history is {status:Quoted}"))
def newest_attempt(scene: Scene, who: str, status: str) -> None:
    """Login History, by this user."""
    assert scene.administrator.log_ins.history(scene.person(who).login.Username)[0] == status


@then(saying("the administrator reads the login history of {who:Name}, which is empty"))
def reads_no_attempt(scene: Scene, who: str) -> None:
    """Login History in Setup, which opens for administrators."""
    assert scene.administrator.log_ins.history(scene.person(who).login.Username) == []


@then(saying("the login history of {who:Name} is empty"))
def no_attempt(scene: Scene, who: str) -> None:
    """No attempt, and no date of a last log-in."""
    user_id = text_literal(scene.person(who).login.Id)
    assert scene.org.query(f"SELECT Id FROM LoginHistory WHERE UserId = {user_id}") == []
    assert scene.now(who).LastLoginDate is None


@then(saying("the audit trail tells that the administrator was {who:Name}"))
def audit_trail(scene: Scene, who: str) -> None:
    """Setup Audit Trail: who acted, as whom."""
    rows = scene.org.query("SELECT Display, CreatedById FROM SetupAuditTrail WHERE Action = 'suNetworkAdminLogin'")
    name = scene.now(who).Name
    me = scene.org.whoami()["user_id"]
    told = [(row.Display, row.CreatedById) for row in rows if name in row.Display]
    assert told == [(f"Logged in using Login-As access for {name}", me)]


@then(saying("{noun:Noun} was made by {who:Name}"))
def made_by(scene: Scene, noun: Noun, who: str) -> None:
    """CreatedById."""
    record = scene.record(noun)
    assert scene.org.get(record.sobject, record.Id).CreatedById == scene.person(who).login.Id
