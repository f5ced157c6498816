"""Who looks on while users ask for objects, records and fields. An org has none unless somebody wants to know."""

from collections.abc import Sequence
from typing import Literal, Protocol

from mock_org.schema import Field, SObject
from mock_org.security.user import RunningUser

Wish = Literal["read", "create", "edit", "delete"]


class Witness(Protocol):
    """Told of each request of a user before it is decided; it decides nothing."""

    def watches(self, user: RunningUser) -> bool:
        """Whether requests of this user are of interest."""

    def asked(self, user: RunningUser, wish: Wish, sobject: SObject, record_ids: Sequence[str] = ()) -> None:
        """The user asks for records of an sObject, by name or by a condition: those that the user sees and others."""

    def field(self, user: RunningUser, sobject: SObject, field: Field, *, writing: bool, allowed: bool) -> None:
        """The user names a field, to read or to write it."""
