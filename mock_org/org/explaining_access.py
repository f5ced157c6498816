"""The verb of a Session that tells why somebody sees a record or a field."""

from dataclasses import dataclass
from typing import Any

from mock_org import security
from mock_org.errors import SetupError
from mock_org.org.naming import record_named, user_named
from mock_org.org.view import View
from mock_org.security import Explanation, RunningUser
from mock_org.security.field_reasons import FieldAccess, explain_field
from mock_org.security.sharing.telling import record_name


@dataclass(frozen=True)
class AccessExplained:
    """One question and its answer. field: where one was asked for."""

    user: RunningUser
    record_id: str
    record_name: str
    sobject: str
    record: Explanation
    field: FieldAccess | None = None

    def as_json(self) -> dict[str, Any]:
        """As the control room answers it."""
        told = self.record.as_json()
        for each in [*told["grants"], *told["misses"]]:
            each["access"] = each["access"].lower()
        user = {"id": self.user.id, "name": self.user.name, "username": self.user.username}
        record = {"id": self.record_id, "name": self.record_name, "type": self.sobject}
        field = {"field": self.field.as_json()} if self.field else {}
        return {"user": user, "record": record} | told | field


class ExplainingAccess(View):
    """Why a user sees a record, or does not."""

    def explain(self, user: str, record: str) -> Explanation:
        """Why a user sees a record, or does not; each by id or by name.

        Raises NOT_FOUND when there is no such user or record, SetupError when there are several of that name.
        """
        return self.explain_access(user, record).record

    def explain_access(self, user: str, record: str, field: str | None = None) -> AccessExplained:
        """The same, with names, and with what field-level security says of a field.

        Raises NOT_FOUND and SetupError as explain does, and SetupError for a field that there is not.
        """
        running = self.org.running_user(user_named(self, user))
        sobject, record_id = record_named(self, record)
        described = sobject.field(field) if field else None
        if field and described is None:
            raise SetupError(f"{sobject.name} has no field {field}")
        return AccessExplained(
            running,
            record_id,
            record_name(self.org.security, sobject, record_id),
            sobject.name,
            security.explain(self.org.security, running, sobject, record_id),
            explain_field(self.org.security, running, sobject, described) if described else None,
        )
