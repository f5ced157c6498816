"""What a page of Setup is: a route, what it is called, who may open it, and the view that answers it."""

from collections.abc import Callable
from dataclasses import dataclass

from flask.typing import ResponseReturnValue


@dataclass(frozen=True, slots=True)
class Page:
    """One route.

    rule: the path, as Lightning has it. title: in the menu. lead: one sentence about it. view: gets the Visit.
    permissions: the user permissions that open it, all of them.
    """

    rule: str
    title: str
    lead: str
    view: Callable[..., ResponseReturnValue]
    permissions: tuple[str, ...] = ("ViewSetup",)
