"""The banner of who is logged in as somebody else."""

from dataclasses import dataclass

from flask import request

from mock_org import auth
from mock_org.org import Org
from mock_org.web.guard import SID


@dataclass(frozen=True, slots=True)
class ActingAs:
    """Who acts, and as whom."""

    administrator: str
    user: str


def acting_as(org: Org) -> ActingAs | None:
    """What the banner of this browser says; None for who is logged in as himself."""
    token = auth.live_token(org, request.cookies.get(SID), using=False)
    above = auth.live_token(org, token.parent, using=False) if token and token.parent else None
    if token is None or above is None:
        return None
    return ActingAs(org.running_user(above.user_id).name, org.running_user(token.user_id).name)
