"""Settings of partner tiers: which permission sets the users of a partner company get."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator


class TierSettings(BaseModel):
    """Which permission sets the users of a partner company get by its tier: `[tiers]`; see how-to/partner-tiers.md.

    field: of Account, whose text is the tier. program: a channel program; the name of the account's level in it is the
    tier where there is no field, and is compared with the field where there is one. sets: permission sets by tier.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    field: Annotated[str, Field(pattern=r"^\w+$")] | None = None
    program: str | None = None
    sets: dict[str, list[str]]

    @model_validator(mode="after")
    def _has_source(self) -> "TierSettings":
        if not (self.field or self.program):
            raise ValueError("says neither by which field of Account nor by which channel program the tier is told")
        return self
