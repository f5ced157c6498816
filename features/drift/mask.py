"""An answer without what is the org's own: ids, dates, hosts, e-mails, sessions, names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
# A word of 18 letters is an id when its last three fit; one of 15 when it has zeros in a row, as every recorded id has.
_ID = re.compile(r"(?<![0-9A-Za-z])(?=[0-9A-Za-z]*\d)[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?(?![0-9A-Za-z])")
_ZEROS = "000"
_ETAG = re.compile(r'"[0-9A-Za-z/+]{20,}={0,2}"')
_SESSION = re.compile(r"00D[0-9A-Za-z]{12,15}![0-9A-Za-z._]+")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DATE = re.compile(r"\b\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d{4}|[+-]\d\d:\d\d|Z)?)?")
_HOST = re.compile(r"\bhttps?://[^/\s\"'<>\\]+")
# A digit more or less in a count that only the org knows: api-usage=17/15000, Row positions stay.
_USAGE = re.compile(r"api-usage=\d+/\d+")
_HTTP_DATE = re.compile(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT")


@dataclass(frozen=True)
class Mask:
    """What hides the own words of one org.

    words: the org's own word → what stands for it in every org.
    """

    words: Mapping[str, str] = field(default_factory=dict)

    def text(self, text: str) -> str:
        """The text with `<id18>`, `<email>`, `<host>`, … for what differs between any two orgs."""
        for word in sorted(self.words, key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", self.words[word], text)
        text = _SESSION.sub("<session>", text)
        text = _HOST.sub("<host>", text)
        text = _EMAIL.sub("<email>", text)
        text = _ETAG.sub('"<etag>"', text)
        text = _HTTP_DATE.sub("<http date>", text)
        text = _DATE.sub(lambda found: re.sub(r"\d", "0", found[0]), text)
        text = _USAGE.sub("api-usage=0/0", text)
        return _ID.sub(_id, text)

    def kind(self, text: str) -> str:
        """What kind of text it is: `<id18>`, `<id15>`, a date's form, else `<text>`."""
        masked = self.text(text)
        if masked in ("<id15>", "<id18>") or (_DATE.fullmatch(text) and masked.startswith("0000-")):
            return masked
        return "<text>"


def _id(found: re.Match[str]) -> str:
    text = found[0]
    is_one = text[15:] == checksum(text[:15]) if len(text) == 18 else _ZEROS in text
    return f"<id{len(text)}>" if is_one else text


def checksum(id15: str) -> str:
    """The three letters that make an id safe where case does not count (Salesforce, "18-character ID")."""
    parts = (id15[start : start + 5] for start in (0, 5, 10))
    return "".join(_LETTERS[sum(1 << place for place, each in enumerate(part) if each.isupper())] for part in parts)
