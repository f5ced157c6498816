"""The one exception of the org: Salesforce's error code, text, fields at fault and HTTP status."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

# HTTP status by error code; everything else is 400 (REST API Developer Guide, "Status Codes and Error Responses").
# INSUFFICIENT_ACCESS_OR_READONLY: 403 is the documented meaning, 400 was seen too (confidence D).
STATUS = {
    "INVALID_SESSION_ID": 401,
    "INVALID_AUTH_HEADER": 401,
    "INVALID_OPERATION_WITH_EXPIRED_PASSWORD": 403,  # confidence D
    "API_DISABLED_FOR_ORG": 403,
    "INSUFFICIENT_ACCESS": 403,
    "INSUFFICIENT_ACCESS_OR_READONLY": 403,
    "REQUEST_LIMIT_EXCEEDED": 403,
    "NOT_FOUND": 404,
    "ENTITY_IS_DELETED": 404,
    "METHOD_NOT_ALLOWED": 405,
    "UNSUPPORTED_MEDIA_TYPE": 415,
    "URI_TOO_LONG": 414,
    "UNKNOWN_EXCEPTION": 400,
    "NOT_IMPLEMENTED": 501,
}


class SalesforceError(Exception):
    """A refusal in Salesforce's own words.

    code: Salesforce's error code, e.g. "INVALID_FIELD".
    message: the text a client sees.
    fields: API names of the fields at fault; None leaves the key "fields" out of the answer (routing and SOQL errors).
    status: HTTP status; by default the one of STATUS, else 400.
    also: what else is wrong with the same record; told behind this one.
    """

    extra: Mapping[str, object] = MappingProxyType({})  # further keys of a REST answer

    def __init__(
        self,
        code: str,
        message: str,
        fields: Sequence[str] | None = None,
        *,
        status: int | None = None,
        also: Sequence["SalesforceError"] = (),
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.fields = None if fields is None else list(fields)
        self.status = status or STATUS.get(code, 400)
        self.also = tuple(also)


class SetupError(Exception):
    """A refusal at one of the mock's own doors (settings, project folder, command line): sentences, one a fault."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults
