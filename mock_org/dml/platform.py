"""What the platform itself does around certain objects, whatever automation an org has."""

from collections.abc import Iterable

from mock_org.dml import (
    campaign_members,
    groups,
    manager_groups,
    permission_groups,
    permission_license_seats,
    permission_licenses,
    permission_rows,
    person_accounts,
    program_groups,
    role_groups,
    roles,
    teams,
)
from mock_org.dml.triggers import Trigger, Triggers

PLATFORM_TRIGGERS: tuple[Trigger, ...] = (
    *roles.TRIGGERS,
    *role_groups.TRIGGERS,
    *groups.TRIGGERS,
    *manager_groups.TRIGGERS,
    *program_groups.TRIGGERS,
    *campaign_members.TRIGGERS,
    *person_accounts.TRIGGERS,
    *permission_rows.TRIGGERS,
    *teams.TRIGGERS,
    *permission_licenses.TRIGGERS,
    *permission_license_seats.TRIGGERS,
    *permission_groups.TRIGGERS,
)


def all_triggers(own: Iterable[Trigger]) -> Triggers:
    """The platform's triggers, and after them an org's own."""
    return Triggers(*PLATFORM_TRIGGERS, *own)
