"""One kind of page: how it is called, what is to be seen there, how one gets there."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator

from e2e.tour.visitor import Tour


@dataclass(frozen=True)
class Stop:
    """A stop of the tour.

    Args:
        name: of its files. caption: under its picture.
        reach: gets there from anywhere, and returns what a snapshot is taken of.
        only_mock: whether no Salesforce org has such a page; needs the capability `setup-pages`.
        passing: whether it is of this run only (a toast, a menu that is open): pictured, and not compared.
    """

    name: str
    caption: str
    reach: Callable[[Tour], Locator]
    only_mock: bool = False
    passing: bool = False
