"""What the partner programme of an org calls things, where that is not said by a scenario."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Program:
    """Names in one org; the defaults are those of the starter org.

    Args:
        partner_profile: the profile of new partner users.
        manager_profile, manager_role: of new channel managers.
        owner: username of who owns partner accounts; "" for a channel manager, who is made where there is none.
        internal_profile, internal_role: of everybody else at the vendor.
    """

    partner_profile: str = "Channel Partner"
    manager_profile: str = "Channel Manager"
    manager_role: str = "Channel Manager East"
    owner: str = ""
    internal_profile: str = "Sales Rep"
    internal_role: str = "Sales Rep"
