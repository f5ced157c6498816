"""Steps about leads, opportunities, cases and deals: Given by factories, When and Then by an actor."""

from pytest_bdd import given, then, when

from factories import CaseFactory, DealFactory, LeadFactory, OpportunityFactory, Record
from features.belongings import telling_values
from features.scene import Scene, kind_of
from features.words import Kind, Noun, saying


@given(saying("a lead {company:Quoted} owned by {owner:Name}"))
def a_lead(scene: Scene, company: str, owner: str) -> None:
    """A lead of a company that may buy."""
    lead = LeadFactory.create(Company=company, owner=scene.person(owner).login)
    scene.keep(Noun("lead", company), lead)


@given(saying("a lead {company:Quoted} owned by {owner:Name} that is in the partner pool"))
def a_pool_lead(scene: Scene, company: str, owner: str) -> None:
    """A lead that a sharing rule opens to all partners."""
    lead = LeadFactory.create(Company=company, owner=scene.person(owner).login, Share_With_Partners_c=True)
    scene.keep(Noun("lead", company), lead)


@given(saying("a lead {company:Quoted} owned by {owner:Name} that is meant for {partner:Quoted}"))
def a_partner_lead(scene: Scene, company: str, owner: str, partner: str) -> None:
    """A lead that names a partner account."""
    account = scene.company(partner)
    lead = LeadFactory.create(Company=company, owner=scene.person(owner).login, Partner_Account_c=account.Id)
    scene.keep(Noun("lead", company), lead)


@given(saying("an opportunity {name:Quoted} of {company:Quoted} owned by {owner:Name}"))
def an_opportunity(scene: Scene, name: str, company: str, owner: str) -> None:
    """An opportunity with a company."""
    account = scene.company(company)
    opportunity = OpportunityFactory.create(Name=name, account=account, owner=scene.person(owner).login)
    scene.keep(Noun("opportunity", name), opportunity)


@given(saying("a case {subject:Quoted} of {company:Quoted} owned by {owner:Name}"))
def a_case(scene: Scene, subject: str, company: str, owner: str) -> None:
    """A case of a company."""
    case = CaseFactory.create(Subject=subject, account=scene.company(company), owner=scene.person(owner).login)
    scene.keep(Noun("case", subject), case)


@given(saying("a deal {name:Quoted} of {company:Quoted} owned by {owner:Name}"))
def a_deal(scene: Scene, name: str, company: str, owner: str) -> None:
    """A deal registration of a partner."""
    deal = DealFactory.create(Deal_Name_c=name, partner=scene.company(company), owner=scene.person(owner).login)
    scene.keep(Noun("deal", name), deal)


@given(saying("a deal {name:Quoted} of {company:Quoted} owned by {owner:Name} that is submitted"))
def a_submitted_deal(scene: Scene, name: str, company: str, owner: str) -> None:
    """A deal registration that waits for the vendor."""
    values = {"Deal_Name_c": name, "Status_c": "Submitted"}
    deal = DealFactory.create(partner=scene.company(company), owner=scene.person(owner).login, **values)
    scene.keep(Noun("deal", name), deal)


@given(saying("a deal {name:Quoted} of no company owned by {owner:Name}"))
def an_orphan_deal(scene: Scene, name: str, owner: str) -> None:
    """A deal registration that names no partner."""
    scene.keep(Noun("deal", name), DealFactory.create(Deal_Name_c=name, owner=scene.person(owner).login))


@given(saying("a deal {name:Quoted} of {company:Quoted} owned by {owner:Name} that became the {opportunity:Noun}"))
def a_won_deal(scene: Scene, name: str, company: str, owner: str, opportunity: Noun) -> None:
    """A deal registration with its opportunity."""
    a_deal(scene, name, company, owner)
    scene.org.update(
        "Deal_Registration__c", scene.record(Noun("deal", name)).Id, Opportunity__c=scene.record(opportunity).Id
    )


@when(saying("{who:Name} creates a lead {company:Quoted}"))
def create_lead(scene: Scene, who: str, company: str) -> None:
    """Enter a lead."""
    noun = Noun("lead", company)
    with scene.attempt():
        scene.create(who, kind_of(noun), company, {"Last Name": scene.unique("Contact")})
    scene.keep(noun, scene.find(kind_of(noun), company))


@when(saying("{who:Name} changes {label:Quoted} of {noun:Noun} to {text:Quoted}"))
def change(scene: Scene, who: str, label: str, noun: Noun, text: str) -> None:
    """Change one field."""
    record = reach(scene, who, noun)
    with scene.attempt():
        scene.actor(who).change(record.sobject, record.Id, {label: text})


@when(saying("{who:Name} asks for the field {field} of all leads"))
def ask_for_field(scene: Scene, who: str, field: str) -> None:
    """Name a field in a query."""
    with scene.attempt():
        scene.actor(who).query(f"SELECT {field} FROM Lead")


@when(saying("the administrator gives {noun:Noun} to {who:Name}"))
def give(scene: Scene, noun: Noun, who: str) -> None:
    """Change the owner."""
    record = scene.record(noun)
    scene.org.update(record.sobject, record.Id, OwnerId=scene.person(who).login.Id)


@when(saying("the administrator takes {noun:Noun} out of the partner pool"))
def take_out_of_pool(scene: Scene, noun: Noun) -> None:
    """Clear what the sharing rule looks at."""
    scene.org.update("Lead", scene.record(noun).Id, Share_With_Partners__c=False)


@when(saying("the administrator moves {noun:Noun} to {company:Quoted}"))
def move_deal(scene: Scene, noun: Noun, company: str) -> None:
    """Name another partner on a deal."""
    scene.org.update("Deal_Registration__c", scene.record(noun).Id, Partner_Account__c=scene.company(company).Id)


@then(saying("{who:Name} reads {text:Quoted} as {label:Quoted} of {noun:Noun}"))
def reads(scene: Scene, who: str, text: str, label: str, noun: Noun) -> None:
    """The field shows this text to the actor."""
    record, actor = reach(scene, who, noun), scene.actor(who)
    assert scene.plain(actor.read(record.sobject, record.Id)[label]) == text


@then(saying("{who:Name} is shown the field {label:Quoted} of {noun:Noun}"))
def is_shown(scene: Scene, who: str, label: str, noun: Noun) -> None:
    """The record has this field for the actor."""
    record = reach(scene, who, noun)
    assert label in scene.actor(who).read(record.sobject, record.Id)


@then(saying("{who:Name} is not shown the field {label:Quoted} of {noun:Noun}"))
def is_not_shown(scene: Scene, who: str, label: str, noun: Noun) -> None:
    """The record has no such field for the actor, and the page does not hold its text unseen either."""
    record, actor = reach(scene, who, noun), scene.actor(who)
    shown = actor.read(record.sobject, record.Id)
    assert label not in shown
    text = telling_values(scene.org, record).get(label, "")
    assert actor.overheard({label: text} if text and text not in " ".join(shown.values()) else {}) == []


@then(saying("{who:Name} reads no name of {other:Name} on {noun:Noun}"))
def reads_no_name(scene: Scene, who: str, other: str, noun: Noun) -> None:
    """No field of the record names this person, nor does the page unseen."""
    record, user, actor = reach(scene, who, noun), scene.person(other).login, scene.actor(who)
    shown = actor.read(record.sobject, record.Id)
    assert {label: text for label, text in shown.items() if user.LastName in text} == {}
    assert actor.overheard({"last name": user.LastName}) == []


@then(saying("{who:Name} sees no {kinds:Kinds}"))
def sees_none(scene: Scene, who: str, kinds: list[Kind]) -> None:
    """The actor's lists are empty."""
    scene.control(who)
    nothing: dict[str, set[str]] = {kind.sobject: set() for kind in kinds}
    seen = scene.eventually(
        lambda: {kind.sobject: scene.sees(who, kind.sobject) for kind in kinds}, lambda seen: seen == nothing
    )
    assert seen == nothing


@then(saying("{who:Name} sees exactly the {noun:Noun}"))
def sees_exactly(scene: Scene, who: str, noun: Noun) -> None:
    """The actor's list of this sort holds one record."""
    record = scene.record(noun)
    alone = {scene.shown_name(record)}
    assert scene.eventually(lambda: scene.sees(who, record.sobject), lambda seen: seen == alone) == alone


@then(saying("{who:Name} is offered {kinds:Kinds}"))
def is_offered(scene: Scene, who: str, kinds: list[Kind]) -> None:
    """The org offers these sorts of records to the actor."""
    assert {kind.sobject for kind in kinds if not scene.actor(who).offers(kind.sobject)} == set()


@then(saying("{who:Name} is not offered {kinds:Kinds}"))
def is_not_offered(scene: Scene, who: str, kinds: list[Kind]) -> None:
    """The org offers none of these sorts of records to the actor."""
    assert {kind.sobject for kind in kinds if scene.actor(who).offers(kind.sobject)} == set()


def reach(scene: Scene, who: str, noun: Noun) -> Record:
    """A record, once it is in sight of somebody; where sharing is there at once, whether it is or not."""
    record = scene.record(noun)
    if scene.target.patience.sharing:
        scene.eventually(lambda: scene.actor(who).access(record.sobject, record.Id), lambda seen: seen != "none")
    return record
