"""/limits and /limits/recordCount."""

from flask import Blueprint, Response, request

from mock_org import security
from mock_org.api.caller import org, session
from mock_org.api.errors import json_answer

bp = Blueprint("limits", __name__)

# What a Developer Edition answers (recorded keys); nothing here but API requests is ever used up.
MAXIMA = {
    "ConcurrentAsyncGetReportInstances": 200,
    "ConcurrentSyncReportRuns": 20,
    "DailyAsyncApexExecutions": 250000,
    "DailyBulkApiBatches": 15000,
    "DailyBulkV2QueryFileStorageMB": 976562,
    "DailyBulkV2QueryJobs": 10000,
    "DailyGenericStreamingApiEvents": 10000,
    "DailyStreamingApiEvents": 10000,
    "DailyWorkflowEmails": 390,
    "DataStorageMB": 5,
    "FileStorageMB": 20,
    "HourlyAsyncReportRuns": 1200,
    "HourlySyncReportRuns": 500,
    "HourlyTimeBasedWorkflow": 50,
    "MassEmail": 10,
    "SingleEmail": 15,
    "StreamingApiConcurrentClients": 20,
}


@bp.get("/limits")
def limits() -> Response:
    """What the org may use a day, and what is left."""
    maximum = org().settings.api_requests_per_day
    used = {"DailyApiRequests": {"Max": maximum, "Remaining": max(0, maximum - org().api_requests)}}
    return json_answer(used | {name: {"Max": most, "Remaining": most} for name, most in MAXIMA.items()})


@bp.get("/limits/recordCount")
def record_count() -> Response:
    """How many records each sObject in ?sObjects= has; the mock counts what the caller may see."""
    names = [name.strip() for name in request.args.get("sObjects", "").split(",") if name.strip()]
    schema, user = org().schema, session().user
    wanted = [schema.get(name) for name in names] if names else list(schema)
    counted = [s for s in wanted if s and not s.virtual and security.may(user, "read", s, org().security)]
    return json_answer({"sObjects": [{"count": session().count(s), "name": s.name} for s in counted]})
