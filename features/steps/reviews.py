"""Steps about access reviews and orphans."""

from pytest_bdd import given, then, when

from features.scene import Scene
from features.steps.clock import until
from features.words import saying


@when("the next quarter begins")
def next_quarter(scene: Scene) -> None:
    """Until the reviews of the quarter have opened."""
    until(scene, "access-review")


# -- settings and who is who


@given("partner companies review their users every quarter")
def reviews_on(scene: Scene) -> None:
    """Switch it on."""
    scene.target.change_settings(access_review={"on": True})


@given("flagged users are kept")
def flagged_kept(scene: Scene) -> None:
    """The end of a review deactivates nobody."""
    scene.target.change_settings(access_review={"flagged": "keep"})


@given(saying("{who:Name} is the designated administrator of {company:Quoted}"))
def designated(scene: Scene, who: str, company: str) -> None:
    """Account.Partner_Administrator__c."""
    user = scene.person(who).login.Id
    scene.org.update("Account", scene.company(company).Id, Partner_Administrator__c=user)


@given(saying("{company:Quoted} has no designated administrator"))
def not_designated(scene: Scene, company: str) -> None:
    """Account.Partner_Administrator__c is empty."""
    scene.org.update("Account", scene.company(company).Id, Partner_Administrator__c=None)


# -- answering


@when(saying("{who:Name} confirms {stays:Name} and flags {goes:Name}"))
def confirm_and_flag(scene: Scene, who: str, stays: str, goes: str) -> None:
    """Answer about two people, after a fresh log-in."""
    with scene.attempt():
        scene.log_in(who).answer_review({_full(scene, stays): "Confirm", _full(scene, goes): "Flag"})


@when(saying("{who:Name} confirms {stays:Name}"))
def confirm(scene: Scene, who: str, stays: str) -> None:
    """Answer about one person, after a fresh log-in."""
    with scene.attempt():
        scene.log_in(who).answer_review({_full(scene, stays): "Confirm"})


@when(saying("the administrator flags {who:Name} in the review of {company:Quoted}"))
def administrator_flags(scene: Scene, who: str, company: str) -> None:
    """Answer for the company."""
    with scene.attempt():
        scene.administrator.reviews.answer(_account(scene, company), _full(scene, who), "Flag")


@when(saying("the administrator closes the review of {company:Quoted}"))
def administrator_closes(scene: Scene, company: str) -> None:
    """End the review."""
    with scene.attempt():
        scene.administrator.reviews.close(_account(scene, company))


# -- what comes of it


@then(saying("{who:Name} is deactivated"))
def is_deactivated(scene: Scene, who: str) -> None:
    """The user is not active and keeps the contact."""
    user = scene.now(who)
    assert (user.IsActive, user.ContactId is not None) == (False, True)


@then(saying("{who:Name} is still active"))
def is_active(scene: Scene, who: str) -> None:
    """IsActive is set."""
    assert scene.now(who).IsActive is True


@then(saying("{who:Name} is asked about {people:Names}"))
def asked_about(scene: Scene, who: str, people: list[str]) -> None:
    """Whom the person's running reviews ask about."""
    assert scene.log_in(who).asked_about() == {_full(scene, name) for name in people}


@then(saying("{who:Name} is asked about nobody but {other:Name}"))
def asked_about_one(scene: Scene, who: str, other: str) -> None:
    """Whom the person's running reviews ask about."""
    assert scene.log_in(who).asked_about() == {_full(scene, other)}


@then(saying("{who:Name} is asked about nobody"))
def asked_about_nobody(scene: Scene, who: str) -> None:
    """No review is the person's."""
    assert scene.log_in(who).asked_about() == set()


@then(saying("the review of {company:Quoted} is escalated"))
def is_escalated(scene: Scene, company: str) -> None:
    """The status of the company's review."""
    assert scene.administrator.reviews.reviews()[_account(scene, company)] == "Escalated"


@then(saying("the review of {company:Quoted} is closed"))
def is_closed(scene: Scene, company: str) -> None:
    """The status of the company's review."""
    assert scene.administrator.reviews.reviews()[_account(scene, company)] == "Closed"


@then(
    saying("the review of {company:Quoted} says that {one:Name} is {of_one:Quoted} and {two:Name} is {of_two:Quoted}")
)
def outcomes_are(scene: Scene, company: str, one: str, of_one: str, two: str, of_two: str) -> None:
    """What became of both at the end."""
    found = scene.administrator.reviews.outcomes(_account(scene, company))
    assert found == {_full(scene, one): of_one, _full(scene, two): of_two}


# -- mails, the report, orphans


@then(saying("{who:Name} has got a mail that lists {people:Names}"))
def mail_lists(scene: Scene, who: str, people: list[str]) -> None:
    """The latest mail about a review names all of them."""
    text = _review_mails(scene, who)[-1]["text"]
    assert [name for name in people if scene.person(name).login.Username not in text] == []


@then(saying("{who:Name} has got no mail about a review"))
def no_review_mail(scene: Scene, who: str) -> None:
    """Nothing about a review was sent."""
    assert _review_mails(scene, who) == []


@then(saying("{who:Name} has got {number:Number} mails about the review"))
def review_mails(scene: Scene, who: str, number: int) -> None:
    """So many mails about a review were sent."""
    assert len(_review_mails(scene, who)) == number


@then(saying("the audit report says that {who:Name} flagged {goes:Name}, and confirmed {stays:Name}"))
def report_says(scene: Scene, who: str, goes: str, stays: str) -> None:
    """GET /_mock/reviews."""
    [review] = scene.target.command("reviews")["reviews"]
    told = {item["user"]: (item["answer"], item["answered_by"], bool(item["answered"])) for item in review["items"]}
    by = _full(scene, who)
    assert told == {_full(scene, goes): ("Flag", by, True), _full(scene, stays): ("Confirm", by, True)}


@then(saying("the search for orphans finds {people:Names}: {why:Quoted}"))
def orphans_found(scene: Scene, people: list[str], why: str) -> None:
    """Everybody who is found, and what is wrong with them."""
    found = scene.administrator.reviews.orphans()
    assert set(found) == {_full(scene, name) for name in people}
    assert [what for what in found.values() if why not in what] == []


def _full(scene: Scene, who: str) -> str:
    return str(scene.now(who).Name)


def _account(scene: Scene, company: str) -> str:
    """The name that the org knows the company by."""
    return str(scene.org.get("Account", scene.company(company).Id).Name)


def _review_mails(scene: Scene, who: str) -> list[dict[str, str]]:
    mails = scene.target.mails(scene.person(who).login.Email)
    return [dict(mail) for mail in mails if "review" in mail["text"].lower()]
