"""The verbs of a Session that tell about a statement instead of answering it."""

from typing import Any

from mock_org import soql
from mock_org.errors import SalesforceError
from mock_org.org.query_columns import columns_of
from mock_org.org.query_plans import plans_of
from mock_org.org.view import View
from mock_org.schema import Field, to_18
from mock_org.soql import Path

# Reports and list views can be explained in Salesforce; here only statements are.
_NOT_EXPLAINED = {"00B": "a list view", "00O": "a report"}
# "Changing the Batch Size in Queries" (SOAP API Developer Guide): 200 with two custom long text fields (confidence B);
# recorded: 1,000 with one long text field.
_LONG_TEXT = 255


class Explaining(View):
    """Plans, columns, and how many rows of an answer go on a page."""

    def query_plans(self, text: str, *, all_rows: bool = False) -> list[dict[str, Any]]:
        """How the statement would be run, the cheapest way first.

        Raises NOT_IMPLEMENTED for the id of a report or list view, and whatever the statement itself raises.
        """
        kind = _NOT_EXPLAINED.get(text.strip()[:3]) if to_18(text.strip()) else None
        if kind is not None:
            raise SalesforceError("NOT_IMPLEMENTED", f"Mock Org does not explain {kind} (?explain={text.strip()})")
        query = soql.parse(text)
        self._check(query, all_rows)
        return plans_of(self, query, all_rows=all_rows)

    def query_columns(self, text: str, *, all_rows: bool = False) -> dict[str, Any]:
        """What the columns of the answer are. Raises whatever the statement itself raises."""
        query = soql.parse(text)
        self._check(query, all_rows)
        return columns_of(self, query)

    def page_size(self, text: str, wanted: int) -> int:
        """How many rows of the statement's answer go on a page: fewer where long texts are selected."""
        query = soql.parse(text)
        sobject = self.org.schema.get(str(query.sources[0].path))
        paths = [selected.what for selected in query.select if isinstance(selected.what, Path)]
        fields = [sobject.field(path.parts[-1]) for path in paths if len(path.parts) == 1] if sobject else []
        long = [field for field in fields if field is not None and _is_long(field)]
        if sum(field.custom for field in long) > 1:
            return min(wanted, 200)
        return min(wanted, 1000) if long else wanted

    def _check(self, query: soql.Query, all_rows: bool) -> None:
        soql.compile_query(query, self.compile_context(all_rows=all_rows))


def _is_long(field: Field) -> bool:
    return field.type == "textarea" and field.length > _LONG_TEXT
