"""What a sandbox says of itself, and the app that its administrator has let in."""

from dataclasses import replace

from mock_org.auth import ConnectedApp
from mock_org.automation.profiles import ADMINISTRATOR
from mock_org.org import Org

# A Developer sandbox of an Enterprise Edition org (Object Reference, Organization; the instance's form: confidence B).
FACTS = {"IsSandbox": True, "OrganizationType": "Enterprise Edition", "InstanceName": "USA794S"}


def become_sandbox(org: Org) -> None:
    """Say what a sandbox says of itself, and be as strict as a new one, where the settings say nothing else."""
    records = org.system_session().records()
    [row] = records.find("Organization")
    with org.database.transaction():
        records.write("Organization", [row["Id"]], FACTS)
    org.configure(org.settings.of_a_sandbox())


def preauthorised(org: Org, app: ConnectedApp) -> ConnectedApp:
    """The app as "Admin approved users are pre-authorized", for administrators and all profiles that the org has made:
    those of channel managers and partners among them, but no other one that Salesforce ships.
    """
    system = org.system_session()
    made = {row["ProfileId"] for row in system.find("PermissionSet", IsOwnedByProfile=True, IsCustom=True)}
    names = tuple(str(row["Name"]) for row in system.find("Profile") if row["Id"] in made)
    return replace(app, everybody_approved=False, admin_approved_only=True, profiles=(ADMINISTRATOR, *names))
