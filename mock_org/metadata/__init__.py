"""Metadata: SFDX source folders become describes, setup records, sharing rules and settings of an org, or nothing does.

READERS is the table of contents: one line a metadata type, each read by the file of its name.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from mock_org.metadata import (
    account_relationship_rules,
    connected_apps,
    declared,
    delegable_permission_sets,
    describes,
    duplicate_rules,
    email_templates,
    fields,
    formulas,
    groups,
    lead_convert_settings,
    list_views,
    log_in_policies,
    matching_rules,
    muting_permission_sets,
    networks,
    objects,
    permission_set_groups,
    permission_sets,
    profiles,
    queues,
    record_types,
    restriction_rules,
    roles,
    save_rules,
    settings,
    sharing_reasons,
    sharing_rules,
    sharing_sets,
    site_bundles,
    validation_rules,
    value_sets,
)
from mock_org.metadata.findings import DeployReport, Fault, Findings
from mock_org.metadata.node import Node, parse
from mock_org.metadata.not_read import advice_for
from mock_org.metadata.parts import Project
from mock_org.metadata.records import Unloadable
from mock_org.metadata.source import SourceFile, find
from mock_org.metadata.target import SetupRecords, SetupTarget
from mock_org.metadata.world import World
from mock_org.security import SharingModel
from mock_org.settings import Settings

__all__ = ["READERS", "DeployReport", "Fault", "deploy"]


@dataclass(frozen=True, slots=True)
class Reader:
    """How files of one metadata type are read. root: the tag they must begin with, None where several are right."""

    root: str | None
    read: Callable[[SourceFile, Node, Project], None]


# By the suffix of a file's name: Lead.sharingRules-meta.xml.
READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "settings": Reader(None, settings.read),
        "LeadConvertSetting": Reader(lead_convert_settings.ROOT, lead_convert_settings.read),
        "matchingRule": Reader(matching_rules.ROOT, matching_rules.read),
        "duplicateRule": Reader(duplicate_rules.ROOT, duplicate_rules.read),
        "globalValueSet": Reader(value_sets.ROOT, value_sets.read),
        "object": Reader(objects.ROOT, objects.read),
        "field": Reader(fields.ROOT, fields.read),
        "recordType": Reader(record_types.ROOT, record_types.read),
        "validationRule": Reader(validation_rules.ROOT, validation_rules.read),
        "sharingReason": Reader(sharing_reasons.ROOT, sharing_reasons.read),
        "role": Reader(roles.ROOT, roles.read),
        "group": Reader(groups.ROOT, groups.read),
        "queue": Reader(queues.ROOT, queues.read),
        "profile": Reader(profiles.ROOT, profiles.read),
        "profilePasswordPolicy": Reader(log_in_policies.ROOT, log_in_policies.read),
        "permissionset": Reader(permission_sets.ROOT, permission_sets.read),
        "mutingpermissionset": Reader(muting_permission_sets.ROOT, muting_permission_sets.read),
        "permissionsetgroup": Reader(permission_set_groups.ROOT, permission_set_groups.read),
        "portaldelegablepermissionset": Reader(delegable_permission_sets.ROOT, delegable_permission_sets.read),
        "listView": Reader(list_views.ROOT, list_views.read),
        "email": Reader(email_templates.ROOT, email_templates.read),
        "emailFolder": Reader(email_templates.FOLDER_ROOT, email_templates.read_folder),
        "network": Reader(networks.ROOT, networks.read),
        "networkBranding": Reader(site_bundles.BRANDING, site_bundles.read_branding),
        "site": Reader(None, site_bundles.read),
        "digitalExperience": Reader(None, site_bundles.read),
        "connectedApp": Reader(connected_apps.ROOT, connected_apps.read),
        "sharingRules": Reader(sharing_rules.ROOT, sharing_rules.read),
        "sharingSet": Reader(sharing_sets.ROOT, sharing_sets.read),
        "accountRelationshipShareRule": Reader(account_relationship_rules.ROOT, account_relationship_rules.read),
        "rule": Reader(restriction_rules.ROOT, restriction_rules.read),
    }
)
# In the order in which one may refer to the other.
CHECKS: tuple[Callable[[Project, World, Findings], object], ...] = (
    describes.check,
    sharing_reasons.check,
    record_types.check,
    roles.check,
    queues.check,
    profiles.check,
    permission_sets.check,
    muting_permission_sets.check,
    permission_set_groups.check,
    delegable_permission_sets.check,
    email_templates.check,
    networks.check,
    account_relationship_rules.check,
    list_views.check,
)
WRITES: tuple[Callable[[Project, World, SetupRecords], None], ...] = (
    settings.write,
    record_types.write,
    roles.write,
    groups.write,
    queues.write,
    profiles.write,
    permission_sets.write,
    muting_permission_sets.write,
    permission_set_groups.write,
    delegable_permission_sets.write,
    email_templates.write,
    networks.write,
    account_relationship_rules.write,
    list_views.write,
)


@dataclass(frozen=True, slots=True)
class Models:
    """What a deploy gives an org beside describes and records."""

    sharing: SharingModel
    rules: save_rules.Declared


def deploy(org: SetupTarget, folders: Sequence[Path]) -> DeployReport:
    """Load SFDX projects or folders of metadata source into an org, later ones over earlier ones.

    Everything is read and checked before anything is written; with anything refused, nothing is loaded.
    """
    findings, project = Findings(), Project()
    for file in find(folders, findings):
        _read(file, project, findings)
    after = org.settings.patched(project.settings) if project.settings else org.settings
    world = World(org.schema.copy(), org.system_session(), settings=after)
    world.schema.features = after.features()
    for check in CHECKS:
        check(project, world, findings)
    rules = save_rules.check(project, world, findings)
    formulas.check(project, world, findings)
    rules_of_sharing, sets = sharing_rules.check(project, world, findings), sharing_sets.check(project, world, findings)
    model = SharingModel(
        rules_of_sharing,
        sets,
        record_types.access(project),
        record_types.values(project),
        duplicate_rules.check(project, world, findings),
        restrictions=restriction_rules.check(project, world, findings),
        declared=declared.declared(project, world),
    )
    if not findings.refused:
        _load(org, project, world, after, Models(model, rules), findings)
    return findings.report()


def _load(
    org: SetupTarget, project: Project, world: World, after: Settings, models: Models, findings: Findings
) -> None:
    schema, unchanged, rules = org.schema.copy(), org.settings, org.rules
    try:
        with org.database.transaction():
            org.configure(after)
            org.change_schema(world.changed.values())
            for write in WRITES:
                write(project, world, org.system_session())
            org.set_sharing(models.sharing)
            org.set_rules(models.rules.over(rules))
    except Unloadable as fault:
        org.schema.replace_with(schema)
        org.change_schema(schema.complete())
        org.configure(unchanged)
        org.set_rules(rules)
        findings.refuse(fault.place, str(fault))


def _read(file: SourceFile, project: Project, findings: Findings) -> None:
    if site_bundles.reads(file):
        site_bundles.read_json(file, project, findings)
        return
    reader = READERS.get(file.suffix)
    if reader is None:
        if not email_templates.is_content(file):
            findings.note(file.place, advice_for(file))
        return
    root = parse(file.path, file.place, findings)
    if root is None:
        return
    if reader.root not in (None, root.tag):
        findings.refuse(root.place.at(root.tag), f"is the wrong root; {reader.root} is right in this file")
        return
    findings.read.append(file.place.file)
    reader.read(file, root, project)
