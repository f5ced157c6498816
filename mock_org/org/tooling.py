"""The Tooling API's verbs of a Session: its own sObjects, which tell of the org's metadata."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from mock_org import soql
from mock_org.errors import SalesforceError
from mock_org.org import definitions
from mock_org.org.describing import Describing
from mock_org.org.in_memory import answer_in_memory
from mock_org.org.profile_metadata import asks_metadata, check_one, with_metadata
from mock_org.org.view import not_found
from mock_org.schema import Schema, SObject, new_field
from mock_org.schema.describe import basic_info, describe, describe_global
from mock_org.schema.tooling import load_tooling
from mock_org.soql.context import Answer

# What the rows of an sObject are made of. The others of tooling/ have none: there is no Apex and there are no packages.
ROWS: Mapping[str, Callable[[Describing], list[dict[str, Any]]]] = {
    "EntityDefinition": definitions.entities,
    "FieldDefinition": definitions.fields,
    "EntityParticle": definitions.particles,
    "CustomObject": definitions.custom_objects,
    "CustomField": definitions.custom_fields,
    "ValidationRule": definitions.validation_rules,
}
DEFINITIONS = ("EntityDefinition", "FieldDefinition")
# Named by DurableId; every Id is the empty one (Tooling API guide, EntityDefinition; confidence B).
DURABLE = (*DEFINITIONS, "EntityParticle")
EMPTY_ID = "000000000000000AAA"
# Without a filter on one of these Salesforce does not look (recorded texts; confidence A).
REIFIED = {
    "FieldDefinition": ("EntityDefinitionId", "DurableId"),
    "EntityParticle": ("EntityDefinitionId", "FieldDefinitionId", "DurableId"),
}
# sObjects of the data API that the Tooling API has, too.
SHARED = frozenset({"group", "organization", "permissionset", "permissionsetassignment", "profile", "queuesobject",
                    "recordtype", "user", "userlicense", "userrole"})  # fmt: skip
_KEY = "EntityDefinitionKey"


class Tooling(Describing):
    """Queries, describes and records of the Tooling API."""

    def tooling_query(self, text: str) -> tuple[str, soql.QueryResult]:
        """The sObject that a statement is about, and its answer.

        Raises SalesforceError as any statement does; INVALID_TYPE for an sObject that the Tooling API does not have.
        """
        query = soql.parse(text)
        asked = str(query.sources[0].path)
        if asked.lower() == "profile" and asks_metadata(query):
            return self.org.schema[asked].name, with_metadata(self, query)
        if asked.lower() in SHARED:
            return self.org.schema[asked].name, self.run(query)
        known = tooling_schema(self.org.schema).get(asked)
        return known.name if known else asked, self._tooling_answer(query, f"{self.version}/tooling")

    def tooling_describe(self, name: str) -> dict[str, Any]:
        """The describe of one sObject of the Tooling API. Raises NOT_FOUND."""
        schema = tooling_schema(self.org.schema)
        return describe(
            self._tooling_sobject(name),
            schema,
            version=f"{self.version}/tooling",
            base_url=self.base_url,
            readable=lambda field: field.name != _KEY,
            editable=lambda _field: False,
            may_create=False,
            may_edit=False,
            may_delete=False,
            shown=lambda relation: relation.child_sobject in schema,
        )

    def tooling_describe_global(self) -> dict[str, Any]:
        """The sObjects of the Tooling API."""
        return describe_global(
            _own(tooling_schema(self.org.schema)), version=f"{self.version}/tooling", may=lambda *_: False
        )

    def tooling_basic_info(self, name: str) -> dict[str, Any]:
        """The flags of one of them."""
        return {"objectDescribe": basic_info(self.tooling_describe(name)), "recentItems": []}

    def tooling_retrieve(self, name: str, record_id: str) -> dict[str, Any]:
        """One record by id, or by durable id. Raises NOT_FOUND."""
        sobject = self._tooling_sobject(name)
        key = "DurableId" if sobject.name in DURABLE else "Id"
        columns = ", ".join(field.name for field in sobject.fields.values() if field.name != _KEY)
        wanted = soql.Comparison(soql.Path((key,)), "=", soql.Literal(record_id, "string"))
        query = replace(soql.parse(f"SELECT {columns} FROM {sobject.name}"), where=wanted)
        try:
            found = self._tooling_answer(query, f"{self.version}/tooling").records
        except SalesforceError as fault:
            raise not_found() from fault
        if not found:
            raise not_found()
        return found[0]

    def virtual(self) -> Mapping[str, Answer]:
        """The definitions are sObjects of the data API, too."""

        def answer(query: soql.Query, _context: soql.CompileContext) -> soql.QueryResult:
            return self._tooling_answer(query, self.version)

        return {**super().virtual(), **{name.lower(): answer for name in DEFINITIONS}}

    def _tooling_sobject(self, name: str) -> SObject:
        found = tooling_schema(self.org.schema).get(name)
        if found is None or found not in [*_own(tooling_schema(self.org.schema))]:
            raise not_found()
        return found

    def _tooling_answer(self, query: soql.Query, version: str) -> soql.QueryResult:
        schema = tooling_schema(self.org.schema)
        asked = schema.get(str(query.sources[0].path))
        if asked is not None:
            _check_filter(asked, query)
        names = DEFINITIONS if asked and asked.name in DEFINITIONS else (asked.name,) if asked else ()
        rows = {name: ROWS[name](self) for name in names if name in ROWS}
        result = answer_in_memory(schema.complete(), rows, query, self.compile_context(), version)
        _check_one_full_name(query, result)
        durable = {row["Id"]: row["DurableId"] for name in names if name in DURABLE for row in rows[name]}
        return replace(result, records=[_named(record, durable) for record in result.records])


def tooling_schema(of_org: Schema) -> Schema:
    """The sObjects of the Tooling API, and User, to whom their audit fields point."""
    shared = (_queryable(of_org[name]) for name in DEFINITIONS)
    return Schema([*map(_queryable, load_tooling()), *shared, of_org["User"]])


def _own(schema: Schema) -> Iterator[SObject]:
    return (sobject for sobject in schema if sobject.name != "User")


def _queryable(sobject: SObject) -> SObject:
    """With relationships by lookups only: EntityDefinitionId is text, a hidden lookup beside it leads to the entity."""
    texts = [replace(f, relationship_name=None) for f in sobject.fields.values() if not f.reference_to]
    if "entitydefinitionid" in sobject.fields and sobject.name in DURABLE:
        texts.append(
            new_field(
                _KEY,
                "reference",
                "Entity Definition",
                reference_to=("EntityDefinition",),
                relationship_name="EntityDefinition",
                child_relationship_name="Fields" if sobject.name == "FieldDefinition" else "Particles",
            )
        )
    return replace(sobject.with_fields(*texts), virtual=False)


def _check_filter(sobject: SObject, query: soql.Query) -> None:
    needed = REIFIED.get(sobject.name)
    if needed and not any(_names_rows(part, needed) for part in _conjuncts(query.where)):
        named = ",".join(needed)
        message = f"{sobject.name}: a filter on a reified column is required [{named}]"
        raise SalesforceError("MALFORMED_QUERY", message)


def _conjuncts(where: soql.Condition | None) -> Iterator[soql.Comparison]:
    if isinstance(where, soql.Comparison):
        yield where
    elif isinstance(where, soql.And):
        for part in where.conditions:
            yield from _conjuncts(part)


def _names_rows(part: soql.Comparison, needed: tuple[str, ...]) -> bool:
    name = str(part.left).lower()
    entity = name.startswith("entitydefinition.") and name.endswith((".qualifiedapiname", ".durableid"))
    return part.operator in ("=", "IN") and (entity or name in {each.lower() for each in needed})


def _check_one_full_name(query: soql.Query, result: soql.QueryResult) -> None:
    if any(str(selected.what).lower() == "fullname" for selected in query.select):
        check_one(result)


def _named(value: Any, durable: Mapping[str, str]) -> Any:
    """A record with durable ids in its URLs."""
    if isinstance(value, list):
        return [_named(each, durable) for each in value]
    if not isinstance(value, dict):
        return value
    told = {key: _named(each, durable) for key, each in value.items()}
    url = str(told.get("url", ""))
    place, _, record_id = url.rpartition("/")
    if record_id in durable:
        told["url"] = f"{place}/{durable[record_id]}"
    if told.get("Id") in durable:
        told["Id"] = EMPTY_ID
    return told
