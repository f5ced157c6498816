"""The org-wide defaults as fields of Organization: DefaultLeadAccess and its like follow the describes."""

from collections.abc import Mapping
from types import MappingProxyType

from mock_org.schema import Schema

# Object Reference, Organization: which object's internal default each field tells (confidence A; of price books, which
# know no Read/Write, B).
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "DefaultAccountAccess": "Account",
        "DefaultContactAccess": "Contact",
        "DefaultOpportunityAccess": "Opportunity",
        "DefaultLeadAccess": "Lead",
        "DefaultCaseAccess": "Case",
        "DefaultPricebookAccess": "Pricebook2",
        "DefaultCampaignAccess": "Campaign",
    }
)
_VALUES = MappingProxyType(
    {
        "Private": "None",
        "Read": "Read",
        "ReadWrite": "Edit",
        "ReadWriteTransfer": "ReadEditTransfer",
        "FullAccess": "All",
    }
)
_OF_PRICE_BOOKS = MappingProxyType({"ReadWrite": "ReadSelect"})


def organization_defaults(schema: Schema) -> dict[str, str | None]:
    """The fields and their values, as the describes are now."""
    return {field: _value(name, schema[name].sharing_model) for field, name in FIELDS.items()}


def _value(name: str, model: str | None) -> str | None:
    if model is None:
        return None
    special = _OF_PRICE_BOOKS.get(model) if name == "Pricebook2" else None
    return special or _VALUES.get(model, model)
