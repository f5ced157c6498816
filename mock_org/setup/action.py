"""An action of a record's page: a button, behind it a dialog, behind that a save."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from flask import request
from flask.typing import ResponseReturnValue

from mock_org.errors import SalesforceError
from mock_org.setup.rendering import done
from mock_org.setup.visit import Visit


class Named(Protocol):
    """What a page shows: a record with a name."""

    @property
    def name(self) -> str:
        """What the record is called."""


Shown = TypeVar("Shown", bound=Named)


@dataclass(frozen=True, slots=True)
class Action(Generic[Shown]):
    """What a record's page offers.

    path: the last part of its address, its API name on Salesforce's layouts where it has one. label: of button and
    dialog. permission: whoever lacks it is not offered the action; "" asks for none. offered: whether it fits the
    record. run: does it, and answers the sentence that tells so. danger: nothing brings back what it takes.
    """

    path: str
    label: str
    permission: str
    offered: Callable[[Visit, Shown], bool]
    run: Callable[[Visit, Shown], str]
    danger: bool = False


def offered(visit: Visit, actions: Sequence[Action[Shown]], found: Shown) -> list[Action[Shown]]:
    """The actions that this user is offered on this record."""
    return [
        each
        for each in actions
        if (not each.permission or visit.session.user.has(each.permission)) and each.offered(visit, found)
    ]


def perform(
    visit: Visit,
    actions: Sequence[Action[Shown]],
    found: Shown,
    path: str,
    show: Callable[..., ResponseReturnValue],
    after: Callable[[Action[Shown]], str],
) -> ResponseReturnValue:
    """The dialog of the action of that path; what it does, when its form comes back.

    show: the record's page, with status, dialog and error. after: where to go on when it is done.
    """
    chosen: Action[Shown] | None = next((each for each in offered(visit, actions, found) if each.path == path), None)
    values: dict[str, Any] = {"dialog": chosen}
    if chosen is None:
        return show(404, error=f"{found.name} does not offer {path}.")
    if request.method == "GET":
        return show(200, **values)
    try:
        sentence = chosen.run(visit, found)
    except SalesforceError as refusal:
        return show(refusal.status, error=refusal.message, **values)
    return done(sentence, after(chosen))
