"""Settings of the handlers of Apex REST paths."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class ApexRestSettings(BaseModel):
    """The Python handlers of the project's Apex REST paths: `[apexrest]`."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    module: Annotated[str, Field(pattern=r"^[\w.]+(:\w+)?$")]
