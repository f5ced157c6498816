"""Settings: the Sharing, Communities and Security settings files, and the default owner of the Case settings."""

from collections.abc import Mapping
from types import MappingProxyType

from mock_org.dml.manager_groups import make_manager_groups
from mock_org.metadata import log_in_policies
from mock_org.metadata.node import Node
from mock_org.metadata.parts import Project
from mock_org.metadata.source import SourceFile
from mock_org.metadata.target import SetupRecords
from mock_org.metadata.world import World

# Which setting of the mock an element sets (Metadata API, SharingSettings and CommunitiesSettings). Confidence A.
SETS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "SharingSettings": {
            "enableAccountRoleOptimization": "account_role_optimization",
            "enableManagerGroups": "manager_groups",
            "enablePartnerSuperUserAccess": "partner_super_user_access",
            "enableCommunityUserVisibility": "site_users_see_each_other",
            "enablePortalUserVisibility": "external_users_see_each_other",
        },
        "CommunitiesSettings": {
            "enableEnablePRM": "prm",
            "enableExternalAccHierPref": "external_account_hierarchy",
            "enableNetworksEnabled": "digital_experiences",
            "enablePRMAccRelPref": "account_relationships",
            "enableOotbProfExtUserOpsEnable": "standard_external_profiles",
            "enableRelaxPartnerAccountFieldPref": "relax_partner_account_field",
            "enableUsernameUniqForOrgPref": "usernames_unique_in_org",
        },
    }
)
# What the mock does whatever is said; the other value is reported.
FIXED: Mapping[str, Mapping[str, bool]] = MappingProxyType(
    {
        "SharingSettings": {
            "deferGroupMembership": False,
            "deferSharingRules": False,
            "enableExternalSharingModel": True,
            "enableManualUserRecordSharing": True,
            "enablePortalUserCaseSharing": False,
            "enableRestrictAccessLookupRecords": True,
            "enableSecureGuestAccess": True,
        },
        "CommunitiesSettings": {
            "canModerateAllFeedPosts": False,
        },
    }
)
HARMLESS = frozenset(
    {
        "enableAssetSharing", "enableRemoveTMGroupMembership",
        "enableStandardReportVisibility", "enableTerritoryForecastManager", "enableNetPortalUserReportOpts",
        "embeddedVisualforcePages", "enableCommunityWorkspaces", "enableCspContactVisibilityPref",
        "enableCspNotesOnAccConPref", "enableGuestRecordReassignOrgPref", "enableInviteChatterGuestEnabled",
        "enablePowerCustomerCaseStatus", "fullName",
    }
)  # fmt: skip
CASE = "CaseSettings"


def read(file: SourceFile, root: Node, project: Project) -> None:
    """A settings file; its root tells which settings."""
    if root.tag == CASE:
        _read_case(root, project)
        return
    if root.tag == log_in_policies.SECURITY:
        log_in_policies.read_security(root, project)
        return
    if root.tag not in SETS:
        root.findings.note(root.place, f"{root.tag} is not read; the mock has settings of its own")
        return
    for tag, name in SETS[root.tag].items():
        if root.has(tag):
            project.settings[name] = root.flag(tag)
    for tag, fixed in FIXED[root.tag].items():
        if root.has(tag) and root.flag(tag) != fixed:
            word = "on" if fixed else "off"
            root.findings.note(root.place.at(tag), f"is always {word} in the mock")
    root.known(HARMLESS | set(FIXED[root.tag]))
    root.finish()


def write(project: Project, world: World, records: SetupRecords) -> None:
    """Make what comes with a setting: the manager groups of the users who are there."""
    if world.settings.manager_groups:
        make_manager_groups(records.find, records.load)


def _read_case(root: Node, project: Project) -> None:
    """Metadata API, CaseSettings: defaultCaseOwner is a username or a queue. Confidence A."""
    owner = root.maybe("defaultCaseOwner")
    if owner:
        project.settings["default_case_owner"] = owner
    root.known({"defaultCaseOwnerType", "fullName"})
    root.finish("is not read; only the default case owner is")
