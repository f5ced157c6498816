"""Merge fields: `{!Lead.Name}` of Classic templates, `{{{Recipient.Name}}}` of Lightning ones."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from types import MappingProxyType

from mock_org.schema import Schema

# Help, "Merge Fields for Experience Cloud Sites": name and log-in page of the site, each under three names
# (confidence A). The others are $Network.… of Visualforce templates, written as fields of Classic ones (confidence D).
ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "network_community_name": "community_name",
        "community.name": "community_name",
        "network_community_url": "community_url",
        "community.url": "community_url",
        "sending_user": "user",
        "sender": "user",
        "recipient": "receiving_user",
    }
)
WORDS: Mapping[str, str] = MappingProxyType(
    {
        name.lower(): told
        for name, told in {
            "Community_Name": "the site's name; of mails that are no site's, the org's",
            "Community_Url": "its log-in page, or the link that sets a password",
            "Network_PasswordLockTime": "how long a locked-out user waits",
            "Network_CodeForVerificationEmail": "the verification code",
            "Network_ActionForVerificationEmail": "what asked for the code",
            "Network_BrowserForVerificationEmail": "the browser that asked for it",
            "Network_ChgEmailVer_OldEmail": "the address that a user had",
            "Network_ChgEmailVer_NewEmail": "the address that he asked for",
            "Network_ChgEmailVerLink": "the link that confirms the new address",
            "ApprovalRequest.Process_Name": "the approval process",
            "ApprovalRequest.Comments": "what the submitter wrote",
            "ApprovalRequest.Internal_URL": "the page of the request for internal users",
            "ApprovalRequest.External_URL": "the page of the request for users of sites",
            "Review_Name": "the access review, e.g. by its quarter",
            "Review_Company": "the partner company that is reviewed",
            "Review_Due": "until when it is to be answered",
            "Review_Url": "the page that takes the answers",
            "Review_List": "the users that are asked about, one a line",
            "Review_Summary": "what was answered, one line a company",
            "Dormant_Last_Login": "when the user logged in last",
            "Dormant_Date": "when the user is deactivated",
        }.items()
    }
)
# Objects under other names than their own, in any template.
OBJECTS: Mapping[str, str] = MappingProxyType(
    {"receiving_user": "User", "user": "User", "approval_requesting_user": "User", "organization": "Organization"}
)
# What a record offers beside its fields: its page, its owner (seen in Salesforce's own templates; confidence B).
EXTRAS = frozenset({"link", "ownerfullname", "ownerfirstname", "ownerlastname", "owneremail"})

_CLASSIC = re.compile(r"\{!(?P<classic>[^{}]*)\}|\{\{\{(?P<lightning>[^{}]*)\}\}\}")
_NAME = re.compile(r"\w+(\.\w+)?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class MergeFault:
    """A merge field that nobody can fill, as a sentence.

    wrong: whether Salesforce cannot fill it either; otherwise it is the mock that has no such object, or no formulas.
    """

    sentence: str
    wrong: bool

    def __str__(self) -> str:
        return self.sentence


def normal(name: str) -> str:
    """One spelling of a merge field's name: lower case, and one name for what has several."""
    text = name.strip().lower()
    text = ALIASES.get(text, text)
    owner, dot, field = text.partition(".")
    return f"{ALIASES.get(owner, owner)}{dot}{field}"


def fault_in(template_text: str, schema: Schema) -> MergeFault | None:
    """What is wrong with the first merge field that can never be filled; None if all can."""
    for found in _CLASSIC.finditer(template_text):
        written = _written(found).strip()
        if not _NAME.match(written):
            what = f"the merge field {found[0]} is none: a field is written {{!Object.Field}}, formulas are not read"
            return MergeFault(what, wrong=False)
        fault = _unknown(normal(written), written, schema)
        if fault:
            return fault
    return None


def merge(template_text: str, value_of: Callable[[str], str], *, html: bool) -> str:
    """The text with its fields filled. In HTML, values are text: what they hold of markup is shown, not obeyed.

    value_of: gets each field's normal name.
    """

    def fill(found: re.Match[str]) -> str:
        value = value_of(normal(_written(found)))
        return escape(value).replace("\n", "<br>") if html else value

    return _CLASSIC.sub(fill, template_text)


def _written(found: re.Match[str]) -> str:
    return str(found["classic"] if found["classic"] is not None else found["lightning"])


def _unknown(name: str, written: str, schema: Schema) -> MergeFault | None:
    if name in WORDS:
        return None
    owner, dot, field = name.partition(".")
    sobject = schema.get(OBJECTS.get(owner, owner)) if dot else None
    if sobject is None:
        what = f"there is no merge field {{!{written}}}: neither a word that mails have nor a field of an object"
        return MergeFault(what, wrong=False)
    if field in EXTRAS or sobject.field(field) or sobject.field(f"{field}Id"):
        return None
    what = f"{sobject.name} has no field {written.partition('.')[2]} for the merge field {{!{written}}}"
    return MergeFault(what, wrong=True)
