"""What a project declares about access, entry by entry, and the file that says so: what coverage and mutation count."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

EntryKind: TypeAlias = Literal[
    "sharing rule", "sharing set", "restriction rule", "default", "object permission", "field permission"
]


@dataclass(frozen=True, slots=True)
class Declared:
    """One entry of a metadata file.

    name: "Lead.Gold_to_partners", "Partner_Set.Deal__c", "Lead" of a default, "Lead" of an object permission,
        "Lead.Tier__c" of a field permission. holder: of a permission, the profile's label or the permission set's name.
    listed: False for a custom field that the profile closes by not listing it.
    """

    kind: EntryKind
    name: str
    file: str
    holder: str = ""
    of_profile: bool = False
    external: bool = False
    listed: bool = True
