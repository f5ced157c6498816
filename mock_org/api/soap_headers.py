"""Headers of a SOAP call: obeyed, without effect here, or refused by name; never ignored.

SOAP API Developer Guide, "SOAP Headers" (confidence A for the names and their parts).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import Element

from mock_org.api.soap_envelope import PARTNER, ClientFault, boolean_of, local, must_be_understood, namespace, text_of
from mock_org.errors import SalesforceError
from mock_org.org import SaveOptions, Session
from mock_org.schema import to_18

# "Changing the Batch Size in Queries": 500 unless asked otherwise, 200 to 2,000.
DEFAULT_BATCH, LEAST_BATCH, MOST_BATCH = 500, 200, 2000


@dataclass(frozen=True)
class CallOptions:
    """What the headers ask for.

    batch_size: rows of a page; None without QueryOptions. organization_id: of LoginScopeHeader.
    """

    session_id: str | None = None
    saves: SaveOptions = field(default_factory=SaveOptions)
    assignment: Element | None = None
    all_or_none: bool = False
    batch_size: int | None = None
    organization_id: str | None = None


Obey = Callable[[CallOptions, Element], CallOptions]


def _session_header(options: CallOptions, header: Element) -> CallOptions:
    return replace(options, session_id=text_of(header, "sessionId"))


def _all_or_none(options: CallOptions, header: Element) -> CallOptions:
    return replace(options, all_or_none=boolean_of(header, "allOrNone"))


def _truncation(options: CallOptions, header: Element) -> CallOptions:
    return _saving(options, allow_field_truncation=boolean_of(header, "allowFieldTruncation"))


def _assignment(options: CallOptions, header: Element) -> CallOptions:
    return replace(options, assignment=header)


def _duplicates(options: CallOptions, header: Element) -> CallOptions:
    return _saving(
        options,
        allow_save=boolean_of(header, "allowSave"),
        include_record_details=boolean_of(header, "includeRecordDetails"),
        run_as_current_user=boolean_of(header, "runAsCurrentUser"),
    )


def _recent(options: CallOptions, header: Element) -> CallOptions:
    return _saving(options, update_recent=boolean_of(header, "updateMru"))


def _query_options(options: CallOptions, header: Element) -> CallOptions:
    text = text_of(header, "batchSize")
    if not text:
        return options
    if not text.lstrip("-").isdecimal():
        raise ClientFault(f"'{text}' is not a valid value for the type xsd:int")
    return replace(options, batch_size=min(max(int(text[:9]), LEAST_BATCH), MOST_BATCH))


def _emails(options: CallOptions, header: Element) -> CallOptions:
    if boolean_of(header, "triggerOtherEmail"):
        raise SalesforceError("NOT_IMPLEMENTED", "Mock Org does not obey EmailHeader with triggerOtherEmail=true")
    boolean_of(header, "triggerAutoResponseEmail")
    return _saving(options, trigger_user_email=boolean_of(header, "triggerUserEmail"))


def _login_scope(options: CallOptions, header: Element) -> CallOptions:
    if text_of(header, "portalId"):
        raise SalesforceError("NOT_IMPLEMENTED", "Mock Org does not obey LoginScopeHeader with portalId")
    return replace(options, organization_id=text_of(header, "organizationId"))


def _nothing(options: CallOptions, _header: Element) -> CallOptions:
    return options


@dataclass(frozen=True)
class Header:
    """A header that is taken. effect: what it does here, for the documentation."""

    obey: Obey
    effect: str


HEADERS: Mapping[str, Header] = MappingProxyType(
    {
        "AllOrNoneHeader": Header(_all_or_none, "obeyed"),
        "AllowFieldTruncationHeader": Header(_truncation, "obeyed"),
        "AssignmentRuleHeader": Header(_assignment, "obeyed: assignmentRuleId, useDefaultRule"),
        "CallOptions": Header(_nothing, "no effect: client names no behaviour, there are no packages"),
        "DebuggingHeader": Header(_nothing, "no effect: there is no Apex to log"),
        "DisableFeedTrackingHeader": Header(_nothing, "no effect: changes are not told in feeds"),
        "DuplicateRuleHeader": Header(_duplicates, "obeyed"),
        "EmailHeader": Header(
            _emails,
            "triggerUserEmail is obeyed: new users, resetPassword, new owners of leads and cases; "
            "triggerAutoResponseEmail has no effect (no auto-response rules), triggerOtherEmail is refused when true",
        ),
        "LocaleOptions": Header(_nothing, "no effect: there are no translations"),
        "LoginScopeHeader": Header(_login_scope, "organizationId is obeyed, portalId refused"),
        "MruHeader": Header(_recent, "obeyed"),
        "PackageVersionHeader": Header(_nothing, "no effect: there are no packages"),
        "QueryOptions": Header(_query_options, "obeyed: 200 to 2,000 rows a page, 500 without"),
        "SessionHeader": Header(_session_header, "obeyed"),
        "StreamingEnabledHeader": Header(_nothing, "no effect: answers are streamed or not as the server likes"),
    }
)
# Those of the partner WSDL that would change what a call does.
REFUSED_HEADERS = ("OwnerChangeOptions", "UserTerritoryDeleteHeader")


def read_headers(headers: Sequence[Element]) -> CallOptions:
    """What the headers ask for.

    Raises NOT_IMPLEMENTED for a header of the partner API that is not obeyed, naming it; soapenv:MustUnderstand for one
    of another namespace that must be understood. Others of another namespace are passed over, as SOAP 1.1 says.
    """
    options = CallOptions()
    for header in headers:
        name = local(header)
        known = HEADERS.get(name) if namespace(header) in (PARTNER, "") else None
        if known is not None:
            options = known.obey(options, header)
        elif must_be_understood(header):
            raise ClientFault(f'Did not understand "MustUnderstand" header(s): {name}', "soapenv:MustUnderstand")
        elif namespace(header) in (PARTNER, ""):
            raise SalesforceError("NOT_IMPLEMENTED", f"Mock Org does not obey the header {name}; leave it out")
    return options


def save_options(options: CallOptions, session: Session) -> SaveOptions:
    """What they say about saves; a rule that is named must be there.

    Without AssignmentRuleHeader, rules are not applied (SOAP API Developer Guide, AssignmentRuleHeader; confidence A).
    Raises INVALID_CROSS_REFERENCE_KEY or MALFORMED_ID.
    """
    header = options.assignment
    sent = text_of(header, "assignmentRuleId") if header is not None else None
    if header is None or not sent:
        wanted = header is not None and boolean_of(header, "useDefaultRule")
        return replace(options.saves, auto_assign=wanted)
    rule = to_18(sent)
    if rule is None:
        raise SalesforceError("MALFORMED_ID", f"malformed id {sent}")
    if not session.system().find("AssignmentRule", Id=rule):
        raise SalesforceError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id")
    return replace(options.saves, auto_assign=True, assignment_rule=rule)


def _saving(options: CallOptions, **changes: Any) -> CallOptions:
    return replace(options, saves=replace(options.saves, **changes))
