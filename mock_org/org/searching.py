"""The verbs of a Session that look for words."""

from collections.abc import Sequence
from dataclasses import replace

from mock_org import sosl
from mock_org.errors import SalesforceError
from mock_org.org.view import View
from mock_org.schema import SObject
from mock_org.soql import Literal, Query

# Searched first of all where no order is asked for; the org does not count who looks at what.
_FIRST = ("Account", "Contact", "Opportunity", "Lead", "Case", "Campaign", "Task", "Event", "User")


class Searching(View):
    """SOSL, search with parameters, suggestions."""

    def search(self, text: str) -> sosl.Found:
        """Answer a SOSL statement with the rows and fields that the user may see."""
        return self.find_words(sosl.parse(text))

    def find_words(self, search: sosl.Search) -> sosl.Found:
        """The same for a search that was never text."""
        found = sosl.run(search, self.compile_context(), self.org.database, self.version)
        if self.witness:
            for record in found.records:
                name, ids = record["attributes"]["type"], [record["attributes"]["url"].rpartition("/")[2]]
                self.witness.asked(self.user, "read", self.org.schema[name], ids)
        return found

    def searchable(self) -> list[SObject]:
        """The sObjects that the user may search, those first that most look for."""
        scope = self.compile_context().scope
        places = {name: place for place, name in enumerate(_FIRST)}
        found = sosl.searchable(self.org.schema, scope)
        return sorted(found, key=lambda sobject: places.get(sobject.name, len(places)))

    def suggest(self, text: str, names: Sequence[str], fields: Sequence[str], where: str, limit: int) -> sosl.Found:
        """Records whose name holds the words; the last one may be the beginning of a word.

        names: of the sObjects; fields: to be answered beside id and name. Raises SalesforceError for unknown ones.
        """
        term = sosl.term_of(f"{text.rstrip()}*")
        queries = [self._suggestion(name, fields, where, limit) for name in names]
        return self.find_words(sosl.Search(term or sosl.All(()), sosl.TITLE, tuple(queries), limit))

    def _suggestion(self, name: str, fields: Sequence[str], where: str, limit: int) -> Query:
        sobject = self.org.schema.get(name)
        title = sobject.name_field if sobject else None
        if sobject is None or title is None:
            message = f"sObject type '{name}' is not supported."
            raise SalesforceError("INVALID_TYPE", message)
        wanted = dict.fromkeys(("Id", title.name, *fields))
        query = sosl.query_of(sobject.name, list(wanted), where=where)
        return replace(query, limit=Literal(limit, "number"))
