"""A sharing rule must give more than the organization-wide default (INVALID_ACCESS_LEVEL; domain and code confidence A,
which of the two defaults counts for whom: confidence C).
"""

from collections.abc import Mapping
from types import MappingProxyType

from mock_org.metadata.findings import Findings
from mock_org.metadata.parts import RulePart
from mock_org.schema import Schema, SObject

RANKS: Mapping[str, int] = MappingProxyType(
    {"None": 0, "Private": 0, "Read": 1, "ReadSelect": 1, "Edit": 2, "ReadWrite": 2, "ReadWriteTransfer": 2}
    | {"FullAccess": 3}
)
# Whom only one of the two defaults is for.
INTERNAL = frozenset({"allInternalUsers", "roleAndSubordinatesInternal", "managers", "managerSubordinates"})
EXTERNAL = frozenset(
    {"allPartnerUsers", "allCustomerPortalUsers", "portalRole", "portalRoleAndSubordinates", "channelProgramGroup"}
)


def widens(part: RulePart, sobject: SObject, schema: Schema, findings: Findings) -> None:
    """Refuse a rule that gives no more than those it shares to have anyway."""
    default = _default(part, sobject)
    above = RANKS[part.access] > default
    if sobject.name == "Account":
        for child in ("Case", "Contact", "Opportunity"):
            level = RANKS[getattr(part.levels, child.lower())]
            above = above or level > _default(part, schema[child])
    if not above:
        models = f"internal {sobject.sharing_model}, external {sobject.external_sharing_model}"
        advice = f"INVALID_ACCESS_LEVEL: {part.access} is no more than the default ({models}) gives {part.shared_to}"
        findings.refuse(part.place.at("accessLevel"), advice)


def _default(part: RulePart, sobject: SObject) -> int:
    """The rank of the default of those the rule shares to: the lower where both kinds of users may be among them."""
    internal, external = _rank(sobject.sharing_model), _rank(sobject.external_sharing_model or sobject.sharing_model)
    kind = part.shared_to.kind
    if kind == "guestUser":
        return 0  # always private for guests
    if kind in INTERNAL:
        return internal
    return external if kind in EXTERNAL else min(internal, external)


def _rank(model: str | None) -> int:
    """What is controlled by another record cannot be widened by a level of its own."""
    return RANKS.get(model or "", 3 if str(model).startswith("Controlled") else 0)
