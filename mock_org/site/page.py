"""What a page of the site is: a route below the site's URL prefix, and the view that answers it."""

from collections.abc import Callable
from dataclasses import dataclass

from flask.typing import ResponseReturnValue

_SERVLETS = ("/secur/", "/_ui/", "/servlet/")


@dataclass(frozen=True, slots=True)
class Page:
    """One route.

    rule: the path below `/<prefix>`, in Flask's syntax.
    view: gets the Visit (or the Arrival, where guests may come) and the parts of the path.
    methods: the HTTP methods answered.
    guests: whether somebody who is not logged in may open it.
    public: whether the site's guest user may open it, where the site lets people in who are not logged in.
    plain: whether it is there for everybody at any time, as style sheets and logos are.
    """

    rule: str
    view: Callable[..., ResponseReturnValue]
    methods: tuple[str, ...] = ("GET",)
    guests: bool = False
    public: bool = False
    plain: bool = False

    @property
    def servlet(self) -> bool:
        """Whether it is one of the pages of logging in and out that an LWR site has at an address of their own."""
        return self.rule.startswith(_SERVLETS)
