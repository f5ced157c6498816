"""Network: networks/N.network-meta.xml: a site, its members and its switches."""

from collections.abc import Mapping
from types import MappingProxyType

from mock_org.metadata.email_templates import template_exists
from mock_org.metadata.findings import Findings, Place
from mock_org.metadata.node import Node
from mock_org.metadata.parts import Project
from mock_org.metadata.profile_names import profile_name
from mock_org.metadata.records import save, written_for
from mock_org.metadata.site_parts import BundlePart, NetworkPart
from mock_org.metadata.source import SourceFile
from mock_org.metadata.target import SetupRecords
from mock_org.metadata.world import World
from mock_org.org.branding import SiteLook

ROOT = "Network"
STATUSES = frozenset({"UnderConstruction", "Live", "DownForMaintenance"})
# Metadata API, Network; fields of the Network sObject. Confidence A.
SWITCHES: Mapping[str, str] = MappingProxyType(
    {
        "allowInternalUserLogin": "OptionsAllowInternalUserLogin",
        "allowMembersToFlag": "OptionsAllowMembersToFlag",
        "enableDirectMessages": "OptionsDirectMessagesEnabled",
        "enableGuestChatter": "OptionsGuestChatterEnabled",
        "enableGuestFileAccess": "OptionsGuestFileAccessEnabled",
        "enableGuestMemberVisibility": "OptionsGuestMemberVisibility",
        "enableInvitation": "OptionsInvitationsEnabled",
        "enableKnowledgeable": "OptionsKnowledgeableEnabled",
        "enableMemberVisibility": "OptionsMemberVisibility",
        "enableNicknameDisplay": "OptionsNicknameDisplayEnabled",
        "enablePrivateMessages": "OptionsPrivateMessagesEnabled",
        "enableReputation": "OptionsReputationEnabled",
        "enableShowAllNetworkSettings": "OptionsShowAllNetworkSettings",
        "enableSiteAsContainer": "OptionsSiteAsContainerEnabled",
        "selfRegistration": "OptionsSelfRegistrationEnabled",
        "sendWelcomeEmail": "OptionsSendWelcomeEmail",
    }
)
TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "description": "Description",
        "emailSenderAddress": "EmailSenderAddress",
        "emailSenderName": "EmailSenderName",
        "urlPathPrefix": "UrlPathPrefix",
    }
)
# The site's own mails: which template, as Folder/Name (Metadata API, Network; confidence A).
TEMPLATES: Mapping[str, str] = MappingProxyType(
    {
        "welcomeTemplate": "WelcomeEmailTemplateId",
        "forgotPasswordTemplate": "ForgotPasswordEmailTemplateId",
        "changePasswordTemplate": "ChangePasswordEmailTemplateId",
        "lockoutTemplate": "LockoutEmailTemplateId",
        "verificationTemplate": "VerificationEmailTemplateId",
        "deviceActEmailTemplate": "DeviceActEmailTemplateId",
        "chgEmailVerOldTemplate": "ChgEmailVerOldEmailTemplateId",
        "chgEmailVerNewTemplate": "ChgEmailVerNewEmailTemplateId",
    }
)
# Pages, mails and features of Experience Cloud that change neither who may enter nor what they see.
HARMLESS = frozenset(
    {
        "fullName", "branding", "caseCommentEmailTemplate",
        "disableReputationRecordConversations", "emailFooterLogo",
        "emailFooterText", "enableApexCDNCaching", "enableCustomVFErrorPageOverrides", "enableExpFriendlyUrlsAsDefault",
        "enableExperienceBundleBasedSnaOverrideEnabled", "enableImageOptimizationCDN", "enableTalkingAboutStats",
        "enableTopicAssignmentRules", "enableTopicSuggestions", "enableUpDownVote", "feedChannel",
        "gatherCustomerSentimentData", "headlessForgotPasswordTemplate",
        "headlessRegistrationTemplate", "logoutUrl", "maxFileSizeKb", "navigationLinkSet",
        "networkAuthApiSettings", "networkPageOverrides", "newSenderAddress", "recommendationAudience",
        "recommendationDefinition", "reputationLevels", "reputationPointsRules",
        "selfRegMicroBatchSubErrorEmailTemplate",
        "site", "siteArchiveStatus", "tabs", "allowedExtensions",
        "communityRoles", "allowedEmailDomains",
    }
)  # fmt: skip


def read(file: SourceFile, root: Node, project: Project) -> None:
    """A network file; its name is the site's."""
    values: dict[str, object] = {"Status": root.choice("status", STATUSES) or "UnderConstruction"}
    values |= {column: root.flag(tag) for tag, column in SWITCHES.items()}
    values |= {column: root.maybe(tag) for tag, column in TEXTS.items()}
    profiles: list[str] = []
    sets: list[str] = []
    for node in root.nodes("networkMemberGroups"):
        profiles += node.texts("profile")
        sets += node.texts("permissionSet")
        node.finish(strict=True)
    templates = {column: name for tag, column in TEMPLATES.items() if (name := root.maybe(tag))}
    bundle, registers_as = root.maybe("picassoSite"), root.maybe("selfRegProfile")
    root.known(HARMLESS)
    root.finish()
    part = NetworkPart(
        root.place,
        file.full_name,
        MappingProxyType(values),
        tuple(profiles),
        tuple(sets),
        templates,
        bundle,
        registers_as,
    )
    project.networks[file.full_name.lower()] = part


def check(project: Project, world: World, findings: Findings) -> None:
    """The profiles and permission sets whose users are members exist."""
    for key, part in list(project.networks.items()):
        if "Network" not in world.schema:
            findings.note(part.place, "digital experiences are off; the site is not there")
            del project.networks[key]
            continue
        _check_templates(part, project, world, findings)
        for name in part.profiles:
            if not _profile_exists(name, project, world):
                findings.refuse(_at(part, "profile", name), "is no profile of the project or the org")
        if part.registers_as and not _profile_exists(part.registers_as, project, world):
            findings.refuse(
                part.place.at("selfRegProfile"), f"{part.registers_as} is no profile of the project or the org"
            )
        for name in part.permission_sets:
            if not _set_exists(name, project, world):
                findings.refuse(_at(part, "permissionSet", name), "is no permission set of the project or the org")


def _check_templates(part: NetworkPart, project: Project, world: World, findings: Findings) -> None:
    """A template that is not there changes no access: the mock's own is sent in its place."""
    for tag, column in TEMPLATES.items():
        name = part.templates.get(column)
        if name and not template_exists(name, project, world):
            findings.note(part.place.at(tag), f"{name} is not there; the mail has the text of the standard template")


def _at(part: NetworkPart, tag: str, name: str) -> Place:
    return part.place.at(f"networkMemberGroups/{tag}[{name}]")


def _profile_exists(name: str, project: Project, world: World) -> bool:
    known = name.lower() in project.profiles or name.lower() in project.skipped_profiles
    return known or world.has_record("Profile", Name=profile_name(name))


def _set_exists(name: str, project: Project, world: World) -> bool:
    known = name.lower() in project.permission_sets or name.lower() in project.skipped_permission_sets
    return known or world.has_record("PermissionSet", Name=name)


def write(project: Project, world: World, records: SetupRecords) -> None:
    """Create or change the sites and whose users are members."""
    for part in project.networks.values():
        with written_for(part.place):
            _write(part, world, records)
            _brand(part, project, records)


def _write(part: NetworkPart, world: World, records: SetupRecords) -> None:
    known = world.schema["Network"]
    values = {name: value for name, value in part.values.items() if known.field(name)}
    for column, path in part.templates.items():
        found = records.find("EmailTemplate", DeveloperName=path.rpartition("/")[2])
        values |= {column: found[0]["Id"]} if found else {}
    if part.registers_as:
        values["SelfRegProfileId"] = records.find("Profile", Name=profile_name(part.registers_as))[0]["Id"]
    network_id = save(records, "Network", {"Name": part.name}, values)
    members = [r for name in part.profiles for r in records.find("Profile", Name=profile_name(name))]
    members += [r for name in part.permission_sets for r in records.find("PermissionSet", Name=name)]
    for member in members:
        key = {"NetworkId": network_id, "ParentId": member["Id"]}
        save(records, "NetworkMemberGroup", key, {"AssignmentStatus": "Added"})


def _brand(part: NetworkPart, project: Project, records: SetupRecords) -> None:
    """Template and colours, of which those of the NetworkBranding count more; what nobody declares stays."""
    bundle = project.site_bundles.get((part.bundle or "").lower(), BundlePart())
    branding = project.brandings.get(part.name.lower())
    if bundle.template is None and branding is None:
        return
    colors = bundle.colors | dict(branding.colors if branding else {})
    network = records.find("Network", Name=part.name)[0]
    footer = branding.footer if branding else ""
    records.declare_look(network["Id"], SiteLook(bundle.template, colors, footer, public=bundle.public))
