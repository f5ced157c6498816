"""Steps about leaks: what one partner can reach that belongs to another."""

import pytest
from pytest_bdd import given, then

from features.scene import Scene
from features.words import saying


@given(saying("a queue {name:Quoted} for leads with the members {who:Names}"))
def a_queue(scene: Scene, name: str, who: list[str]) -> None:
    """A queue, and who works on what it owns."""
    queue = scene.org.insert(
        "Group", {"Name": scene.unique(name), "DeveloperName": scene.api_name(name), "Type": "Queue"}
    )
    scene.org.insert("QueueSobject", {"QueueId": queue, "SobjectType": "Lead"})
    for each in who:
        scene.org.insert("GroupMember", {"GroupId": queue, "UserOrGroupId": scene.person(each).login.Id})


@given("nothing is allowed to open records of other partners")
def nothing_allowed(scene: Scene) -> None:
    """[leaks.allowed] of the settings is empty."""
    scene.target.change_settings(leaks={"allowed": {}})


@then("no partner sees another partner's records")
def no_leaks(scene: Scene) -> None:
    """Neither on a record nor by what the configuration makes possible; all that leaks is told at once."""
    told = scene.target.leaks()
    if told:
        pytest.fail("\n".join(told), pytrace=False)


@then(saying("partners see other partners' records, by {rule:Quoted}"))
def leaks_by(scene: Scene, rule: str) -> None:
    """The search finds it, and blames that entry of the configuration."""
    told = scene.target.leaks()
    assert any(rule in sentence for sentence in told), told
