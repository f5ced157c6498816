"""/composite/graph: graphs of subrequests, each graph all or none."""

import re
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response

from mock_org.api.body import json_object
from mock_org.api.caller import session
from mock_org.api.composite_dispatch import Subresponse
from mock_org.api.composite_input import available_since, check_number, malformed, only, required
from mock_org.api.composite_subrequest import Subrequest, carry_out, read_all, told
from mock_org.api.errors import json_answer
from mock_org.errors import SalesforceError

bp = Blueprint("composite_graph", __name__)

SINCE = 50.0
# REST API Developer Guide, "Composite Graph Limits".
MOST_GRAPHS, MOST_NODES, MOST_KINDS, MOST_DEPTH, MOST_FAILURES = 75, 500, 15, 15, 14
_REFERENCE = re.compile(r"@\{([A-Za-z0-9_]+)")
_ROOT = r"/services/data/v(?P<version>\d\d\.\d)/sobjects/(?P<sobject>\w+)"
# The URLs that a node may have, and with which methods (REST API Developer Guide, "Composite Subrequest").
_URLS = (
    (re.compile(_ROOT + r"/?(?:\?.*)?"), ("POST",)),
    (re.compile(_ROOT + r"/[^/?]+/?(?:\?.*)?"), ("DELETE", "GET", "PATCH")),
    (re.compile(_ROOT + r"/[^/?]+/[^/?]+/?(?:\?.*)?"), ("DELETE", "GET", "PATCH", "POST")),
)
# "Must begin with an alphanumeric character, be less than 40 characters long, can't contain a period" (the guide).
_GRAPH_ID = re.compile(r"[A-Za-z0-9][^\s.]{0,38}")
NOT_DONE = Subresponse.error(
    "PROCESSING_HALTED", f"Processing was halted: more than {MOST_FAILURES} graphs of the request failed."
)


@dataclass(frozen=True)
class _Graph:
    id: str
    nodes: list[Subrequest]


@bp.post("/composite/graph")
def graph() -> Response:
    """Carry out each graph: all its subrequests or none of them."""
    available_since(SINCE)
    body = only(json_object(), ("graphs",), "CompositeGraphInput")
    graphs = [_read(each) for each in required(body, "graphs", list)]
    _check_limits(graphs)
    answers, failures = [], 0
    for each in graphs:
        results = _carry_out(each) if failures <= MOST_FAILURES else [NOT_DONE] * len(each.nodes)
        failed = any(result.refused for result in results)
        failures += failed
        answers.append(
            {
                "graphId": each.id,
                "graphResponse": {"compositeResponse": list(map(told, each.nodes, results))},
                "isSuccessful": not failed,
            }
        )
    return json_answer({"graphs": answers})


def _carry_out(graph: _Graph) -> list[Subresponse]:
    return carry_out(graph.nodes, session().api_version, _check, all_or_none=True)


def _read(given: Any) -> _Graph:
    given = only(given, ("graphId", "compositeRequest"), "CompositeGraph")
    graph_id = required(given, "graphId", str)
    if not _GRAPH_ID.fullmatch(graph_id):
        malformed(
            f"Provided graphId ('{graph_id}') must start with a letter or a number, and it can contain "
            "less than 40 characters and no period."
        )
    return _Graph(graph_id, read_all(required(given, "compositeRequest", list), session().api_version))


def _check(method: str, url: str) -> None:
    """Refuse a node that a graph cannot have.

    Raises PROCESSING_HALTED.
    """
    for form, methods in _URLS:
        found = form.fullmatch(url)
        if found and method in methods and float(found["version"]) >= SINCE:
            return
    raise SalesforceError("PROCESSING_HALTED", f"{method} {url} is not supported in a composite graph.")


def _check_limits(graphs: list[_Graph]) -> None:
    ids = [each.id for each in graphs]
    nodes = [node for each in graphs for node in each.nodes]
    kinds = {(node.method, *node.url.split("?")[0].lower().split("/")[3:6]) for node in nodes}
    for text, number, most in (
        ("graphs", len(graphs), MOST_GRAPHS),
        ("nodes", len(nodes), MOST_NODES),
        ("different nodes", len(kinds), MOST_KINDS),
        ("levels of references", max(map(_depth, graphs)), MOST_DEPTH),
    ):
        check_number(number, most, text)
    for each in ids:
        if ids.count(each) > 1:
            malformed(f"Duplicate graphId '{each}' provided in the request.")


def _depth(graph: _Graph) -> int:
    """How many nodes hang on one another; only what stands earlier can be referred to, so circles do not count."""
    depths: dict[str, int] = {}
    for node in graph.nodes:
        above = {name for name in _REFERENCE.findall(f"{node.url}{node.body}") if name in depths}
        depths[node.reference_id] = 1 + max((depths[name] for name in above), default=0)
    return max(depths.values())
