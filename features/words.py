"""The nouns of the scenarios: how a feature file names people, companies and records."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from parse import with_pattern
from pytest_bdd import parsers

from features.project import PROJECT, Kind

NAME = r"[A-Z][a-z]+"
QUOTED = r'"[^"]*"'


KINDS = {
    "account": Kind("Account", "Account Name", "Name"),
    "contact": Kind("Contact", "Name", "Name"),
    "lead": Kind("Lead", "Company", "Company"),
    "opportunity": Kind("Opportunity", "Opportunity Name", "Name"),
    "case": Kind("Case", "Subject", "Subject"),
    "deal": Kind("Deal_Registration__c", "Deal Name", "Deal_Name__c"),
    "campaign": Kind("Campaign", "Campaign Name", "Name"),
    "report": Kind("Report", "Report Name", "Name"),
    "fund request": Kind("PartnerFundRequest", "Partner Fund Request Name", "Title"),
    **PROJECT.kinds,
}
PLURALS = {
    "accounts": "account",
    "contacts": "contact",
    "leads": "lead",
    "opportunities": "opportunity",
    "cases": "case",
    "deals": "deal",
    "campaigns": "campaign",
    "reports": "report",
    "fund requests": "fund request",
    **PROJECT.plurals,
}


class Noun(NamedTuple):
    """A record by its kind and name: lead "Initech"."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f'{self.kind} "{self.name}"'


@with_pattern(NAME)
def name(text: str) -> str:
    """A person: Ann."""
    return text


@with_pattern(rf"{NAME}(?:, {NAME})* and {NAME}")
def names(text: str) -> list[str]:
    """Several people: Ann, Abe and Al."""
    return re.findall(NAME, text)


@with_pattern(QUOTED)
def quoted(text: str) -> str:
    """A name in quotes: "Acme"."""
    return text[1:-1]


@with_pattern(rf"{QUOTED}(?:, {QUOTED})* and {QUOTED}")
def quoteds(text: str) -> list[str]:
    """Several names in quotes: "Acme", "Globex" and "Initrode"."""
    return [quoted(each) for each in re.findall(QUOTED, text)]


@with_pattern(rf"(?:{'|'.join(KINDS)}) {QUOTED}")
def noun(text: str) -> Noun:
    """A record: lead "Initech"."""
    kind, _, rest = text.partition(' "')
    return Noun(kind, quoted(f'"{rest}'))


@with_pattern(rf"(?:{'|'.join(PLURALS)})(?:(?:, | and | or )(?:{'|'.join(PLURALS)}))*")
def kinds(text: str) -> list[Kind]:
    """Sorts of records: leads, cases or deals."""
    return [KINDS[PLURALS[each]] for each in re.split(", | and | or ", text)]


@with_pattern(r"\d+")
def number(text: str) -> int:
    """A number: 15."""
    return int(text)


@with_pattern(r"User|Manager|Executive")
def portal_role(text: str) -> str:
    """A place in a partner company: User, Manager, Executive."""
    return text


TYPES: dict[str, Callable[[str], Any]] = {
    "Name": name,
    "Names": names,
    "Quoted": quoted,
    "Quoteds": quoteds,
    "Noun": noun,
    "Kinds": kinds,
    "Number": number,
    "PortalRole": portal_role,
}


def saying(sentence: str) -> parsers.parse:
    """A step's sentence whose blanks have the types above: `saying('{who:Name} logs in')`."""
    return parsers.parse(sentence, extra_types=TYPES)
