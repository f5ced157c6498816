"""The verb of a Session that tells each object's defaults, rules and sets, as Setup lists them."""

from collections.abc import Iterator
from dataclasses import dataclass

from mock_org.org.view import View
from mock_org.schema import SObject
from mock_org.security import SharingRule
from mock_org.security.sharing.owd import LEVEL_OF_MODEL
from mock_org.security.sharing.restriction_rules import told
from mock_org.security.sharing.rules import told_rule

# The words of Setup for what is no level (Salesforce help, "Organization-Wide Sharing Defaults").
CLOSED = {
    "Private": "Private",
    "ControlledByParent": "Controlled by Parent",
    "ControlledByLeadOrContact": "Controlled by Lead or Contact",
    "ControlledByCampaign": "Controlled by Campaign",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule or set: its name, what it says, the level that it gives."""

    name: str
    says: str
    access: str


@dataclass(frozen=True, slots=True)
class ObjectSharing:
    """What the configuration says about sharing of one object."""

    name: str
    label: str
    internal: str
    external: str
    rules: tuple[Entry, ...]
    sets: tuple[Entry, ...]
    restrictions: tuple[Entry, ...]

    @property
    def entries(self) -> int:
        """How many rules and sets there are."""
        return len(self.rules) + len(self.sets) + len(self.restrictions)


class SharingOverview(View):
    """Defaults, rules and sets."""

    def sharing_overview(self) -> list[ObjectSharing]:
        """Of every object whose records are shared; those with rules or sets first."""
        shared = (each for each in self.org.schema if each.sharing_model is not None and not each.share_of)
        found = [self._of(sobject) for sobject in shared]
        return sorted(found, key=lambda each: (each.entries == 0, each.label))

    def _of(self, sobject: SObject) -> ObjectSharing:
        model = self.org.security.sharing
        return ObjectSharing(
            sobject.name,
            sobject.label,
            _default(sobject.sharing_model),
            _default(sobject.external_sharing_model or sobject.sharing_model),
            tuple(self._rule(rule) for rule in model.rules_of(sobject.name)),
            tuple(self._sets(sobject)),
            tuple(self._restrictions(sobject)),
        )

    def _rule(self, rule: SharingRule) -> Entry:
        return Entry(rule.label, f"{told_rule(rule, self.org.security)} to {rule.shared_to}", rule.access)

    def _sets(self, sobject: SObject) -> Iterator[Entry]:
        for each in self.org.security.sharing.sets:
            for mapping in each.mappings:
                if mapping.object.lower() == sobject.name.lower():
                    whose = f"{sobject.label_plural.lower()} whose {mapping.object_field} is the user's"
                    says = f"{whose} {mapping.user_field}, to {', '.join(each.profiles)}"
                    yield Entry(each.name, says, mapping.access)

    def _restrictions(self, sobject: SObject) -> Iterator[Entry]:
        plural = sobject.label_plural.lower()
        for each in self.org.security.sharing.restrictions_of(sobject.name, "Restrict"):
            says = f"leaves users whose {told(each.users)} only {plural} whose {told(each.records)}"
            yield Entry(each.label, says, "Restrict")


def _default(model: str | None) -> str:
    found = LEVEL_OF_MODEL.get(model or "")
    return found[1] if found else CLOSED.get(model or "", model or "")
