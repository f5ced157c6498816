"""User permissions of a profile, which live in the permission set that the profile owns as well."""

from mock_org.automation.profiles import PREFIX, own_set
from mock_org.dml import Trigger, TriggerContext


def _carry_over(context: TriggerContext) -> None:
    """Object Reference, PermissionSet.IsOwnedByProfile: the set shows the profile's permissions (confidence A)."""
    names = [name for name in context.new if name.startswith(PREFIX) and context.changed(name)]
    own = own_set(context.system, context.new["Id"])
    if names and own:
        context.system.write("PermissionSet", [own["Id"]], {name: context.new[name] for name in names})


TRIGGERS = (Trigger("Profile", "after", "update", _carry_over),)
