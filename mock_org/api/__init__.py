"""The REST and SOAP endpoints: one file per resource, named like its URL segment."""

from flask import Blueprint

from mock_org.api import (
    actions,
    apexrest,
    approvals,
    bulk1,
    communities,
    composite,
    composite_batch,
    composite_graph,
    composite_sobjects,
    composite_tree,
    describe,
    identity,
    introspect,
    jobs_ingest,
    jobs_query,
    layouts,
    limits,
    list_views,
    oauth,
    openid,
    parameterized_search,
    passwords,
    people,
    process_rules,
    query,
    quick_actions,
    recent,
    replication,
    revoke,
    search,
    search_suggestions,
    singleaccess,
    soap,
    sobject_paths,
    sobjects,
    tabs,
    tooling,
    versions,
)
from mock_org.api.caller import require_session, require_version
from mock_org.api.headers import obey_headers

# The table of contents: (module, whether its URLs lie below /services/data/vNN.N and need a session).
RESOURCES = (
    (versions, False),
    (oauth, False),
    (revoke, False),
    (introspect, False),
    (singleaccess, False),
    (openid, False),
    (identity, False),
    (soap, False),
    (apexrest, False),
    (describe, True),
    (sobjects, True),
    (sobject_paths, True),
    (replication, True),
    (recent, True),
    (passwords, True),
    (query, True),
    (search, True),
    (search_suggestions, True),
    (parameterized_search, True),
    (limits, True),
    (list_views, True),
    (layouts, True),
    (communities, True),
    (quick_actions, True),
    (tabs, True),
    (actions, True),
    (people, True),
    (approvals, True),
    (process_rules, True),
    (tooling, True),
    (composite, True),
    (composite_batch, True),
    (composite_graph, True),
    (composite_sobjects, True),
    (composite_tree, True),
    (bulk1, False),
    (jobs_query, True),
    (jobs_ingest, True),
)


def create_api() -> Blueprint:
    """All endpoints, as one blueprint."""
    api = Blueprint("api", __name__)
    data = Blueprint("data", __name__, url_prefix="/services/data/v<version>")
    data.before_request(require_version)
    data.before_request(require_session)
    data.before_request(obey_headers)
    for module, below_data in RESOURCES:
        (data if below_data else api).register_blueprint(module.bp)
    api.register_blueprint(data)
    # The same below a site's URL, where its members' clients look for it.
    api.register_blueprint(data, name="site_data", url_prefix="/<prefix>/services/data/v<version>")
    return api
