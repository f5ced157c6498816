"""Request headers that change what a call does: obeyed or refused, never ignored."""

from flask import request

from mock_org.errors import SalesforceError

# Header → the values obeyed (None: any; the resource reads it). Values compare without regard to case.
# Sforce-Duplicate-Rule-Header: the org has no duplicate rules, so every value has the same effect.
KNOWN: dict[str, frozenset[str] | None] = {
    "sforce-query-options": None,
    "sforce-call-options": None,
    "sforce-auto-assign": frozenset({"true", "false"}),
    "sforce-duplicate-rule-header": None,
    "sforce-mru": frozenset({"updatemru=true", "updatemru=false"}),
}


def refuse_unknown_headers() -> None:
    """Refuse a Salesforce header that the mock does not obey.

    Raises NOT_IMPLEMENTED (501), naming it.
    """
    for name, value in request.headers.items():
        key = name.lower()
        if not key.startswith("sforce-"):
            continue
        if key not in KNOWN:
            raise SalesforceError("NOT_IMPLEMENTED", f"Mock Org does not obey the header {name}; leave it out")
        allowed = KNOWN[key]
        if allowed is not None and value.strip().lower() not in allowed:
            raise SalesforceError(
                "INVALID_FIELD" if key == "sforce-mru" else "MALFORMED_ID",
                f"{name}: {value} is not obeyed; write one of {', '.join(sorted(allowed))}",
            )
    _check_call_options(request.headers.get("Sforce-Call-Options", ""))


def batch_size(default: int = 2000) -> int:
    """Rows per page of a query (Sforce-Query-Options: batchSize=200…2000; out of range is put to the nearest)."""
    options = request.headers.get("Sforce-Query-Options", "")
    for option in filter(None, (part.strip() for part in options.replace(";", ",").split(","))):
        name, _, value = option.partition("=")
        if name.strip().lower() != "batchsize" or not value.strip().isdigit():
            raise SalesforceError("INVALID_QUERY_LOCATOR", f"Sforce-Query-Options: {option} is not understood")
        return min(max(int(value), 200), 2000)
    return default


def _check_call_options(value: str) -> None:
    for option in filter(None, (part.strip() for part in value.split(","))):
        if option.partition("=")[0].strip().lower() != "client":
            raise SalesforceError("NOT_IMPLEMENTED", f"Mock Org does not obey Sforce-Call-Options: {option}")
