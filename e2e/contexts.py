"""Browser contexts of actors: one for each, and kept for the actors of later tests as long as nothing is left in it.

To start a context with its processes takes as long as two pages, and one that is new knows none of the files that are
the same on every page.
"""

from collections.abc import Callable
from functools import partial

from playwright.sync_api import BrowserContext, Page

from e2e.evidence import Evidence


class Contexts:
    """The contexts of a run. Each has a blank page that stays open, which keeps its processes alive."""

    def __init__(self) -> None:
        self._free: list[BrowserContext] = []

    def take(self, make: Callable[[], BrowserContext]) -> BrowserContext:
        """One that nobody uses; a new one where there is none."""
        if self._free:
            return self._free.pop()
        context = make()
        context.new_page()
        return context

    def give_back(self, context: BrowserContext) -> None:
        """Forget whose it was: cookies and pages. A context in which pages have stored anything else is closed."""
        if context.storage_state(indexed_db=True)["origins"]:
            context.close()
            return
        context.clear_cookies()
        for page in context.pages[1:]:
            page.close()
        self._free.append(context)


class Actors:
    """The browsers of the actors of one test."""

    def __init__(self, contexts: Contexts, make: Callable[[], BrowserContext], evidence: Evidence, title: str) -> None:
        self._contexts, self._make = contexts, make
        self._evidence, self._title = evidence, title
        self._taken: list[BrowserContext] = []

    def new_page(self) -> Page:
        """A page in a context that nobody else of the test is in."""
        context = self._contexts.take(self._make)
        self._taken.append(context)
        self._evidence.begin(context, self._title)
        return context.new_page()

    def end(self, *, failed: bool) -> None:
        """Keep what there is to show. After a failure no context is used again, nor one that is filmed."""
        again = not failed and self._evidence.wanted.video == "off"
        leave = self._contexts.give_back if again else BrowserContext.close
        for context in self._taken:
            self._evidence.end(context, failed, partial(leave, context))
