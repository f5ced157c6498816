"""What a page of Setup is: a route, what it is called, who may open it, and the view that answers it."""

from collections.abc import Callable
from dataclasses import dataclass

from flask.typing import ResponseReturnValue


@dataclass(frozen=True, slots=True)
class Page:
    """One route.

    rule: the path, as Lightning has it. title: in the menu. lead: one sentence about it. view: gets the Visit.
    permissions: the user permissions that open it, all of them. group: the heading that it stands under in the menu.
    in_menu: False for a page that another one leads to. framed: whether pages of this org may show it in a frame.
    mock_only: whether no Salesforce org has such a page.
    """

    rule: str
    title: str
    lead: str
    view: Callable[..., ResponseReturnValue]
    permissions: tuple[str, ...] = ("ViewSetup",)
    group: str = "Setup"
    methods: tuple[str, ...] = ("GET",)
    in_menu: bool = True
    framed: bool = False
    mock_only: bool = False
