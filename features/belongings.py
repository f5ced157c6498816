"""Whose a record is, and what it says that nobody else could have told."""

from typing import Any

from factories import OrgClient, Record, Refused
from features.scene import Scene

# A value of these tells of the record; a picklist, a number or a day may stand anywhere.
TELLING = {"string", "textarea", "email", "phone", "url", "encryptedstring"}
SHORTEST = 4


def telling_values(org: OrgClient, record: Record) -> dict[str, str]:
    """Label → text of the fields that give a record away where they are read, as the administrator sees them."""
    values = org.get(record.sobject, record.Id)
    fields: list[dict[str, Any]] = org.describe(record.sobject)["fields"]
    texts = {str(field["label"]): str(values.get(field["name"]) or "") for field in fields if field["type"] in TELLING}
    return {label: text for label, text in texts.items() if len(text) >= SHORTEST}


def owner_of(scene: Scene, record: Record) -> str:
    """Who owns a record, in the scenario's words, and of which company; what is known of it where nobody does."""
    try:
        owner_id = str(scene.org.get(record.sobject, record.Id).get("OwnerId") or "")
    except Refused:
        return "nobody that the scenario knows"
    for person in scene.people.values():
        if person.user is not None and person.user.Id == owner_id:
            return f"{person.name} of {person.company}" if person.company else f"{person.name}, of the vendor"
    return f"the user {owner_id}" if owner_id else "nobody that the scenario knows"
