"""One reason why a user may see rows, and the question that it answers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import ColumnElement, FromClause

from mock_org.schema import SObject
from mock_org.security.context import SecurityContext
from mock_org.security.groups import Ids, Viewer
from mock_org.security.user import RunningUser

Access = Literal["Read", "Edit", "All"]
Level = Literal["none", "read", "edit", "all"]

RANK = {"Read": 1, "Edit": 2, "All": 3}
LEVELS: tuple[Level, ...] = ("none", "read", "edit", "all")


# What a grant can come from, and how its entry is named.
SourceKind = Literal[
    "default",  # organization-wide default: "Lead.internal", "Lead.external"
    "permission",  # View All, Modify All and user permissions: "View All Data", "View All on Lead"
    "ownership",  # "owner", "queue"
    "role hierarchy",  # "owner", "queue"
    "implicit",  # by RowCause: "PortalImplicit", "ImplicitParent", ...
    "sharing rule",  # "Lead.Gold_to_partners"
    "sharing set",  # "Partner_Set.Deal__c"
    "share group",  # the name of its sharing set
    "share row",  # by RowCause: "Manual", "Bid_Team__c"
    "team",  # "AccountTeamMember", ...
    "super user",
    "account relationship",  # the rule's DeveloperName
    "account hierarchy",
    "parent",  # the lookup: "Contact.AccountId"
    "people",
    "setup",
    "file",
]


@dataclass(frozen=True, slots=True)
class Source:
    """The entry of an org's configuration that a grant comes from: whom to blame, what a mutant takes away.

    name: of the entry, as metadata names it, or of the kind of grant where there is no entry.
    """

    kind: SourceKind
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.name}".rstrip()


@dataclass(frozen=True)
class Grant:
    """One source of access.

    row_cause: as Share objects name it; None where no share row is stored (org-wide default, role hierarchy, sets).
    where: which rows of the asked table. because: the reason, as the end of "Ann sees Initech because …".
    grantee: user or group id, where one is named. by_ownership: holds for private opportunities too.
    parent: of a grant that follows another record, the lookup to it. source: which entry of the configuration gives it.
    """

    row_cause: str | None
    access: Access
    where: ColumnElement[bool]
    because: str
    grantee: str | None = None
    by_ownership: bool = False
    parent: str | None = field(default=None, kw_only=True)
    source: Source = field(kw_only=True)


@dataclass(frozen=True)
class Asked:
    """Which rows of this table may this viewer see?

    reach: the ids of another object's records that the viewer has at least that access to; None: all of them.
        Its third argument tells whether View All and Modify All count.
    least: the level that is asked for; None: every level, each with its own grants.
    by_rules: whether restriction rules hold: not for the records that decide about others, nor for UserRecordAccess.
    """

    viewer: Viewer
    sobject: SObject
    table: FromClause
    reach: Callable[[SObject, Access, bool], Ids | None]
    least: Access | None = None
    by_rules: bool = True

    def levels(self, known: Sequence[Access]) -> Iterator[tuple[Access, Sequence[Access]]]:
        """The levels to make grants of, each with the stored levels that it stands for.

        One by one for an explanation; all that suffice together where only "at least that much" is asked.
        """
        if self.least is None:
            yield from ((access, (access,)) for access in known)
        else:
            enough = [access for access in known if RANK[access] >= RANK[self.least]]
            if enough:
                yield self.least, enough

    @property
    def user(self) -> RunningUser:
        """Who asks."""
        return self.viewer.user

    @property
    def context(self) -> SecurityContext:
        """The org."""
        return self.viewer.context

    @property
    def model(self) -> str | None:
        """The organization-wide default that applies: the external one for external users. Where none is stated for
        them it equals the internal one (Salesforce help, "External Organization-Wide Defaults"; confidence C).
        """
        sobject = self.sobject
        # "Secure guest user record access": Private for guests, whatever is said (Salesforce help; confidence A).
        if self.user.user_type == "Guest" and not str(sobject.sharing_model).startswith("Controlled"):
            return sobject.sharing_model and "Private"
        if self.user.external:
            return sobject.external_sharing_model or sobject.sharing_model
        return sobject.sharing_model

    @property
    def controlled_by_parent(self) -> bool:
        """Whether another record decides about each of these."""
        return self.model in ("ControlledByParent", "ControlledByLeadOrContact", "ControlledByCampaign")

    @property
    def lifts(self) -> bool:
        """Whether the user stands above others and superiors have what these have.

        Grant Access Using Hierarchies can be taken from custom objects only (Salesforce help, "Controlling Access Using
        Hierarchies"; confidence A).
        """
        without = self.context.settings.no_hierarchy_access
        return self.viewer.stands_above and self.sobject.name.lower() not in map(str.lower, without)

    @property
    def shareable(self) -> bool:
        """Whether records of this object are shared on their own."""
        return self.model is not None and not self.controlled_by_parent

    def column(self, name: str) -> ColumnElement[str] | None:
        """The column of that field, if the object has it."""
        return self.table.c.get(name)
