"""A running user's answers to the questions that the SOQL compiler asks."""

from dataclasses import dataclass
from functools import cached_property
from math import inf

from sqlalchemy import ColumnElement, FromClause, false

from mock_org.schema import Field, SObject
from mock_org.security import contact_data, fields, sharing
from mock_org.security.context import SecurityContext
from mock_org.security.groups import Viewer
from mock_org.security.permissions import may
from mock_org.security.sharing import restriction_rules
from mock_org.security.sharing.share_rows import share_rows
from mock_org.security.user import RunningUser

OWNER = "ownerid"
OWNER_FIELDS = ("id", "name")


@dataclass(frozen=True)
class UserScope:
    """What one user may see; implements the Scope of soql.

    viewer: of earlier statements, where the caller knows that nothing has changed that a Viewer depends on.
    api_version: sObjects of later versions are not there.
    """

    context: SecurityContext
    user: RunningUser
    viewer: Viewer | None = None
    api_version: float = inf

    @cached_property
    def _viewer(self) -> Viewer:
        return self.viewer or Viewer(self.context, self.user)

    def queryable(self, sobject: SObject) -> bool:
        """Object permission Read."""
        return sobject.since <= self.api_version and may(self.user, "read", sobject, self.context)

    def readable(self, sobject: SObject, field: Field) -> bool:
        """Field-level security."""
        return fields.readable(self.user, sobject, field)

    def visible(self, sobject: SObject, table: FromClause) -> ColumnElement[bool] | None:
        """Record sharing."""
        return sharing.visible(self.context, self.user, sobject, table, self._viewer)

    def computed(self, sobject: SObject) -> FromClause | None:
        """The rows of a Share object: those that somebody wrote, and those that follow from configuration."""
        return share_rows(self._viewer, sobject) if sobject.share_of else None

    def scoped(self, sobject: SObject, table: FromClause) -> ColumnElement[bool] | None:
        """What the user's scoping rules leave."""
        return restriction_rules.scoped(self._viewer, sobject, table)

    def reachable(self, via: Field, target: SObject, table: FromClause) -> ColumnElement[bool] | None:
        """A related record shows itself only to who may read it; the name of an owner is the exception.

        SharingSettings.enableRestrictAccessLookupRecords, on in every org since Spring '20 (confidence A).
        """
        if self.user.system:
            return None
        if self._is_owner(via, target):
            return None
        if not self.queryable(target):
            return false()
        return self.visible(target, table)

    def masked(self, via: Field, target: SObject, field: Field) -> bool:
        """Through Case.Owner or Lead.Owner an external user gets the name of an owner whom he does not see, and nothing
        else.

        Object Reference, User, "Special Access Rules" (confidence A).
        """
        return self._is_owner(via, target) and field.name.lower() not in OWNER_FIELDS

    def hidden(self, sobject: SObject, field: Field, table: FromClause) -> ColumnElement[bool] | None:
        """Contact data that users do not show to external users."""
        return contact_data.hidden(self.user, sobject, field, table)

    def _is_owner(self, via: Field, target: SObject) -> bool:
        external = self.user.external and not self.user.system
        return external and via.polymorphic and via.name.lower() == OWNER and target.name in ("User", "Group")
