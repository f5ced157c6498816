"""The calls of the SOAP partner API: answered, or refused by name."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from mock_org.api.soap_call import Call, Result
from mock_org.api.soap_deletes import delete, empty_recycle_bin, merge, undelete
from mock_org.api.soap_describe import describe_global, describe_sobject, describe_sobjects
from mock_org.api.soap_leads import convert_lead
from mock_org.api.soap_passwords import change_own_password, reset_password, set_password
from mock_org.api.soap_query import query, query_all, query_more, retrieve, search
from mock_org.api.soap_replication import get_deleted, get_server_timestamp, get_updated
from mock_org.api.soap_saves import create, update, upsert
from mock_org.api.soap_sessions import get_user_info, invalidate_sessions, login, logout

LOGIN = "login"
CALLS: Mapping[str, Callable[[Call], Result]] = MappingProxyType(
    {
        LOGIN: login,
        "logout": logout,
        "invalidateSessions": invalidate_sessions,
        "getUserInfo": get_user_info,
        "getServerTimestamp": get_server_timestamp,
        "query": query,
        "queryAll": query_all,
        "queryMore": query_more,
        "retrieve": retrieve,
        "search": search,
        "create": create,
        "update": update,
        "upsert": upsert,
        "delete": delete,
        "undelete": undelete,
        "emptyRecycleBin": empty_recycle_bin,
        "merge": merge,
        "getUpdated": get_updated,
        "getDeleted": get_deleted,
        "describeGlobal": describe_global,
        "describeSObject": describe_sobject,
        "describeSObjects": describe_sobjects,
        "convertLead": convert_lead,
        "setPassword": set_password,
        "resetPassword": reset_password,
        "changeOwnPassword": change_own_password,
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
