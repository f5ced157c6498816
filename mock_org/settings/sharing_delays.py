"""Settings of how long sharing takes to be recalculated."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Seconds = Annotated[float, Field(ge=0, le=86400, strict=False)]


class SharingDelays(BaseModel):
    """How long after a change people wait for what it gives them: `[sharing_delays]`; 0 is at once.

    What a change takes away is gone at once. That the work is done in the background is documented (Salesforce help
    005103630, "Asynchronous Sharing Recalculation After Group Membership or Role Changes", and "Considerations for
    Making Sharing Updates": confidence A for owners and roles, C for members); how long it takes is not (D).
    members: until a new, activated or moved user, and a new member of a group or queue, sees what groups and roles get.
    owners: until others see, by role hierarchy and owner-based rules, what such a user owns.
    roles: until a new or moved role counts in the hierarchy: portal roles follow the role of their account's owner.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    members: Seconds = 0
    owners: Seconds = 0
    roles: Seconds = 0

    @property
    def any(self) -> bool:
        """Whether anything takes time."""
        return bool(self.members or self.owners or self.roles)
