"""What metadata says of sharing: rules and sharing sets. A deploy replaces it as a whole."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from mock_org.security.declared import Declared
from mock_org.security.principal import Principal
from mock_org.soql.ast import Condition
from mock_org.soql.ast import Literal as Value

AccessLevel: TypeAlias = Literal["Read", "Edit"]
ChildLevel: TypeAlias = Literal["None", "Read", "Edit"]


@dataclass(frozen=True, slots=True)
class AccountLevels:
    """What an Account rule gives on the account's cases, contacts and opportunities (accountSettings)."""

    case: ChildLevel = "None"
    contact: ChildLevel = "None"
    opportunity: ChildLevel = "None"


@dataclass(frozen=True, slots=True)
class SharingRule:
    """One rule of a .sharingRules file.

    name: fullName. kind: "criteria" with a condition, "guest" likewise for a site's guest user, or "owner" with
    shared_from. include_records_owned_by_all: not of owner rules; also records whose owner cannot have a role.
    """

    name: str
    label: str
    sobject: str
    kind: Literal["criteria", "owner", "guest"]
    access: AccessLevel
    shared_to: Principal
    shared_from: Principal | None = None
    condition: Condition | None = None
    include_records_owned_by_all: bool = True
    account_levels: AccountLevels = AccountLevels()


@dataclass(frozen=True, slots=True)
class SetMapping:
    """One accessMapping: the user reaches records whose object_field equals the user's user_field.

    object_field: a lookup of the record ("Account", "Partner_Account__c", "Contact.Account") or "Id".
    user_field: "Account", "Contact", "Account.X__c", "Contact.X__c", "Contact.RelatedAccount", "Manager.Account" or
        "Manager.Contact".
    """

    object: str
    object_field: str
    user_field: str
    access: AccessLevel


@dataclass(frozen=True, slots=True)
class SharingSet:
    """One sharing set: profiles (by name) of external users, and what they reach."""

    name: str
    profiles: tuple[str, ...]
    mappings: tuple[SetMapping, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """One comparison of a restriction or scoping rule: a field, own or one lookup away, equals one of these values.

    via: the lookup and the object that it leads to, where the field is not the record's own.
    user_field: the running user's field that it must equal, instead of values.
    """

    field: str
    values: tuple[Value, ...] = ()
    user_field: str | None = None
    via: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class RestrictionRule:
    """A .rule file: of the users whom `users` fits, Restrict hides the records that `records` does not fit; Scoping
    leaves such records out only where a query asks for that scope.
    """

    name: str
    label: str
    sobject: str
    enforcement: Literal["Restrict", "Scoping"]
    users: Filter
    records: Filter


@dataclass(frozen=True, slots=True)
class RecordTypeAccess:
    """One recordTypeVisibilities entry. holder: the profile's name, or the API name of the permission set."""

    holder: str
    of_profile: bool
    sobject: str
    name: str
    visible: bool
    default: bool = False


@dataclass(frozen=True, slots=True)
class RecordTypeValues:
    """The values that a picklist has with a record type; default: the one chosen beforehand."""

    sobject: str
    name: str
    field: str
    values: tuple[str, ...]
    default: str | None = None


@dataclass(frozen=True, slots=True)
class MatchItem:
    """One field that is compared exactly. match_blanks: whether two records without a value are alike in it."""

    field: str
    match_blanks: bool = False


@dataclass(frozen=True, slots=True)
class MatchingRule:
    """How records of `sobject` are compared with the one that is saved.

    logic: "1 AND (2 OR 3)" in reverse Polish order. mapping: their field, in lower case, to the saved record's.
    """

    name: str
    sobject: str
    items: tuple[MatchItem, ...]
    logic: tuple[str, ...]
    mapping: tuple[tuple[str, str], ...] = ()

    def source(self, field: str) -> str:
        """The field of the saved record that is compared with this one."""
        return dict(self.mapping).get(field.lower(), field)


@dataclass(frozen=True, slots=True)
class DuplicateRule:
    """What is done about duplicates of `sobject`: "pass", "alert" (saved with allowSave) or "block"."""

    name: str
    sobject: str
    message: str
    on_insert: Literal["pass", "alert", "block"]
    on_update: Literal["pass", "alert", "block"]
    enforce_sharing: bool
    matching: tuple[MatchingRule, ...]


@dataclass(frozen=True, slots=True)
class SharingModel:
    """All rules and sets of one org, who may choose which record types, and which records are duplicates.

    declared: the entries about access that the project's files hold.
    """

    rules: tuple[SharingRule, ...] = ()
    sets: tuple[SharingSet, ...] = ()
    record_types: tuple[RecordTypeAccess, ...] = ()
    record_type_values: tuple[RecordTypeValues, ...] = ()
    duplicate_rules: tuple[DuplicateRule, ...] = ()
    declared: tuple[Declared, ...] = ()
    restrictions: tuple[RestrictionRule, ...] = ()

    def rules_of(self, sobject: str) -> tuple[SharingRule, ...]:
        """The rules of an object, by its API name in any case."""
        return tuple(rule for rule in self.rules if rule.sobject.lower() == sobject.lower())

    def restrictions_of(self, sobject: str, enforcement: Literal["Restrict", "Scoping"]) -> tuple[RestrictionRule, ...]:
        """The restriction or the scoping rules of an object."""
        rules = self.restrictions
        return tuple(r for r in rules if r.sobject.lower() == sobject.lower() and r.enforcement == enforcement)
