"""Duplicate rules with exact matching: who is like the record that is saved, and what is done about it.

Salesforce help, "Duplicate Rules" and "Matching Rules"; the shape of the refusal is recorded. Confidence A/B.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mock_org.dml.access import may_read_record
from mock_org.dml.context import SaveContext
from mock_org.dml.rows import Rows
from mock_org.errors import SalesforceError
from mock_org.schema import SObject
from mock_org.security import readable
from mock_org.security.model import DuplicateRule, MatchingRule

Row = Mapping[str, Any]
_CODE = "DUPLICATES_DETECTED"
# Answers of API 50.0 and 51.0 are recorded with the misspelt key; from when on it is right is not known (D).
_LAST_MISSPELT = 51.0


class DuplicatesDetected(SalesforceError):
    """A record that is like others. result: what there is to tell of them; extra: the same as REST tells it."""

    def __init__(self, result: Mapping[str, Any], version: float) -> None:
        super().__init__(_CODE, str(result["errorMessage"]))
        self.result = result
        self.extra = {"duplicateResut" if version <= _LAST_MISSPELT else "duplicateResult": result}


def check_duplicates(ctx: SaveContext, sobject: SObject, new: Row, old: Row | None) -> None:
    """Refuse a record that a duplicate rule finds to be one already there.

    A rule that only alerts lets the save pass with `allowSave` (Sforce-Duplicate-Rule-Header).
    Raises DuplicatesDetected.
    """
    if ctx.system:
        return
    for rule in ctx.security.sharing.duplicate_rules:
        if rule.sobject.lower() == sobject.name.lower():
            _check_rule(ctx, sobject, rule, new, old)


def _check_rule(ctx: SaveContext, sobject: SObject, rule: DuplicateRule, new: Row, old: Row | None) -> None:
    stops = rule.on_insert if old is None else rule.on_update
    if stops == "pass" or (stops == "alert" and ctx.allow_save):
        return
    results = []
    for matching in rule.matching:
        if old is None or any(new.get(name) != old.get(name) for name in _own_fields(matching, sobject)):
            found = _matches(ctx, rule, matching, new, new.get("Id"))
            if found:
                results.append(_match_result(ctx, matching, found))
    if results:
        raise DuplicatesDetected(_result(rule, stops == "alert", results), ctx.api_version)


def _own_fields(matching: MatchingRule, sobject: SObject) -> list[str]:
    fields = (sobject.field(matching.source(item.field)) for item in matching.items)
    return [field.name for field in fields if field]


def _matches(ctx: SaveContext, rule: DuplicateRule, matching: MatchingRule, new: Row, own_id: str | None) -> list[Row]:
    target = ctx.schema.get(matching.sobject)
    source = ctx.schema.get(rule.sobject)
    if target is None or source is None:
        return []
    rows = Rows(ctx.database, target)
    sets: list[dict[str, Row]] = []
    for item in matching.items:
        mine, theirs = source.field(matching.source(item.field)), target.field(item.field)
        value = new.get(mine.name) if mine else None
        if theirs is None or (value is None and not item.match_blanks):
            sets.append({})
        else:
            sets.append({row["Id"]: row for row in rows.find(**{theirs.name: value}) if row["Id"] != own_id})
    every = {record_id: row for found in sets for record_id, row in found.items()}
    ids = _evaluate(matching.logic, [frozenset(found) for found in sets])
    seen = sorted(record_id for record_id in ids if _is_seen(ctx, rule, target, record_id))
    return [every[record_id] for record_id in seen]


def _is_seen(ctx: SaveContext, rule: DuplicateRule, target: SObject, record_id: str) -> bool:
    """BypassSharingRules finds what the user does not see, unless the call wants to run as the user."""
    if not rule.enforce_sharing and not ctx.run_as_current_user:
        return True
    return may_read_record(ctx, target, record_id)


def _evaluate(logic: Sequence[str], sets: Sequence[frozenset[str]]) -> frozenset[str]:
    """Which ids a filter like 1 AND (2 OR 3) finds; its tokens stand in reverse Polish order."""
    join: Mapping[str, Callable[[frozenset[str], frozenset[str]], frozenset[str]]] = {
        "AND": frozenset.intersection,
        "OR": frozenset.union,
    }
    stack: list[frozenset[str]] = []
    for token in logic:
        if token in join:
            right, left = stack.pop(), stack.pop()
            stack.append(join[token](left, right))
        else:
            stack.append(sets[int(token) - 1])
    return stack[0]


def _result(rule: DuplicateRule, allow_save: bool, results: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "allowSave": allow_save,
        "duplicateRule": rule.name,
        "duplicateRuleEntityType": rule.sobject,
        "errorMessage": rule.message,
        "matchResults": results,
    }


def _match_result(ctx: SaveContext, matching: MatchingRule, found: list[Row]) -> dict[str, Any]:
    return {
        "entityType": matching.sobject,
        "errors": [],
        "matchEngine": "ExactMatchEngine",
        "matchRecords": [_match_record(ctx, matching, row) for row in found],
        "rule": matching.name,
        "size": len(found),
        "success": True,
    }


def _match_record(ctx: SaveContext, matching: MatchingRule, row: Row) -> dict[str, Any]:
    """One match; its fields only where the call asks for details and the user may read them."""
    target = ctx.schema[matching.sobject]
    url = f"/services/data/v{ctx.api_version:.1f}/sobjects/{target.name}/{row['Id']}"
    record: dict[str, Any] = {"attributes": {"type": target.name, "url": url}, "Id": row["Id"]}
    if ctx.include_record_details and may_read_record(ctx, target, row["Id"]):
        fields = [target.name_field, *(target.field(item.field) for item in matching.items)]
        record |= {f.name: row.get(f.name) for f in fields if f and readable(ctx.user, target, f)}
    return {"additionalInformation": [], "fieldDiffs": [], "matchConfidence": 100.0, "record": record}
