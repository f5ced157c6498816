"""What a project declares, part by part, before anything of it is checked or loaded."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, TypeAlias, TypeVar

from mock_org.metadata.criteria import Criterion, ListViewPart
from mock_org.metadata.email_template_part import EmailTemplatePart
from mock_org.metadata.findings import Place
from mock_org.metadata.sharing_parts import AccountRelationshipPart, RestrictionPart, SetPart, SharingReasonPart
from mock_org.metadata.site_parts import BrandingPart, BundlePart, NetworkPart
from mock_org.schema import PicklistEntry
from mock_org.security import AccountLevels, Principal
from mock_org.security.model import DuplicateRule, MatchingRule, RecordTypeValues

_Part = TypeVar("_Part")
RuleKind: TypeAlias = Literal["criteria", "owner", "guest"]


@dataclass(frozen=True, slots=True)
class ObjectPart:
    """An .object file: what it says, None where it says nothing."""

    place: Place
    name: str
    label: str | None = None
    plural_label: str | None = None
    name_label: str | None = None
    name_type: str | None = None
    name_format: str | None = None
    name_start: int | None = None
    sharing_model: str | None = None
    external_sharing_model: str | None = None
    searchable: bool | None = None
    activities: bool | None = None


@dataclass(frozen=True, slots=True)
class SummaryPart:
    """What a roll-up summary sums up."""

    place: Place
    operation: str
    foreign_key: str
    summarized: str | None
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class LookupFilterPart:
    """A lookup filter that is active and must be kept."""

    place: Place
    criteria: tuple[Criterion, ...]
    logic: str | None
    message: str | None


@dataclass(frozen=True, slots=True)
class ValidationRulePart:
    """A validation rule of an object."""

    place: Place
    sobject: str
    name: str
    active: bool
    formula: str
    message: str
    display_field: str | None


@dataclass(frozen=True, slots=True)
class FieldPart:
    """A custom field. `attributes` are those of schema.Field that its file gives."""

    place: Place
    sobject: str
    name: str
    label: str
    kind: str
    attributes: Mapping[str, Any]
    value_set: str | None = None
    relationship: str | None = None
    summary: SummaryPart | None = None
    lookup_filter: LookupFilterPart | None = None


@dataclass(frozen=True, slots=True)
class ValueSetPart:
    """A global value set."""

    name: str
    entries: tuple[PicklistEntry, ...]


@dataclass(frozen=True, slots=True)
class RecordTypePart:
    """A record type of an object."""

    place: Place
    sobject: str
    name: str
    values: Mapping[str, Any]
    picklists: tuple[RecordTypeValues, ...] = ()


@dataclass(frozen=True, slots=True)
class RolePart:
    """An internal role; portal roles are data."""

    place: Place
    name: str
    parent: str | None
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GroupPart:
    """A public group; its members are data."""

    place: Place
    name: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class QueuePart:
    """A queue: what it takes and who is in it."""

    place: Place
    name: str
    values: Mapping[str, Any]
    sobjects: tuple[str, ...]
    members: tuple[Principal, ...]


@dataclass(frozen=True, slots=True)
class ObjectPermission:
    """One objectPermissions entry, by the columns of the ObjectPermissions sObject."""

    place: Place
    sobject: str
    flags: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class FieldPermission:
    """One fieldPermissions entry."""

    place: Place
    sobject: str
    field: str
    readable: bool
    editable: bool


@dataclass(frozen=True, slots=True)
class RecordTypeEntry:
    """A recordTypeVisibilities entry."""

    place: Place
    sobject: str
    name: str
    visible: bool
    default: bool


@dataclass(frozen=True, slots=True)
class PermissionPart:
    """A profile or a permission set. Entries are keyed by lower-case object, object.field or permission."""

    place: Place
    name: str
    label: str
    license: str | None
    custom: bool
    values: Mapping[str, Any]
    objects: Mapping[str, ObjectPermission]
    fields: Mapping[str, FieldPermission]
    permissions: Mapping[str, tuple[str, bool]]
    record_types: Mapping[str, RecordTypeEntry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PermissionSetGroupPart:
    """A permission set group: the names of its permission sets and muting sets.

    activated: it opens in an activated session only.
    """

    place: Place
    name: str
    values: Mapping[str, Any]
    activated: bool
    sets: tuple[str, ...]
    muting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DelegablePart:
    """A permission set that the delegated administrators of a profile may give."""

    place: Place
    name: str
    label: str
    permission_set: str
    profile: str


@dataclass(frozen=True, slots=True)
class RulePart:
    """A sharing rule, its criteria not yet resolved."""

    place: Place
    sobject: str
    name: str
    label: str
    kind: RuleKind
    access: str
    shared_to: Principal
    shared_from: Principal | None
    criteria: tuple[Criterion, ...]
    boolean_filter: str | None
    include_all: bool
    levels: AccountLevels


@dataclass(frozen=True, slots=True)
class DuplicateRulePart:
    """A duplicate rule, its matching rules named: (object, matching rule, mapping of fields)."""

    place: Place
    rule: DuplicateRule
    matching: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]


Key = tuple[str, str]


@dataclass
class Project:
    """Everything that the files declare, by lower-case name: what is read later takes the place of the earlier."""

    objects: dict[str, ObjectPart] = field(default_factory=dict)
    fields: dict[Key, FieldPart] = field(default_factory=dict)
    value_sets: dict[str, ValueSetPart] = field(default_factory=dict)
    record_types: dict[Key, RecordTypePart] = field(default_factory=dict)
    validation_rules: dict[Key, ValidationRulePart] = field(default_factory=dict)
    sharing_reasons: dict[Key, SharingReasonPart] = field(default_factory=dict)
    roles: dict[str, RolePart] = field(default_factory=dict)
    groups: dict[str, GroupPart] = field(default_factory=dict)
    queues: dict[str, QueuePart] = field(default_factory=dict)
    profiles: dict[str, PermissionPart] = field(default_factory=dict)
    permission_sets: dict[str, PermissionPart] = field(default_factory=dict)
    muting_sets: dict[str, PermissionPart] = field(default_factory=dict)
    permission_set_groups: dict[str, PermissionSetGroupPart] = field(default_factory=dict)
    delegable_sets: dict[str, DelegablePart] = field(default_factory=dict)
    networks: dict[str, NetworkPart] = field(default_factory=dict)
    site_bundles: dict[str, BundlePart] = field(default_factory=dict)
    brandings: dict[str, BrandingPart] = field(default_factory=dict)
    email_templates: dict[str, EmailTemplatePart] = field(default_factory=dict)
    email_folders: dict[str, Mapping[str, str]] = field(default_factory=dict)
    list_views: dict[Key, ListViewPart] = field(default_factory=dict)
    rules: dict[Key, RulePart] = field(default_factory=dict)
    sets: dict[str, SetPart] = field(default_factory=dict)
    restrictions: dict[str, RestrictionPart] = field(default_factory=dict)
    account_relationship_rules: dict[str, AccountRelationshipPart] = field(default_factory=dict)
    matching_rules: dict[Key, MatchingRule] = field(default_factory=dict)
    duplicate_rules: dict[Key, DuplicateRulePart] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    # Named here so that a permission on one of them is no permission on nothing.
    skipped_objects: set[str] = field(default_factory=set)
    skipped_fields: set[Key] = field(default_factory=set)
    skipped_profiles: set[str] = field(default_factory=set)
    skipped_permission_sets: set[str] = field(default_factory=set)
    skipped_templates: set[str] = field(default_factory=set)


def overlay(earlier: _Part | None, later: _Part) -> _Part:
    """The later part, with what only the earlier one said: a deploy changes an object by what its file names."""
    if earlier is None:
        return later
    said = {f.name: getattr(later, f.name) for f in fields(later)}  # type: ignore[arg-type]
    kept = {name: getattr(earlier, name) for name, value in said.items() if value is None}
    return replace(later, **kept)  # type: ignore[type-var]
