"""The entries of an org's configuration that can be exercised: which there are, what each says, and in which file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from mock_org.audit.holders import ACTIONS, Holder, holders
from mock_org.org import Org
from mock_org.schema import SObject
from mock_org.security import SharingRule
from mock_org.security.declared import Declared
from mock_org.security.sharing.owd import LEVEL_OF_MODEL
from mock_org.security.sharing.restriction_rules import told as told_filter
from mock_org.security.sharing.rules import told

Way: TypeAlias = Literal["granted", "refused"]
Files: TypeAlias = dict[tuple[str, str], str]
BOTH: tuple[Way, ...] = ("granted", "refused")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. name: as grants and permissions name their source. ways: what it can do, so what can be exercised."""

    kind: str
    name: str
    words: str
    file: str
    ways: tuple[Way, ...]


def entries(org: Org, *, internal: bool = False) -> tuple[Entry, ...]:
    """Rules, sets and defaults, and the permissions of external profiles and of permission sets.

    internal: those of internal profiles too.
    """
    files: Files = {(each.kind, each.name): each.file for each in org.sharing.declared if not each.holder}
    return (
        *_rules(org, files),
        *_sets(org, files),
        *_restrictions(org, files),
        *_defaults(org),
        *_permissions(org, internal),
    )


def rule_words(rule: SharingRule) -> str:
    """What a rule shares with whom."""
    what = f"owned by {rule.shared_from}" if rule.kind == "owner" else f"with {told(rule.condition)}"  # type: ignore[arg-type]
    return f"{rule.sobject} {what} to {rule.shared_to}, {rule.access}"


def _rules(org: Org, files: Files) -> Iterator[Entry]:
    for rule in org.sharing.rules:
        name = f"{rule.sobject}.{rule.name}"
        yield Entry("sharing rule", name, rule_words(rule), files.get(("sharing rule", name), ""), BOTH)


def _sets(org: Org, files: Files) -> Iterator[Entry]:
    for each in org.sharing.sets:
        for mapping in each.mappings:
            name = f"{each.name}.{mapping.object}"
            words = (
                f"{mapping.object} whose {mapping.object_field} is the user's {mapping.user_field} "
                f"to {', '.join(each.profiles)}, {mapping.access}"
            )
            yield Entry("sharing set", name, words, files.get(("sharing set", name), ""), BOTH)


def _restrictions(org: Org, files: Files) -> Iterator[Entry]:
    """Restriction rules hide; scoping rules only narrow what a query asks them to."""
    for rule in org.sharing.restrictions:
        if rule.enforcement == "Restrict":
            name, words = f"{rule.sobject}.{rule.name}", f"leaves {rule.sobject} whose {told_filter(rule.records)}"
            yield Entry("restriction rule", name, words, files.get(("restriction rule", name), ""), ("refused",))


def _defaults(org: Org) -> Iterator[Entry]:
    for each in org.sharing.declared:
        sobject = org.schema.get(each.name) if each.kind == "default" else None
        if sobject is None:
            continue
        for whom, model in models(sobject).items():
            yield Entry("default", f"{sobject.name}.{whom}", f"{whom} default {model}", each.file, default_ways(model))


def models(sobject: SObject) -> dict[str, str]:
    """The organization-wide defaults by whom they are for."""
    internal = sobject.sharing_model or "ReadWrite"
    return {"internal": internal, "external": sobject.external_sharing_model or internal}


def default_ways(model: str) -> tuple[Way, ...]:
    """What a default can do: Private only withholds, Public Read/Write only gives, the others do both."""
    level = LEVEL_OF_MODEL.get(model, ("", ""))[0]
    if model == "Private":
        return ("refused",)
    return ("granted",) if level in ("Edit", "All") else BOTH


def _permissions(org: Org, internal: bool) -> Iterator[Entry]:
    held = {(each.name, each.of_profile): each for each in holders(org).values()}
    for each in org.sharing.declared:
        holder = held.get((each.holder, each.of_profile))
        if holder and (internal or each.external or not each.of_profile):
            yield from _object(each, holder) if each.kind == "object permission" else _field(each, holder)


def _object(declared: Declared, holder: Holder) -> Iterator[Entry]:
    for action, said in holder.objects.get(declared.name.lower(), {}).items():
        name = f"{holder.name}: {declared.name}.{ACTIONS[action]}"
        words = f"{holder.told} {'gives' if said else 'does not give'} {ACTIONS[action]} on {declared.name}"
        yield Entry("object permission", name, words, declared.file, ("granted" if said else "refused",))


def _field(declared: Declared, holder: Holder) -> Iterator[Entry]:
    sobject, _, field = declared.name.lower().partition(".")
    read, edit = holder.fields.get((sobject, field), (False, False))
    for verb, said in (("read", read), ("edit", edit)):
        if verb == "read" or read:
            words = f"{holder.told} {'lets' if said else 'does not let'} users {verb} {declared.name}"
            yield Entry(
                "field permission",
                f"{holder.name}: {declared.name} {verb}",
                words if declared.listed else f"{words} (not listed)",
                declared.file,
                ("granted" if said else "refused",),
            )
