"""The verbs of a Session that tell what sObjects there are, as the user may use them."""

from datetime import datetime
from typing import Any

from mock_org import security
from mock_org.dml.lookup_filters import sources
from mock_org.org.recents import Recents
from mock_org.schema import ChildRelationship, SObject
from mock_org.schema.describe import basic_info, describe, describe_global
from mock_org.security.record_types import infos


class Describing(Recents):
    """Describes: of one sObject, of all, and without fields."""

    def describe(self, sobject_name: str) -> dict[str, Any]:
        """The describe of one sObject as this user may use it; not to be changed."""
        sobject = self.sobject(sobject_name)
        what = ("sobject", sobject.name, self.api_version, self.base_url)
        return self.org.described(self.user, what, lambda: self._describe(sobject))

    def _describe(self, sobject: SObject) -> dict[str, Any]:
        return describe(
            sobject,
            self.org.schema,
            version=self.version,
            base_url=self.base_url,
            readable=lambda f: security.readable(self.user, sobject, f),
            editable=lambda f: security.editable(self.user, sobject, f),
            may_create=self.may("create", sobject),
            may_edit=self.may("edit", sobject),
            may_delete=self.may("delete", sobject),
            shown=self._may_know,
            record_types=self._record_types(sobject),
            lookup_filters={rule.name: sources(rule.condition) for rule in self.org.rules.filters_of(sobject.name)},
        )

    def described_since(self) -> datetime:
        """When describes last changed, in whole seconds."""
        return self.org.described_since()

    def describe_global(self) -> dict[str, Any]:
        """The sObjects that the user may read; not to be changed."""

        def make() -> dict[str, Any]:
            seen = [s for s in self.org.schema if self.may("read", s)]
            return describe_global(seen, version=self.version, may=self.may)

        return self.org.described(self.user, ("global", self.api_version), make)

    def basic_info(self, sobject_name: str) -> dict[str, Any]:
        """The flags of one sObject, without its fields, and its records that the user came across."""
        recent = self.recent(sobject=self.sobject(sobject_name))
        return {"objectDescribe": basic_info(self.describe(sobject_name)), "recentItems": recent}

    def _may_know(self, relation: ChildRelationship) -> bool:
        """Whether the user may read the child and the lookup that makes the relationship."""
        child = self.org.schema.get(relation.child_sobject)
        via = child.field(relation.field) if child else None
        if child is None or via is None:
            return False
        return self.may("read", child) and security.readable(self.user, child, via)

    def _record_types(self, sobject: SObject) -> list[dict[str, Any]]:
        if "RecordType" not in self.org.schema:
            return []
        return infos(self.org.security, self.user, sobject.name)
