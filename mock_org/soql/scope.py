"""The questions the compiler asks about the running user. It knows no users itself: security answers."""

from typing import Protocol

from sqlalchemy import ColumnElement, FromClause

from mock_org.schema import Field, SObject


class Scope(Protocol):
    """What one reader may see."""

    def queryable(self, sobject: SObject) -> bool:
        """Object permission Read; without it the sObject does not exist (INVALID_TYPE)."""

    def readable(self, sobject: SObject, field: Field) -> bool:
        """Field-level security; without it the field does not exist (INVALID_FIELD)."""

    def visible(self, sobject: SObject, table: FromClause) -> ColumnElement[bool] | None:
        """Which rows sharing lets through, at FROM, in child subqueries and in semi-joins. None: all of them."""

    def computed(self, sobject: SObject) -> FromClause | None:
        """The rows of an sObject that shows more than is stored (Share objects). None: those of its table."""

    def scoped(self, sobject: SObject, table: FromClause) -> ColumnElement[bool] | None:
        """Which rows the reader's scoping rules leave in their scope. None: all of them."""

    def reachable(self, via: Field, target: SObject, table: FromClause) -> ColumnElement[bool] | None:
        """Which rows of a parent may be seen through the lookup `via`; part of the join. None: all of them."""

    def masked(self, via: Field, target: SObject, field: Field) -> bool:
        """Whether the parent's field, through the lookup `via`, is null unless the reader sees the parent itself."""

    def hidden(self, sobject: SObject, field: Field, table: FromClause) -> ColumnElement[bool] | None:
        """The rows that keep the field's value from this reader. None: every row shows it."""


class Everything:
    """System mode: every object, field and row."""

    def queryable(self, sobject: SObject) -> bool:
        return True

    def readable(self, sobject: SObject, field: Field) -> bool:
        return True

    def visible(self, sobject: SObject, table: FromClause) -> ColumnElement[bool] | None:
        return None

    def computed(self, sobject: SObject) -> FromClause | None:
        return None

    def scoped(self, sobject: SObject, table: FromClause) -> ColumnElement[bool] | None:
        return None

    def reachable(self, via: Field, target: SObject, table: FromClause) -> ColumnElement[bool] | None:
        return None

    def masked(self, via: Field, target: SObject, field: Field) -> bool:
        return False

    def hidden(self, sobject: SObject, field: Field, table: FromClause) -> ColumnElement[bool] | None:
        return None
