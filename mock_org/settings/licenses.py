"""Settings of licences: the seats of a new org, and what seats and log-ins cost."""

from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

EXTERNAL_LICENSES = MappingProxyType(
    {
        "Partner Community": 100,
        "Partner Community Login": 100,
        "Customer Community": 100,
        "Customer Community Plus": 100,
        "Customer Community Plus Login": 100,
        "Customer Community Login": 100,
        "Channel Account": 100,
        "External Identity": 100,
        "External Apps": 100,
        "External Apps Login": 100,
    }
)
# Any seat of them makes the partner fields exist (Object Reference, Account.IsPartner); the last three are legacy.
PARTNER_LICENSES = ("Partner Community", "Partner Community Login", "Gold Partner", "Silver Partner", "Partner")


class LicensePrice(BaseModel):
    """What a licence costs: each seat a month, or each day on which a user logs in; see how-to/licenses.md."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    seat: Annotated[float, Field(ge=0)] | None = None
    login: Annotated[float, Field(ge=0)] | None = None
