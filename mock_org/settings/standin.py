"""Settings of the stand-in for a sandbox: how slow and flaky it is, and what stands in a browser's way."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

Percent = Annotated[float, Field(ge=0, le=100, strict=False)]
Milliseconds = Annotated[int, Field(ge=0, le=60_000)]


class StandInSettings(BaseModel):
    """What `serve --as-sandbox` does beyond an org's own rules: `[standin]`; see how-to/stand-in.md.

    seed: of what is slow and what fails; the same seed and order of requests give the same.
    slow_percent: of requests that wait between slow_milliseconds[0] and [1].
    flaky_percent: of API requests that are answered 503, UNABLE_TO_LOCK_ROW, REQUEST_LIMIT_EXCEEDED, "retry your
    request", or by a connection that breaks: always before anything is done, and never twice in a row.
    flaky_pages_percent: of pages that are read, answered 503.
    long_request_seconds, long_requests: how many API requests may run longer than so long at a time.
    cookie_banner: whether pages of sites ask for consent to cookies. warn_seconds: how long before a session ends its
    user is warned at an Aura site; 0 warns nobody.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    seed: int = 0
    slow_percent: Percent = 5
    slow_milliseconds: Annotated[list[Milliseconds], Field(min_length=2, max_length=2)] = [20, 300]
    flaky_percent: Percent = 1
    flaky_pages_percent: Percent = 0
    # Salesforce developer limits quick reference, "Concurrent API Requests" (confidence A: production and sandboxes).
    long_request_seconds: Annotated[float, Field(gt=0, strict=False)] = 20
    long_requests: Annotated[int, Field(ge=1)] = 25
    cookie_banner: bool = True
    warn_seconds: Annotated[int, Field(ge=0)] = 30

    @model_validator(mode="after")
    def _in_order(self) -> "StandInSettings":
        if self.slow_milliseconds[0] > self.slow_milliseconds[1]:
            raise ValueError("slow_milliseconds must rise: [20, 300]")
        return self


# What an org is like that was made lately, where the settings do not say otherwise: new orgs have neither the
# username-password flow nor SOAP login() (Salesforce release notes Summer '23 and Winter '26), every internal user
# needs MFA (help 005321563); the shortest session that can be chosen is 15 minutes (confidence A for all of these).
NEW_SANDBOX: dict[str, Any] = {
    "username_password_flow": False,
    "soap_login": False,
    "mfa": "internal",
    "session_seconds": 900,
    "site_membership_seconds": 1,
    "list_rows": 10,
    "sharing_delays": {"members": 0.3, "owners": 0.5, "roles": 0.3},
}
