"""Organization-wide defaults of an object: internal and external, never guessed to the wider side."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from mock_org.metadata.findings import Findings
from mock_org.metadata.parts import ObjectPart
from mock_org.schema import Field, SObject

CONTROLLED = "ControlledByParent"
WIDTH = ("Private", "Read", "ReadWrite", "ReadWriteTransfer", "FullAccess")
# Salesforce help, "Organization-Wide Sharing Defaults": which objects know which values. Confidence A.
ONLY_FOR: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "ReadWriteTransfer": frozenset({"case", "lead"}),
        "FullAccess": frozenset({"campaign"}),
        "ReadSelect": frozenset({"pricebook2"}),
        "ControlledByLeadOrContact": frozenset({"campaignmember"}),
        "ControlledByCampaign": frozenset({"campaignmember"}),
    }
)
# Objects that know no other values: users are Private or Public Read Only, activities Private or controlled by their
# record, campaign members follow what they connect (Salesforce help; confidence A).
KNOWN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "user": ("Private", "Read"),
        "task": ("Private", CONTROLLED),
        "event": ("Private", CONTROLLED),
        "activity": ("Private", CONTROLLED),
        "campaignmember": ("ControlledByLeadOrContact", "ControlledByCampaign"),
    }
)
CAN_BE_CONTROLLED = frozenset({"contact", "task", "event", "activity", "order", "asset"})


def organization_wide_defaults(
    part: ObjectPart, known: SObject | None, fields: Iterable[Field], findings: Findings
) -> tuple[str | None, str | None]:
    """The internal and the external default that the object gets."""
    detail = any(field.relationship_order is not None for field in fields)
    internal = _internal(part, known, detail, findings)
    return internal, _external(part, known, internal, findings)


def _internal(part: ObjectPart, known: SObject | None, detail: bool, findings: Findings) -> str | None:
    value, place = part.sharing_model, part.place.at("sharingModel")
    if value is None:
        return CONTROLLED if detail else _unsaid(part, known, findings)
    custom = known is None or known.custom
    if custom and detail != (value == CONTROLLED):
        right = (
            f"{CONTROLLED}, for it has a master-detail field"
            if detail
            else f"not {CONTROLLED}, for it has no master-detail field"
        )
        findings.refuse(place, f"is {value!r}; right is {right}")
    elif not custom and value == CONTROLLED and part.name.lower() not in CAN_BE_CONTROLLED:
        findings.refuse(place, f"is {value!r}; {part.name} has no parent that could control it")
    else:
        _check_known(part, "sharingModel", value, findings)
    return value


def _check_known(part: ObjectPart, tag: str, value: str, findings: Findings) -> None:
    name = part.name.lower()
    known = KNOWN.get(name, WIDTH[:3])
    if name not in ONLY_FOR.get(value, {name}) or (name in KNOWN and value not in known):
        findings.refuse(part.place.at(tag), f"is {value!r}; {part.name} knows {', '.join(known)}")


def _unsaid(part: ObjectPart, known: SObject | None, findings: Findings) -> str | None:
    if known is not None:
        return known.sharing_model
    findings.note(part.place.at("sharingModel"), "is missing; Private is taken")
    return "Private"


def _external(part: ObjectPart, known: SObject | None, internal: str | None, findings: Findings) -> str | None:
    """External access may never be wider than internal (Salesforce help, "External Organization-Wide Defaults";
    confidence A). Left unsaid it stays, or narrows with the internal one; that of a new object is Private.
    """
    value = part.external_sharing_model
    if value is None:
        if part.name.lower() == "campaignmember":
            return internal  # a member has no default of its own
        kept = (known.external_sharing_model if known else None) or "Private"
        if CONTROLLED in (internal, kept):
            return CONTROLLED if internal == CONTROLLED else "Private"
        return internal if _wider(kept, internal) else kept
    if value == CONTROLLED != internal and internal in ("Private", "Read"):
        findings.refuse(
            part.place.at("externalSharingModel"), f"is {value!r}; the internal default {internal} is narrower"
        )
    elif internal == CONTROLLED and value not in (CONTROLLED, "Private"):
        findings.refuse(part.place.at("externalSharingModel"), f"is {value!r}; {CONTROLLED} or Private is right")
    elif _wider(value, internal):
        advice = f"is {value!r}, wider than the internal default {internal}; {internal} or less is right"
        findings.refuse(part.place.at("externalSharingModel"), advice)
    else:
        _check_known(part, "externalSharingModel", value, findings)
    return value


def _wider(value: str | None, than: str | None) -> bool:
    return value in WIDTH and than in WIDTH and WIDTH.index(value or "") > WIDTH.index(than or "")
