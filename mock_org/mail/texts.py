"""A mail's two forms made from each other, and texts that are safe in a header."""

import re
from html import escape
from html.parser import HTMLParser

_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")
_BLOCKS = frozenset({"br", "p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "blockquote"})
_UNSEEN = frozenset({"style", "script", "head", "title"})


def one_line(text: object) -> str:
    """A text without line breaks and other control characters: nobody adds a header by a name or a subject."""
    plain = "".join(character if character.isprintable() else " " for character in str(text or ""))
    return " ".join(plain.split())


def html_of(text: str) -> str:
    """Plain text as HTML: what it holds of markup is shown, its addresses are links."""
    parts, end = [], 0
    for found in _LINK.finditer(text):
        address = escape(found[0])
        parts += [escape(text[end : found.start()]), f'<a href="{address}">{address}</a>']
        end = found.end()
    parts.append(escape(text[end:]))
    return f"<p>{'<br>'.join(''.join(parts).splitlines())}</p>"


def text_of(html: str) -> str:
    """What a reader of HTML sees, as plain text; links are followed by their addresses."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0
        self._address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")
        self._unseen += tag in _UNSEEN
        if tag == "a":
            self._address = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        if tag == "a" and self._address and not "".join(self.parts).endswith(self._address):
            self.parts.append(f" ({self._address})")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data.replace("\n", " "))
