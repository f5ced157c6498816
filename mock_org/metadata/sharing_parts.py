"""What a project declares of sharing beside its rules: sharing sets, restriction rules, account relationships."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mock_org.metadata.findings import Place


@dataclass(frozen=True, slots=True)
class MappingPart:
    """One accessMappings entry of a sharing set."""

    place: Place
    sobject: str
    object_field: str
    user_field: str
    access: str


@dataclass(frozen=True, slots=True)
class SetPart:
    """A sharing set."""

    place: Place
    name: str
    profiles: tuple[str, ...]
    mappings: tuple[MappingPart, ...]


@dataclass(frozen=True, slots=True)
class RestrictionPart:
    """A restriction or scoping rule, its criteria not yet read."""

    place: Place
    name: str
    label: str
    sobject: str
    kind: str
    active: bool
    records: str
    users: str


@dataclass(frozen=True, slots=True)
class AccountRelationshipPart:
    """An account relationship sharing rule, by the fields of its sObject."""

    place: Place
    name: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SharingReasonPart:
    """An Apex sharing reason of a custom object."""

    place: Place
    sobject: str
    name: str
    label: str
