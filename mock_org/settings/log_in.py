"""The settings of logging in: connected apps, password policies, login hours, IP ranges."""

from ipaddress import ip_address
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Complexity = Literal[
    "NoRestriction",
    "AlphaNumeric",
    "SpecialCharacters",
    "UpperLowerCaseNumeric",
    "UpperLowerCaseNumericSpecialCharacters",
    "Any3UpperLowerCaseNumericSpecialCharacters",
]
Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
# From and until, in minutes since midnight; 1440 is the end of the day, and [0, 0] is not at all.
Minutes = Annotated[list[Annotated[int, Field(ge=0, le=1440)]], Field(min_length=2, max_length=2)]
LoginHours = dict[Day, Minutes]


def _range(text: str) -> str:
    first, separator, last = text.partition("-")
    low, high = ip_address(first.strip()), ip_address((last if separator else first).strip())
    if low.version != high.version or int(low) > int(high):
        raise ValueError(f"{text} is no range of IP addresses; 10.0.0.1-10.0.0.9 is one")
    return text


IpRange = Annotated[str, AfterValidator(_range)]


class ConnectedAppSettings(BaseModel):
    """A connected app or external client app beside the default one: `[connected_apps."Its Name"]`."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    client_id: Annotated[str, Field(min_length=1)]
    client_secret: str = Field("", repr=False)
    callback_urls: list[str] = []
    scopes: list[str] = ["api", "refresh_token"]
    # "Permitted Users": everybody may approve the app for himself, or these profiles and permission sets may use it.
    admin_approved_only: bool = False
    profiles: list[str] = []
    permission_sets: list[str] = []
    require_secret: bool = True
    require_pkce: bool = False
    client_credentials: bool = False
    run_as: str | None = None
    certificate: str | None = None
    refresh_token_days: Annotated[int, Field(ge=0)] | None = None
    rotate_refresh_tokens: bool = False
    token_format: Literal["opaque", "jwt"] = "opaque"


class PasswordPolicySettings(BaseModel):
    """What passwords must be like, how long they last, when an account is locked: `[password_policy]`.

    The defaults are those of a new org (Salesforce help, "Set Password Policies"; confidence A).
    expiration_days: 0 is never. history: how many passwords are remembered. minimum_lifetime: whether a password stays
    a day at least. max_login_attempts: 0 is no limit. lockout_minutes: 0 is until an administrator unlocks the user.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    minimum_length: Annotated[int, Field(ge=5, le=50)] = 8
    complexity: Complexity = "AlphaNumeric"
    history: Annotated[int, Field(ge=0, le=24)] = 3
    expiration_days: Annotated[int, Field(ge=0, le=3650)] = 90
    minimum_lifetime: bool = False
    max_login_attempts: Annotated[int, Field(ge=0, le=100)] = 10
    lockout_minutes: Annotated[int, Field(ge=0, le=10080)] = 15
