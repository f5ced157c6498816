"""What a save answers: one SaveResult a record, with Salesforce's errors."""

from dataclasses import dataclass
from typing import Any

from mock_org.errors import SalesforceError

ROLLED_BACK = (
    "ALL_OR_NONE_OPERATION_ROLLED_BACK",
    "Record rolled back because not all records were valid and the request was using AllOrNone header",
)


class NoSuchRecord(SalesforceError):
    """The record to write is not there, or the running user does not see it: alike, so that ids cannot be probed.

    A list of records answers INVALID_CROSS_REFERENCE_KEY (recorded, collections); so does a single delete, with 404.
    """

    def __init__(self) -> None:
        super().__init__("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", [], status=404)


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What became of one record.

    created: of an upsert, whether the record is new; of an insert True; of an update or delete None.
    """

    id: str | None
    success: bool
    errors: tuple[SalesforceError, ...] = ()
    created: bool | None = None

    @classmethod
    def failed(cls, error: SalesforceError) -> "SaveResult":
        """The result of a refused record."""
        return cls(None, False, (error, *error.also))

    @classmethod
    def rolled_back(cls) -> "SaveResult":
        """The result of a good record among bad ones, under all-or-none."""
        return cls.failed(SalesforceError(ROLLED_BACK[0], ROLLED_BACK[1], []))

    def to_json(self, *, with_created: bool = False) -> dict[str, Any]:
        """The entry of a collections answer (sObject Collections: `statusCode`, and no id where it failed)."""
        errors = [{"statusCode": e.code, "message": e.message, "fields": e.fields or []} for e in self.errors]
        answer: dict[str, Any] = {"id": self.id} if self.id else {}
        answer |= {"success": self.success, "errors": errors}
        if with_created:  # also of a refused one (recorded: NangoHQ/integration-templates, upsert-sobject-collection)
            answer["created"] = bool(self.created)
        return answer
