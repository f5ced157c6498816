"""The form of a record: a new one, or an existing one to edit."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import redirect, request
from flask.typing import ResponseReturnValue

from mock_org.errors import SalesforceError
from mock_org.site.entry import Entry, entered, initial_texts, input_name
from mock_org.site.layout import Describe, FieldDescribe, inputs, is_required, label
from mock_org.site.menu import Tab
from mock_org.site.page import Page
from mock_org.site.reading import Record, find, may_edit, record_name, suggestions
from mock_org.site.rendering import invalid_page, page, refused_page
from mock_org.site.toast import leave_toast
from mock_org.site.visit import Visit
from mock_org.web.guard import is_forged

NO_EDIT = "You do not have the level of access necessary to perform the operation you requested."
EXPIRED = "Your session has expired. Reload the page and try again."


def new(visit: Visit, action: str) -> ResponseReturnValue:
    """The form of the action New<Object>."""
    tab = visit.tab(action.removeprefix("New")) or visit.tab(f"{action.removeprefix('New')}__c")
    if tab is None or not action.startswith("New") or not visit.objects[tab.sobject]["createable"]:
        return invalid_page(visit)
    return _Form(visit, tab).answer()


def edit(visit: Visit, record_id: str, object_slug: str) -> ResponseReturnValue:
    """The form of an existing record."""
    tab = visit.tab_of(record_id)
    if tab is None or object_slug != tab.slug:
        return invalid_page(visit)
    describe = visit.session.describe(tab.sobject)
    found = find(visit, describe, inputs(describe, new=False), record_id)
    if found is None:
        return invalid_page(visit)
    if not may_edit(visit, describe, found["Id"]):
        return refused_page(visit, NO_EDIT, 403)
    return _Form(visit, tab, found).answer()


class _Form:
    """One request for a form: shown, saved, or shown again with what is wrong."""

    def __init__(self, visit: Visit, tab: Tab, record: Record | None = None) -> None:
        self.visit = visit
        self.tab = tab
        self.record = record
        self.describe: Describe = visit.session.describe(tab.sobject)
        self.fields = inputs(self.describe, new=record is None)
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
        response = redirect(self.visit.site.url(f"/s/detail/{record_id}"), 303)
        leave_toast(response, request, "saved" if self.record else "created", record_id)
        return response

    def _save(self, values: Mapping[str, Any]) -> str:
        if self.record is None:
            return self.visit.session.insert(self.tab.sobject, values)
        if values:
            self.visit.session.update(self.tab.sobject, self.record["Id"], values)
        return str(self.record["Id"])

    def _refused(self, entry: Entry, refusal: SalesforceError) -> ResponseReturnValue:
        """The org's refusal beside the fields that it names, else at the head of the form."""
        at_fault = {field["name"] for field in self.fields} & set(refusal.fields or ())
        entry.errors = dict.fromkeys(sorted(at_fault), refusal.message)
        return self._page(entry, [refusal.message], 400)

    def _review(self, errors: Mapping[str, str]) -> list[str]:
        labels = [label(self.describe, field) for field in self.fields if field["name"] in errors]
        return ["Review the following fields: " + ", ".join(labels)]

    def _page(self, entry: Entry, errors: Sequence[str] = (), status: int = 200) -> ResponseReturnValue:
        return page(
            self.visit,
            "form",
            status,
            tab=self.tab,
            current=self.tab.sobject,
            heading=f"New {self.tab.label}" if self.record is None else None,
            name=record_name(self.describe, self.record) if self.record else "",
            back=self.tab.list_path if self.record is None else f"/s/detail/{self.record['Id']}",
            inputs=[self._input(field, entry) for field in self.fields],
            errors=errors,
        )

    def _input(self, field: FieldDescribe, entry: Entry) -> dict[str, Any]:
        text = entry.texts[field["name"]]
        return {
            "name": input_name(field),
            "label": label(self.describe, field),
            "kind": _KINDS.get(field["type"], "text"),
            "text": text,
            "chosen": text.split(";") if field["type"] == "multipicklist" else [text],
            "options": [o for o in field["picklistValues"] if o["active"] or o["value"] in text.split(";")],
            "suggestions": suggestions(self.visit, field) if field["type"] == "reference" else (),
            "search": self._search(field) if field["type"] == "reference" else "",
            "required": is_required(field),
            "length": field["length"] or None,
            "help": _HELP.get(field["type"], field.get("inlineHelpText") or ""),
            "error": entry.errors.get(field["name"], ""),
        }

    def _search(self, field: FieldDescribe) -> str:
        plurals = [entry["labelPlural"] for name in field["referenceTo"] if (entry := self.visit.objects.get(name))]
        return f"Search {plurals[0]}..." if len(plurals) == 1 else "Search..."


_KINDS = {
    "textarea": "textarea",
    "picklist": "picklist",
    "multipicklist": "multipicklist",
    "boolean": "checkbox",
    "reference": "lookup",
    "email": "email",
    "phone": "tel",
    "url": "url",
}
_HELP = {"date": "Format: 12/31/2026", "datetime": "Format: 12/31/2026, 9:00 AM"}

PAGES = (
    Page("/s/createrecord/<action>", new, ("GET", "POST")),
    Page("/s/<object_slug>/<record_id>/edit", edit, ("GET", "POST")),
)
