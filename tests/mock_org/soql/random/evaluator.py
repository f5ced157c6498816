"""What a statement has to answer, worked out naively over lists of dicts. It shares nothing with the compiler."""

from dataclasses import dataclass

from mock_org.soql import And, Comparison, FunctionCall, Not, Or, Path, Query
from mock_org.soql.ast import TypeOf
from tests.mock_org.soql.random.values import NUMBERS, TEXT, RefusedError, UnknownError, holds
from tests.mock_org.soql.random.world import CHILDREN, FIELDS, PARENTS, STAGES, Reader, World

AGGREGATES = {"COUNT", "COUNT_DISTINCT", "SUM", "AVG", "MIN", "MAX"}
DATE_PARTS = {"CALENDAR_YEAR": (0, 4), "CALENDAR_MONTH": (5, 7), "DAY_IN_MONTH": (8, 10)}


@dataclass(frozen=True)
class Answer:
    """size: totalSize. records: without attributes. ordered: whether their order is known."""

    size: int
    records: list
    ordered: bool = True


class Evaluator:
    """The statements of one reader."""

    def __init__(self, world: World, reader: Reader) -> None:
        self.world, self.reader = world, reader

    def answer(self, query: Query) -> Answer:
        """Raises RefusedError or UnknownError."""
        self._only_known(query)
        name = self._sobject(query)
        of = _Frame(self, name, query.sources[0].alias)
        kept = of.rows(query.where)
        first = query.select[0].what
        if (
            len(query.select) == 1
            and isinstance(first, FunctionCall)
            and first.name.upper() == "COUNT"
            and (not first.arguments)
        ):
            return Answer(len(_page(kept, query)), [])
        if query.group_by or any(_is_aggregate(selected.what) for selected in query.select):
            return self._grouped(query, of, kept)
        kept = _page(of.sorted(kept, query.order_by), query)
        records = [of.record(query.select, row) for row in kept]
        of.record(query.select, None)  # a field that is not there is refused even when there are no rows
        return Answer(len(records), records)

    def _grouped(self, query, of, rows):
        keys = query.group_by.expressions if query.group_by else ()
        if query.limit and not keys:
            raise RefusedError
        groups: dict = {}
        for row in rows:
            values = tuple(of.value(key, row)[0] for key in keys)
            folded = tuple(value.casefold() if isinstance(value, str) else value for value in values)
            groups.setdefault(folded, []).append(row)
        for key in keys:
            of.value(key, None)
        listed = list(groups.values()) if keys else [rows]
        if query.having:
            listed = [group for group in listed if of.holds(query.having, group)]
        records = [self._group_record(query, of, group) for group in listed]
        self._group_record(query, of, [])
        return Answer(len(_page(records, query)), records, ordered=False)

    def _group_record(self, query, of, group):
        record, unnamed = {}, 0
        for selected in query.select:
            what = selected.what
            if isinstance(what, FunctionCall):
                name = selected.alias or f"expr{unnamed}"
                unnamed += selected.alias is None
            else:
                name = selected.alias or of.canonical(what)
            record[name] = of.group_value(what, group)[0]
        return record

    def _sobject(self, query):
        path = query.sources[0].path
        known = {name.lower(): name for name in FIELDS}
        if len(query.sources) > 1 or str(path).lower() not in known:
            raise UnknownError
        name = known[str(path).lower()]
        if name in self.reader.hidden_objects:
            raise RefusedError
        return name

    def _only_known(self, query):
        grouped = query.group_by is not None and query.group_by.kind
        if query.scope or query.extras or grouped or any(isinstance(s.what, TypeOf) for s in query.select):
            raise UnknownError

    def present(self, name):
        """The rows of an sObject that are there and that the reader sees."""
        shown = self.reader.shown.get(name)
        return [
            row for row in self.world.rows[name] if not row.get("IsDeleted") and (shown is None or row["Id"] in shown)
        ]


class _Frame:
    """One FROM."""

    def __init__(self, of: Evaluator, name: str, alias: str | None = None) -> None:
        self.of, self.name = of, name
        self.names = {name.lower(), (alias or name).lower()}

    def rows(self, where):
        if where is not None:
            self.holds(where, None)
        kept = [row for row in self.of.present(self.name) if where is None or self.holds(where, row)]
        return sorted(kept, key=lambda row: row["Id"])

    def sorted(self, rows, order_by):
        for item in order_by:
            self.value(item.expression, None)
        for item in reversed(order_by):
            keyed = [(self._sort_key(item.expression, row), row) for row in rows]
            nulls = [row for key, row in keyed if key is None]
            others = sorted((each for each in keyed if each[0] is not None), key=lambda each: each[0],
                            reverse=item.descending)  # fmt: skip
            full = [row for _, row in others]
            rows = full + nulls if item.nulls_last else nulls + full
        return rows

    def _sort_key(self, expression, row):
        value, kind = self.value(expression, row)
        if kind == "boolean":
            return bool(value)
        if kind == "picklist" and value is not None and isinstance(expression, Path):
            return STAGES.index(value) if value in STAGES else len(STAGES)
        return value.casefold() if kind in TEXT and value is not None else value

    def holds(self, condition, row):
        """Whether a row (or a group of them) meets a condition; every part is looked at, so that faults are found."""
        if isinstance(condition, Not):
            return not self.holds(condition.condition, row)
        if isinstance(condition, And | Or):
            parts = [self.holds(part, row) for part in condition.conditions]
            return all(parts) if isinstance(condition, And) else any(parts)
        assert isinstance(condition, Comparison)
        value, kind = (
            self.group_value(condition.left, row) if isinstance(row, list) else self.value(condition.left, row)
        )
        if isinstance(condition.value, Query):
            return (value in self._subselect(condition.value)) == (condition.operator == "IN")
        return holds(condition.operator, value, kind, condition.value)

    def _subselect(self, query):
        self.of._only_known(query)
        inner = _Frame(self.of, self.of._sobject(query), query.sources[0].alias)
        values = {inner.value(query.select[0].what, row)[0] for row in inner.rows(query.where)}
        inner.value(query.select[0].what, None)
        return values - {None}

    def value(self, expression, row):
        """A row's value and its type; of no row, only whether there is such a field."""
        if isinstance(expression, FunctionCall):
            part = DATE_PARTS.get(expression.name.upper())
            if part is None or len(expression.arguments) != 1 or not isinstance(expression.arguments[0], Path):
                raise UnknownError
            value, _kind = self.value(expression.arguments[0], row)
            return (None if value is None else int(value[part[0] : part[1]])), "int"
        parts = expression.parts
        if len(parts) > 1 and parts[0].lower() in self.names:
            parts = parts[1:]
        return self._walk(self.name, parts, row)

    def canonical(self, path):
        parts = path.parts[1:] if len(path.parts) > 1 and path.parts[0].lower() in self.names else path.parts
        name = self.name
        for part in parts[:-1]:
            name = _relation(name, part)[2][0]
        return _field(name, parts[-1])

    def _walk(self, name, parts, row):
        if len(parts) == 1:
            field = _field(name, parts[0])
            if (name, field) in self.of.reader.hidden_fields:
                raise RefusedError
            return (None if row is None else row.get(field)), FIELDS[name][field]
        _, via, targets = _relation(name, parts[0])
        open_ones = [target for target in targets if target not in self.of.reader.hidden_objects]
        if not open_ones:
            raise RefusedError
        found = ("", None)
        for target in open_ones:
            parent = None if row is None else self._row(target, row.get(via))
            value, kind = self._walk(target, parts[1:], parent)
            found = (target, kind) if not found[0] or parent else found
            if parent:
                return value, kind
        return None, found[1]

    def _row(self, name, record_id):
        return next((row for row in self.of.present(name) if row["Id"] == record_id), None)

    def group_value(self, expression, group):
        """The value of a group: of an aggregate function, or of what the group has in common."""
        name = expression.name.upper() if isinstance(expression, FunctionCall) else ""
        if name not in AGGREGATES:
            return self.value(expression, group[0] if group else None)
        if not expression.arguments or not isinstance(expression.arguments[0], Path):
            raise UnknownError
        found = [self.value(expression.arguments[0], row) for row in [*group, None]]
        kind = found[-1][1]
        values = [value for value, _ in found[:-1] if value is not None]
        if name == "COUNT":
            return len(values), "int"
        if kind in TEXT | {"boolean", "id", "reference"} and name != "COUNT_DISTINCT":
            raise UnknownError
        if name == "COUNT_DISTINCT":
            return len({v.casefold() if kind in TEXT else v for v in values}), "int"
        if name in ("SUM", "AVG") and kind not in NUMBERS:
            raise RefusedError
        if not values:
            return None, kind
        if name == "AVG":
            return sum(values) / len(values), "double"
        return {"SUM": sum, "MIN": min, "MAX": max}[name](values), kind

    def record(self, select, row):
        """The answer's record, without attributes."""
        record: dict = {}
        for selected in select:
            what = selected.what
            if isinstance(what, Query):
                name, value = self._children(what, row)
                record[name] = value
            elif isinstance(what, Path):
                self._put(record, what, row)
            else:
                raise UnknownError
        return record

    def _put(self, record, path, row):
        parts = path.parts[1:] if len(path.parts) > 1 and path.parts[0].lower() in self.names else path.parts
        value, kind = self._walk(self.name, parts, row)
        name = self.name
        for index, part in enumerate(parts[:-1]):
            relation, _via, targets = _relation(name, part)
            name = targets[0]
            there = row is not None and self._walk(self.name, (*parts[: index + 1], "Id"), row)[0] is not None
            if not there:
                record[relation] = None
                return
            record = record.setdefault(relation, {})
        record[_field(name, parts[-1])] = bool(value) if kind == "boolean" else value

    def _children(self, query, row):
        wanted = query.sources[0].path.parts[-1].lower()
        found = next((key for key in CHILDREN if key[0] == self.name and key[1].lower() == wanted), None)
        if found is None or len(query.sources) > 1 or query.group_by or query.having or query.offset:
            raise UnknownError
        self.of._only_known(query)
        child, via = CHILDREN[found]
        if child in self.of.reader.hidden_objects:
            raise RefusedError
        frame = _Frame(self.of, child, query.sources[0].alias)
        frame.names.add(wanted)
        rows = [each for each in frame.rows(query.where) if row is not None and each.get(via) == row["Id"]]
        rows = _page(frame.sorted(rows, query.order_by), query)
        frame.record(query.select, None)
        records = [frame.record(query.select, each) for each in rows]
        return found[1], {"totalSize": len(records), "records": records} if records else None


def _is_aggregate(what):
    return isinstance(what, FunctionCall) and what.name.upper() in AGGREGATES


def _field(name, field):
    found = next((each for each in FIELDS[name] if each.lower() == field.lower()), None)
    if found is None:
        raise UnknownError(field)
    return found


def _relation(name, relation):
    for (owner, known), (via, targets) in PARENTS.items():
        if owner == name and known.lower() == relation.lower():
            return known, via, targets
    raise UnknownError(relation)


def _page(rows, query):
    start = query.offset.value if query.offset else 0
    return rows[start : start + query.limit.value] if query.limit else rows[start:]
