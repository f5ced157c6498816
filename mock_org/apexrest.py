"""A project's own Apex REST resources, as Python handlers: what a project imports to stand in for its Apex classes."""

import json
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

from mock_org.errors import SalesforceError, SetupError
from mock_org.org import Session

__all__ = ["ApexRest", "Found", "Handler", "Request", "Response", "load_apex_rest"]

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Request:
    """One call, as RestContext.request tells it.

    path: below /services/apexrest. wildcards: what each * of the URL mapping stands for. params: of the query.
    """

    method: str
    path: str
    wildcards: tuple[str, ...]
    params: Mapping[str, str] = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(default=b"", repr=False)

    def json(self) -> Any:
        """The body as JSON, None without one. Raises JSON_PARSER_ERROR."""
        try:
            return json.loads(self.body) if self.body.strip() else None
        except ValueError as fault:
            raise SalesforceError("JSON_PARSER_ERROR", str(fault)) from fault


@dataclass(frozen=True)
class Response:
    """An answer with a status of its own, as RestContext.response is set.

    body: bytes as they are, anything else as JSON; None: nothing.
    """

    body: Any = None
    status: int = 200
    content_type: str = "application/json;charset=UTF-8"
    headers: Mapping[str, str] = field(default_factory=dict)


Handler: TypeAlias = Callable[[Session, Request], Any]


@dataclass(frozen=True)
class Found:
    """The handler of a call and what its wildcards stand for; allowed: the methods that the URL mapping has."""

    handler: Handler | None
    wildcards: tuple[str, ...]
    allowed: tuple[str, ...]


class ApexRest:
    """The Apex REST resources of a project: `@rest.get("/Merchandise/*")` above a function of (session, request)."""

    def __init__(self) -> None:
        self._mappings: dict[str, dict[str, Handler]] = {}

    def route(self, method: str, url_mapping: str) -> Callable[[Handler], Handler]:
        """Have a function answer that method of a URL mapping, as `@RestResource(urlMapping='/Merchandise/*')` is.

        Raises SetupError for a mapping that Apex does not allow, a method that it does not know, and a second handler.
        """
        known = self._mappings.setdefault(url_mapping, {})
        if not url_mapping.startswith("/") or len(url_mapping) > 255:
            raise SetupError(f"apexrest: a URL mapping begins with / and has 255 characters at most: {url_mapping}")
        if method not in METHODS or method in known:
            raise SetupError(f"apexrest: {method} {url_mapping} is no method of Apex REST or has a handler already")

        def keep(handler: Handler) -> Handler:
            known[method] = handler
            return handler

        return keep

    def get(self, url_mapping: str) -> Callable[[Handler], Handler]:
        """@HttpGet."""
        return self.route("GET", url_mapping)

    def post(self, url_mapping: str) -> Callable[[Handler], Handler]:
        """@HttpPost."""
        return self.route("POST", url_mapping)

    def put(self, url_mapping: str) -> Callable[[Handler], Handler]:
        """@HttpPut."""
        return self.route("PUT", url_mapping)

    def patch(self, url_mapping: str) -> Callable[[Handler], Handler]:
        """@HttpPatch."""
        return self.route("PATCH", url_mapping)

    def delete(self, url_mapping: str) -> Callable[[Handler], Handler]:
        """@HttpDelete."""
        return self.route("DELETE", url_mapping)

    def find(self, method: str, path: str) -> Found | None:
        """Who answers; None for a path that no mapping has.

        Exact mappings come before wildcards, longer ones before shorter (Apex Developer Guide, "RestResource").
        """
        for mapping in sorted(self._mappings, key=lambda each: ("*" in each, -len(each))):
            matched = re.fullmatch("(.*)".join(map(re.escape, mapping.split("*"))), path)
            if matched and self._mappings[mapping]:
                handlers = self._mappings[mapping]
                return Found(handlers.get(method), matched.groups(), tuple(sorted(handlers)))
        return None


def load_apex_rest(where: str) -> ApexRest:
    """The ApexRest at "package.module:object"; the current folder is searched, too.

    Raises SetupError when there is none.
    """
    module, _, name = where.partition(":")
    if str(Path.cwd()) not in sys.path:
        sys.path.insert(0, str(Path.cwd()))
    try:
        found = getattr(import_module(module), name or "rest")
    except (ImportError, AttributeError, ValueError) as fault:
        raise SetupError(f"apexrest: {where}: {fault}") from fault
    if not isinstance(found, ApexRest):
        raise SetupError(f"apexrest: {where} is no mock_org.apexrest.ApexRest")
    return found
