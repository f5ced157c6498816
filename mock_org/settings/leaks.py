"""Settings of the leak search: whose records are, and what is meant to be open."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class LeakSettings(BaseModel):
    """What the leak search takes as somebody's, and what is meant to be open: `[leaks]`.

    belongs_to: by object, paths to accounts as SOQL writes them ("Partner_Account__c", "Owner.AccountId").
    allowed: by the rule that a finding names ("sharing rule Lead.Pool"), the reason why it may be so.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    belongs_to: dict[str, list[str]] = {}
    allowed: dict[str, Annotated[str, Field(min_length=1)]] = {}
