"""The calls of the SOAP partner API: answered, or refused by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mock_org.api.soap_call import Call, Result
from mock_org.api.soap_deletes import delete, empty_recycle_bin, merge, undelete
from mock_org.api.soap_describe import describe_global, describe_sobject, describe_sobjects
from mock_org.api.soap_envelope import ClientFault, local
from mock_org.api.soap_leads import convert_lead
from mock_org.api.soap_passwords import change_own_password, reset_password, set_password
from mock_org.api.soap_query import query, query_all, query_more, retrieve, search
from mock_org.api.soap_replication import get_deleted, get_server_timestamp, get_updated
from mock_org.api.soap_saves import create, update, upsert
from mock_org.api.soap_sessions import get_user_info, invalidate_sessions, login, logout

LOGIN = "login"


@dataclass(frozen=True, slots=True)
class Operation:
    """A call that is answered. arguments: the elements that it may have."""

    answer: Callable[[Call], Result]
    arguments: tuple[str, ...]


def _operation(answer: Callable[[Call], Result], *arguments: str) -> Operation:
    return Operation(answer, arguments)


CALLS: Mapping[str, Operation] = MappingProxyType(
    {
        LOGIN: _operation(login, "username", "password"),
        "logout": _operation(logout),
        "invalidateSessions": _operation(invalidate_sessions, "sessionIds"),
        "getUserInfo": _operation(get_user_info),
        "getServerTimestamp": _operation(get_server_timestamp),
        "query": _operation(query, "queryString"),
        "queryAll": _operation(query_all, "queryString"),
        "queryMore": _operation(query_more, "queryLocator"),
        "retrieve": _operation(retrieve, "fieldList", "sObjectType", "ids"),
        "search": _operation(search, "searchString"),
        "create": _operation(create, "sObjects"),
        "update": _operation(update, "sObjects"),
        "upsert": _operation(upsert, "externalIDFieldName", "sObjects"),
        "delete": _operation(delete, "ids"),
        "undelete": _operation(undelete, "ids"),
        "emptyRecycleBin": _operation(empty_recycle_bin, "ids"),
        "merge": _operation(merge, "request"),
        "getUpdated": _operation(get_updated, "sObjectType", "startDate", "endDate"),
        "getDeleted": _operation(get_deleted, "sObjectType", "startDate", "endDate"),
        "describeGlobal": _operation(describe_global),
        "describeSObject": _operation(describe_sobject, "sObjectType"),
        "describeSObjects": _operation(describe_sobjects, "sObjectType"),
        "convertLead": _operation(convert_lead, "leadConverts"),
        "setPassword": _operation(set_password, "userId", "password"),
        "resetPassword": _operation(reset_password, "userId"),
        "changeOwnPassword": _operation(change_own_password, "oldPassword", "newPassword"),
    }
)
# The other calls of the partner WSDL.
REFUSED = frozenset(
    {
        "deleteByExample",
        "describeAllTabs",
        "describeAppMenu",
        "describeApprovalLayout",
        "describeAvailableQuickActions",
        "describeCompactLayouts",
        "describeDataCategoryGroupStructures",
        "describeDataCategoryGroups",
        "describeDataCategoryMappings",
        "describeGlobalTheme",
        "describeKnowledgeSettings",
        "describeLayout",
        "describeNouns",
        "describePathAssistants",
        "describePrimaryCompactLayouts",
        "describeQuickActions",
        "describeQuickActionsForRecordType",
        "describeSObjectListViews",
        "describeSearchLayouts",
        "describeSearchScopeOrder",
        "describeSearchableEntities",
        "describeSoftphoneLayout",
        "describeSoqlListViews",
        "describeTabs",
        "describeTheme",
        "describeVisualForce",
        "executeListView",
        "findDuplicates",
        "findDuplicatesByIds",
        "performQuickActions",
        "process",
        "renderEmailTemplate",
        "renderStoredEmailTemplate",
        "retrieveMassQuickActionTemplates",
        "retrieveQuickActionTemplates",
        "sendEmail",
        "sendEmailMessage",
    }
)


def run(name: str, call: Call) -> Result:
    """The result of a call.

    Raises ClientFault for an argument that the call has not (text as the Metadata API's of the same mistake; C).
    """
    operation = CALLS[name]
    for child in call.body:
        if local(child) not in operation.arguments:
            raise ClientFault(f"Element {child.tag} invalid at this location")
    return operation.answer(call)
