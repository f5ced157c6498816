"""Refused log-ins: what LoginHistory says of each kind, and what the client may know."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict

from mock_org.errors import SalesforceError

CODE = "INVALID_LOGIN"
MESSAGE = "Invalid username, password, security token; or user locked out."


class Refusal(BaseModel):
    """One table of refusals.toml. code, message: where SOAP tells more than that the log-in failed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    status: str
    source: str
    confidence: str
    code: str = CODE
    message: str = MESSAGE


@cache
def refusals() -> Mapping[str, Refusal]:
    """All kinds, by name."""
    text = files("mock_org.auth").joinpath("refusals.toml").read_text(encoding="utf-8")
    return MappingProxyType({name: Refusal.model_validate(each) for name, each in tomllib.loads(text).items()})


class LoginRefused(SalesforceError):
    """A refused log-in.

    kind: a name of refusals.toml. why: what LoginHistory.Status says; the client learns nothing that helps to guess.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        refusal = refusals()[kind]
        super().__init__(refusal.code, refusal.message)
        self.why = refusal.status


class SecondFactorNeeded(LoginRefused):
    """The password is right, but the user needs a second factor; resistant: one that resists phishing."""

    def __init__(self, *, resistant: bool) -> None:
        super().__init__("second_factor")
        self.resistant = resistant


class ChallengeIssued(LoginRefused):
    """The password is right, but the browser is not known: the user must enter a code first."""

    def __init__(self, user_id: str) -> None:
        super().__init__("challenge")
        self.user_id = user_id
