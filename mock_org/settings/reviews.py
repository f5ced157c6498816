"""The settings of dormant users and of the quarterly access review."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Days = Annotated[int, Field(ge=1, le=3650)]
UserType = Literal["PowerPartner", "PowerCustomerSuccess", "CspLitePortal", "CustomerSuccess"]


class DormantUserSettings(BaseModel):
    """Who has not logged in for long is deactivated on the first of the month: `[dormant_users]`.

    days: without a log-in; who never logged in counts from the user's creation. user_types: of whom.
    warn_days: how many days before, a mail warns; 0 sends none.
    exempt_users: usernames. exempt_profiles: names. exempt_permission_set: who has it is never dormant.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    on: bool = False
    days: Days = 90
    warn_days: Annotated[int, Field(ge=0, le=27)] = 7
    user_types: list[UserType] = ["PowerPartner"]
    exempt_users: list[str] = []
    exempt_profiles: list[str] = []
    exempt_permission_set: str | None = None


class AccessReviewSettings(BaseModel):
    """Every quarter, each partner company's administrator confirms or flags its users: `[access_review]`.

    reviewers: who is asked, the first that there is: whom reviewer_field of the account names ("designated"), or the
    company's delegated external administrator ("delegated"). Days count from the opening of the review.
    remind_days: when who has not answered is reminded. escalate_days: when the account's owner is asked instead.
    close_days: when it ends, answered or not; one that is answered ends the night after.
    flagged, unanswered: what becomes of these users at the end.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    on: bool = False
    reviewers: list[Literal["designated", "delegated"]] = ["designated", "delegated"]
    reviewer_field: Annotated[str, Field(pattern=r"^\w+$")] = "Partner_Administrator__c"
    remind_days: list[Days] = [7, 14]
    escalate_days: Days | None = 21
    close_days: Days = 30
    flagged: Literal["deactivate", "keep"] = "deactivate"
    unanswered: Literal["deactivate", "keep"] = "keep"

    @model_validator(mode="after")
    def _in_order(self) -> "AccessReviewSettings":
        """Reminders come one after the other, then the escalation, then the end; and before the next quarter's."""
        days = [*self.remind_days, *([self.escalate_days] if self.escalate_days else []), self.close_days]
        if days != sorted(set(days)) or self.close_days > 89:
            raise ValueError("remind_days, escalate_days and close_days must rise, and close_days be less than 90")
        return self
