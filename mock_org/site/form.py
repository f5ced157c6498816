"""The form of a record: a new one, or an existing one to edit."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import redirect, request
from flask.typing import ResponseReturnValue

from mock_org.errors import SalesforceError
from mock_org.schema import to_18
from mock_org.site.choices import RecordType, record_types
from mock_org.site.entry import Entry, entered, initial_texts
from mock_org.site.field_inputs import drawn
from mock_org.site.layout import Describe, inputs, label
from mock_org.site.menu import Tab
from mock_org.site.page import Page
from mock_org.site.reading import Record, find, may_edit, record_name
from mock_org.site.rendering import invalid_page, page, refused_page
from mock_org.site.toast import leave_toast, shown_once, toast_of_last
from mock_org.site.visit import Visit
from mock_org.web.guard import is_forged

NO_EDIT = "You do not have the level of access necessary to perform the operation you requested."
EXPIRED = "Your session has expired. Reload the page and try again."


def new(visit: Visit, action: str) -> ResponseReturnValue:
    """The form of the action New<Object>."""
    tab = visit.tab(action.removeprefix("New")) or visit.tab(f"{action.removeprefix('New')}__c")
    if tab is None or not action.startswith("New") or not visit.objects[tab.sobject]["createable"]:
        return invalid_page(visit)
    describe = visit.session.describe(tab.sobject)
    kinds = record_types(describe)
    asked = to_18(request.args.get("recordTypeId", ""))
    kind = next((each for each in kinds if each.id == asked), None)
    if kind is None and (asked or len(kinds) > 1):
        return _choose_kind(visit, tab, kinds, status=200 if request.method == "GET" else 400)
    return _Form(visit, tab, describe, kind, None).answer()


def edit(visit: Visit, record_id: str, object_slug: str) -> ResponseReturnValue:
    """The form of an existing record."""
    tab = visit.tab_of(record_id)
    if tab is None or object_slug != tab.slug:
        return invalid_page(visit)
    describe = visit.session.describe(tab.sobject)
    kind = [field for field in describe["fields"] if field["name"] == "RecordTypeId"]
    found = find(visit, describe, [*inputs(describe, new=False), *kind], record_id)
    if found is None:
        return invalid_page(visit)
    if not may_edit(visit, describe, found["Id"]):
        return refused_page(visit, NO_EDIT, 403)
    return _Form(visit, tab, describe, None, found).answer()


def _choose_kind(visit: Visit, tab: Tab, kinds: Sequence[RecordType], status: int) -> ResponseReturnValue:
    """The step before a new record where the user may choose among record types."""
    first = next((each.id for each in kinds if each.default), kinds[0].id if kinds else "")
    return page(visit, "record_type", status, tab=tab, current=tab.sobject, kinds=kinds, chosen=first)


class _Form:
    """One request for a form: shown, saved, or shown again with what is wrong."""

    def __init__(
        self, visit: Visit, tab: Tab, describe: Describe, kind: RecordType | None, record: Record | None
    ) -> None:
        self.visit = visit
        self.tab = tab
        self.kind = kind
        self.record = record
        self.describe = describe
        self.fields = inputs(describe, new=record is None)
        self.before = initial_texts(visit, self.fields, record)

    def answer(self) -> ResponseReturnValue:
        if request.method == "GET":
            return self._page(Entry(self.before))
        if is_forged(request):
            return self._page(Entry(self.before), [EXPIRED], 403)
        entry = entered(self.visit, self.fields, request.form, self.before, new=self.record is None)
        if entry.errors:
            return self._page(entry, self._review(entry.errors), 400)
        try:
            record_id = self._save(entry.values)
        except SalesforceError as refusal:
            return self._refused(entry, refusal)
        return self._saved(record_id)

    def _save(self, values: Mapping[str, Any]) -> str:
        if self.record is None:
            kind = {"RecordTypeId": self.kind.id} if self.kind else {}
            return self.visit.session.insert(self.tab.sobject, {**values, **kind})
        if values:
            self.visit.session.update(self.tab.sobject, self.record["Id"], values)
        return str(self.record["Id"])

    def _saved(self, record_id: str) -> ResponseReturnValue:
        """On to the record, or to another new one, with the toast that tells of it."""
        again = self.record is None and "SaveAndNew" in request.form
        path = request.full_path.removesuffix("?") if again else self.visit.site.url(f"/s/detail/{record_id}")
        response = redirect(path, 303)
        leave_toast(response, request, "saved" if self.record else "created", record_id)
        return response

    def _refused(self, entry: Entry, refusal: SalesforceError) -> ResponseReturnValue:
        """The org's refusal beside the fields that it names, else at the head of the form."""
        at_fault = {field["name"] for field in self.fields} & set(refusal.fields or ())
        entry.errors = dict.fromkeys(sorted(at_fault), refusal.message)
        return self._page(entry, [refusal.message], 400)

    def _review(self, errors: Mapping[str, str]) -> list[str]:
        labels = [label(self.describe, field) for field in self.fields if field["name"] in errors]
        return ["Review the following fields: " + ", ".join(labels)]

    def _page(self, entry: Entry, errors: Sequence[str] = (), status: int = 200) -> ResponseReturnValue:
        heading = f"New {self.tab.label}" + (f": {self.kind.name}" if self.kind else "")
        response = page(
            self.visit,
            "form",
            status,
            tab=self.tab,
            current=self.tab.sobject,
            heading=heading if self.record is None else None,
            name=record_name(self.describe, self.record) if self.record else "",
            back=self.tab.list_path if self.record is None else f"/s/detail/{self.record['Id']}",
            inputs=drawn(self.visit, self.describe, self.fields, entry, self._record_type_id()),
            errors=errors,
            another=self.record is None and not self.visit.site.lwr,
            toast=toast_of_last(self.visit, request) if request.method == "GET" else None,
        )
        return shown_once(request, response)

    def _record_type_id(self) -> str | None:
        if self.record is not None:
            return self.record.get("RecordTypeId")
        return self.kind.id if self.kind else None


PAGES = (
    Page("/s/createrecord/<action>", new, ("GET", "POST")),
    Page("/s/<object_slug>/<record_id>/edit", edit, ("GET", "POST")),
)
