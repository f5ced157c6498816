"""From object and field files to describes: the org's own with the project's laid over them."""

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from mock_org.metadata.findings import Findings
from mock_org.metadata.parts import FieldPart, ObjectPart, Project
from mock_org.metadata.sharing_defaults import organization_wide_defaults
from mock_org.metadata.world import World
from mock_org.schema import Field, SObject, custom_key_prefix, custom_object, custom_share, new_field
from mock_org.schema.custom import auto_number_name, text_name

SUFFIX = "__c"
# Custom fields and defaults of Activity are those of both (Metadata API, CustomObject: "Activity"). Confidence A.
ACTIVITIES = MappingProxyType({"Task": "WhatId", "Event": "WhatId"})
# What any record can have: the lookup that names it (Object Reference; confidence A).
FILES = MappingProxyType(
    {
        "Attachment": "ParentId",
        "Note": "ParentId",
        "ContentDocumentLink": "LinkedEntityId",
        "ContentVersion": "FirstPublishLocationId",
    }
)
BOTH = "activity"


def check(project: Project, world: World, findings: Findings) -> None:
    """Build every describe that the project makes or changes, in `world`."""
    _drop_unknown_objects(project, world, findings)
    fields = _fields_by_object(project, world, findings)
    for part in project.objects.values():
        for name in _names(part.name):
            known = world.schema.get(name)
            own = fields.pop(name.lower(), [])
            if known is None or known.custom:
                _change_custom(part, known, own, project, world, findings)
            else:
                _change_standard(part, known, own, world, findings)
    for name, own in fields.items():
        world.change(world.schema[name].with_fields(*own))


def _names(name: str) -> tuple[str, ...]:
    return tuple(ACTIVITIES) if name.lower() == BOTH else (name,)


def _drop_unknown_objects(project: Project, world: World, findings: Findings) -> None:
    """A standard object that the mock has not is no object here; a custom one that nobody declares is a fault."""
    for key, part in list(project.objects.items()):
        if not key.endswith(SUFFIX) and key != BOTH and part.name not in world.schema:
            findings.note(part.place, f"{part.name} is not an object of the mock; nothing of it is there")
            project.skipped_objects.add(key)
            del project.objects[key]


def _fields_by_object(project: Project, world: World, findings: Findings) -> dict[str, list[Field]]:
    found: dict[str, list[Field]] = {}
    for key, part in list(project.fields.items()):
        field = _field(part, project, world, findings) if _has_object(part, project, world, findings) else None
        if field is None:
            project.skipped_fields.add(key)
            del project.fields[key]
            continue
        for name in _names(part.sobject):
            found.setdefault(name.lower(), []).append(field)
    return found


def _has_object(part: FieldPart, project: Project, world: World, findings: Findings) -> bool:
    key = part.sobject.lower()
    if key in project.objects or key == BOTH or part.sobject in world.schema:
        return True
    if key.endswith(SUFFIX) and key not in project.skipped_objects:
        advice = f"{part.sobject} is not declared; add objects/{part.sobject}/{part.sobject}.object-meta.xml"
        findings.refuse(part.place, advice)
    else:
        findings.note(part.place, f"{part.sobject} is not an object of the mock; the field is not there")
    return False


def _field(part: FieldPart, project: Project, world: World, findings: Findings) -> Field | None:
    attributes = dict(part.attributes)
    if part.value_set is not None:
        found = project.value_sets.get(part.value_set.lower())
        attributes["picklist"] = found.entries if found else ()
        if found is None:
            attributes["restricted_picklist"] = False
            findings.note(
                part.place.at("valueSet/valueSetName"), f"{part.value_set} is not in the project; any value is taken"
            )
    for target in attributes.get("reference_to", ()):
        if target not in world.schema and target.lower() not in project.objects:
            findings.note(part.place.at("referenceTo"), f"{target} is no object of this org; the field is not there")
            return None
    if attributes.get("reference_to"):
        attributes["relationship_name"] = part.name.removesuffix(SUFFIX) + "__r"
        attributes["child_relationship_name"] = f"{part.relationship}__r" if part.relationship else None
    return new_field(part.name, part.kind, part.label, **attributes)


def _change_standard(
    part: ObjectPart, known: SObject, fields: Iterable[Field], world: World, findings: Findings
) -> None:
    internal, external = organization_wide_defaults(part, known, (), findings)
    world.change(replace(known.with_fields(*fields), sharing_model=internal, external_sharing_model=external))


def _change_custom(
    part: ObjectPart,
    known: SObject | None,
    fields: Iterable[Field],
    project: Project,
    world: World,
    findings: Findings,
) -> None:
    kept = [f for f in known.fields.values() if f.custom] if known else []
    own = {f.name.lower(): f for f in [*kept, *fields]}
    internal, external = organization_wide_defaults(part, known, own.values(), findings)
    label = part.label or (known.label if known else part.name)
    made = custom_object(
        known.name if known else part.name,
        label,
        part.plural_label or (known.label_plural if known else label),
        known.key_prefix
        if known and known.key_prefix
        else custom_key_prefix(s.key_prefix for s in world.schema.complete()),
        name_field=_name_field(part, known, label),
        fields=own.values(),
        record_types=any(key[0] == part.name.lower() for key in project.record_types),
        activities=bool(part.activities),
        sharing_model=internal or "Private",
        external_sharing_model=external or "Private",
    )
    made = replace(made, searchable=part.searchable is not False)
    world.change(made)
    if internal != "ControlledByParent":
        world.change(custom_share(made, _reasons(world, made)))
    for name, lookup in (FILES | (ACTIVITIES if part.activities else {})).items():
        _point_to(made, world, name, lookup)


def _reasons(world: World, sobject: SObject) -> list[tuple[str, str]]:
    """The Apex sharing reasons that the object has from an earlier deploy."""
    known = next((each for each in world.schema if each.share_of == sobject.name), None)
    causes = known.fields["rowcause"].picklist if known else ()
    return [(entry.value, entry.label) for entry in causes if entry.value.endswith(SUFFIX)]


def _name_field(part: ObjectPart, known: SObject | None, label: str) -> Field | None:
    if part.name_type is None:
        return known.name_field if known else None
    name_label = part.name_label or f"{label} Name"
    if part.name_type != "AutoNumber":
        return text_name(name_label)
    return replace(auto_number_name(name_label, part.name_format or "{0}"), starting_number=part.name_start)


def _point_to(sobject: SObject, world: World, name: str, lookup: str) -> None:
    """Tasks and events may be about it (Metadata API, CustomObject.enableActivities), and files belong to it."""
    pointing = world.schema.get(name)
    field = pointing.field(lookup) if pointing else None
    if pointing and field and sobject.name not in field.reference_to:
        world.change(pointing.with_fields(replace(field, reference_to=(*field.reference_to, sobject.name))))
