"""What the partner programme of an org calls things, where that is not said by a scenario."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Program:
    """Names in one org.

    Args:
        partner_profile: the profile of new partner users.
        owner: username of who owns partner accounts; "" for a channel manager, who is made where there is none.
    """

    partner_profile: str = "Channel Partner"
    owner: str = ""
