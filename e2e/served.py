"""Everything that a browser was given for a page: what it shows, what it hides, and what its scripts were answered."""

import html
import json
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Error, Page, Response

from e2e.text import READ, tidy

# Of these a record can be part; styles and pictures are the same for everybody.
WITH_DATA = {"document", "script", "xhr", "fetch", "eventsource", "websocket", "other"}
# What is shown, and everything besides; asked for at once.
EVERYTHING = f"""() => [({READ})(document.body), (() => {{
  const parts = [];
  const walk = (root) => {{
    parts.push(root === document ? document.documentElement.outerHTML : root.innerHTML);
    for (const element of root.querySelectorAll("*")) {{
      if (element.shadowRoot) walk(element.shadowRoot);
      if (typeof element.value === "string") parts.push(element.value);
      if (element instanceof HTMLTemplateElement) parts.push(element.innerHTML);
    }}
  }};
  walk(document);
  return parts.join("\\n");
}})()]"""


class Part(NamedTuple):
    """One thing that the browser has, and how to call it."""

    called: str
    text: str


class Served:
    """What a page was served since `forget`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._answers: list[Response] = []
        self._for_everybody: dict[str, str] = {}
        page.on("response", self._note)

    def forget(self) -> None:
        """Begin anew, before the next page is opened."""
        self._answers.clear()

    def _note(self, answer: Response) -> None:
        self._answers.append(answer)

    def parts(self) -> list[Part]:
        """What the page shows, what it holds besides, and each answer that it was made of."""
        shown, held = self.page.evaluate(EVERYTHING)
        answers = [
            Part(f"the answer to {urlsplit(each.url).path}", text)
            for each in self._answers
            if each.request.resource_type in WITH_DATA and (text := self._text(each))
        ]
        return [Part("the page", tidy(shown)), Part("the page, unseen,", held), *answers]

    def _text(self, answer: Response) -> str:
        """The body of an answer. One that anybody may be given out of a store is the same at its address each time."""
        if "public" not in answer.headers.get("cache-control", ""):
            return _text(answer)
        kept = self._for_everybody.get(answer.url) or _text(answer)
        self._for_everybody[answer.url] = kept
        return kept


def found(values: Mapping[str, str], parts: Iterable[Part]) -> dict[str, str]:
    """Which of these values, by label, stand in a part: the name of the first such part."""
    known = list(parts)
    hits = ((label, _first(value, known)) for label, value in values.items())
    return {label: part for label, part in hits if part}


def _first(value: str, parts: Iterable[Part]) -> str:
    ways = {value, html.escape(value), json.dumps(value)[1:-1], json.dumps(value, ensure_ascii=False)[1:-1]}
    words = re.compile("|".join(rf"(?<!\w){re.escape(way)}(?!\w)" for way in ways))
    return next((part.called for part in parts if words.search(part.text)), "")


def _text(answer: Response) -> str:
    """The body of an answer; "" for a redirect, and where the browser has let go of it."""
    try:
        return answer.text()
    except (Error, UnicodeDecodeError):
        return ""
