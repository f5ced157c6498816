"""What Salesforce does around partner accounts and external users, as triggers of the save."""

from mock_org.automation import (
    account_relationships,
    channel_programs,
    content,
    default_owner,
    delegated_admin,
    external_hierarchies,
    guest_users,
    lead_conversion,
    network_member_groups,
    network_membership,
    networks,
    partner_account,
    partner_contact,
    partner_credit,
    partner_user,
    profile_sets,
    tier_triggers,
    user_account,
    user_changes,
    user_names,
    user_profile,
)
from mock_org.dml import Trigger

__all__ = ["TRIGGERS"]

# They run in this order: who may manage the user and names, contact and role, at last the seat.
TRIGGERS: tuple[Trigger, ...] = (
    *guest_users.TRIGGERS,
    *user_profile.BEFORE,
    *user_changes.TRIGGERS,
    *user_names.TRIGGERS,
    *partner_user.BEFORE,
    *user_profile.SEAT,
    *user_profile.AFTER,
    *partner_user.AFTER,
    *delegated_admin.TRIGGERS,
    *profile_sets.TRIGGERS,
    *user_account.TRIGGERS,
    *partner_account.TRIGGERS,
    *partner_contact.TRIGGERS,
    *external_hierarchies.TRIGGERS,
    *account_relationships.TRIGGERS,
    *default_owner.TRIGGERS,
    *lead_conversion.TRIGGERS,
    *partner_credit.TRIGGERS,
    *networks.TRIGGERS,
    *network_membership.TRIGGERS,
    *channel_programs.TRIGGERS,
    *tier_triggers.TRIGGERS,
    *network_member_groups.TRIGGERS,
    *content.TRIGGERS,
)
