"""What a page of the site is: a route below the site's URL prefix, and the view that answers it."""

from collections.abc import Callable
from dataclasses import dataclass

from flask.typing import ResponseReturnValue


@dataclass(frozen=True, slots=True)
class Page:
    """One route.

    rule: the path below `/<prefix>`, in Flask's syntax.
    view: gets the Visit (or the Arrival, where guests may come) and the parts of the path.
    methods: the HTTP methods answered.
    guests: whether somebody who is not logged in may open it.
    """

    rule: str
    view: Callable[..., ResponseReturnValue]
    methods: tuple[str, ...] = ("GET",)
    guests: bool = False
