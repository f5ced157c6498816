"""Request headers that change what a call does: obeyed or refused, never ignored.

REST API Developer Guide, "Headers".
"""

from collections.abc import Iterator
from dataclasses import replace

from flask import g, request

from mock_org.errors import SalesforceError
from mock_org.org import SaveOptions, Session
from mock_org.schema import to_18

ASSIGN = "Sforce-Auto-Assign"
DUPLICATES = "Sforce-Duplicate-Rule-Header"
RECENT = "Sforce-Mru"
CALL = "Sforce-Call-Options"
QUERY = "Sforce-Query-Options"
# Of data uploaded in bulk, where both line endings are read anyhow; aiosalesforce sends it with every request.
LINES = "Sforce-Line-Ending"
# Headers that begin like these are obeyed here or by their resource; others of Salesforce's are refused by name.
KNOWN = frozenset(name.lower() for name in (ASSIGN, DUPLICATES, RECENT, CALL, QUERY, LINES, "Sforce-Locator"))
_SALESFORCES = "HTTP_SFORCE_"  # how WSGI names them
# A namespace that field names may leave out has no effect in an org without packages.
_CALL_OPTIONS = frozenset({"client", "defaultnamespace"})
_DUPLICATE_OPTIONS = {
    "allowsave": "allow_save",
    "includerecorddetails": "include_record_details",
    "runascurrentuser": "run_as_current_user",
}


def obey_headers() -> None:
    """Give the session what the headers ask for.

    Raises NOT_IMPLEMENTED (501) for a Salesforce header that the mock does not obey, naming it; INVALID_FIELD or
    MALFORMED_ID for a value that is not understood.
    """
    if _SALESFORCES not in " ".join(request.environ):
        return  # the options of a session are what they are without a header
    for name in request.headers.keys():  # noqa: SIM118  (headers are no dict: this is what names them)
        if name.lower().startswith("sforce-") and name.lower() not in KNOWN:
            raise SalesforceError("NOT_IMPLEMENTED", f"Mock Org does not obey the header {name}; leave it out")
    for option, _ in _options(CALL):
        if option not in _CALL_OPTIONS:
            raise _not_understood(CALL, option)
    session: Session = g.session
    g.session = replace(session, options=_save_options(session))


def batch_size(default: int = 2000) -> int:
    """Rows per page of a query (Sforce-Query-Options: batchSize=200…2000; out of range is put to the nearest)."""
    for option, value in _options(QUERY):
        if option != "batchsize" or not (value.isdecimal() and len(value) < 10):
            raise SalesforceError("INVALID_QUERY_LOCATOR", f"{QUERY}: {option}={value} is not understood")
        return min(max(int(value), 200), 2000)
    return default


def _save_options(session: Session) -> SaveOptions:
    assign, rule = _assignment(session)
    duplicates: dict[str, bool] = {}
    for option, value in _options(DUPLICATES):
        if option not in _DUPLICATE_OPTIONS:
            raise _not_understood(DUPLICATES, option)
        duplicates[_DUPLICATE_OPTIONS[option]] = _boolean(DUPLICATES, option, value)
    recent = False
    for option, value in _options(RECENT):
        if option != "updatemru":
            raise _not_understood(RECENT, option)
        recent = _boolean(RECENT, option, value)
    return SaveOptions(auto_assign=assign, assignment_rule=rule, update_recent=recent, **duplicates)


def _assignment(session: Session) -> tuple[bool, str | None]:
    """Whether to assign, and by which rule: TRUE, FALSE or a rule's id; TRUE without the header (documented)."""
    sent = request.headers.get(ASSIGN, "true").strip()
    if sent.lower() in ("true", "false"):
        return sent.lower() == "true", None
    rule = to_18(sent)
    if rule is None:
        raise SalesforceError("MALFORMED_ID", f"malformed id {sent}", [])
    if not session.system().find("AssignmentRule", Id=rule):
        raise SalesforceError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", [])
    return True, rule


def _options(header: str) -> Iterator[tuple[str, str]]:
    """The name=value pairs of a header, names in lower case; commas and semicolons part them."""
    text = request.headers.get(header, "")
    for part in filter(None, (each.strip() for each in text.replace(";", ",").split(","))):
        name, _, value = part.partition("=")
        yield name.strip().lower(), value.strip()


def _boolean(header: str, option: str, value: str) -> bool:
    if value.lower() not in ("true", "false"):
        raise SalesforceError("INVALID_FIELD", f"{header}: {option} is true or false, not '{value}'")
    return value.lower() == "true"


def _not_understood(header: str, option: str) -> SalesforceError:
    return SalesforceError("INVALID_FIELD", f"{header}: the option {option} is not known")
