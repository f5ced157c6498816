"""Which entries about access a project declares, and in which file: rules, sets, defaults and permissions."""

from collections.abc import Iterator

from mock_org.metadata.licenses import user_type
from mock_org.metadata.parts import PermissionPart, Project
from mock_org.metadata.world import World
from mock_org.security.declared import Declared


def declared(project: Project, world: World) -> tuple[Declared, ...]:
    """Every entry, in the order of the files' kinds. What the org does not know is left out."""
    return tuple(
        each for make in (_rules, _sets, _restrictions, _defaults, _permissions) for each in make(project, world)
    )


def _rules(project: Project, world: World) -> Iterator[Declared]:
    for part in project.rules.values():
        if found := world.schema.get(part.sobject):
            yield Declared("sharing rule", f"{found.name}.{part.name}", part.place.file)


def _sets(project: Project, world: World) -> Iterator[Declared]:
    for part in project.sets.values():
        for mapping in part.mappings:
            if found := world.schema.get(mapping.sobject):
                yield Declared("sharing set", f"{part.name}.{found.name}", part.place.file)


def _restrictions(project: Project, world: World) -> Iterator[Declared]:
    for part in project.restrictions.values():
        if found := world.schema.get(part.sobject):
            yield Declared("restriction rule", f"{found.name}.{part.name}", part.place.file)


def _defaults(project: Project, world: World) -> Iterator[Declared]:
    for part in project.objects.values():
        found = world.schema.get(part.name)
        if found and found.sharing_model and (found.custom or part.sharing_model or part.external_sharing_model):
            yield Declared("default", found.name, part.place.file)


def _permissions(project: Project, world: World) -> Iterator[Declared]:
    for part in project.profiles.values():
        yield from _held(part, part.label, True, world)
        yield from _closed(part, project, world)
    for part in project.permission_sets.values():
        yield from _held(part, part.name, False, world)


def _held(part: PermissionPart, holder: str, of_profile: bool, world: World) -> Iterator[Declared]:
    file, external = part.place.file, _is_external(part)
    for entry in part.objects.values():
        name = world.schema[entry.sobject].name
        yield Declared("object permission", name, file, holder, of_profile, external)
    for listed in part.fields.values():
        if found := world.schema.get(listed.sobject):
            name = f"{found.name}.{found.fields[listed.field.lower()].name}"
            yield Declared("field permission", name, file, holder, of_profile, external)


def _closed(part: PermissionPart, project: Project, world: World) -> Iterator[Declared]:
    """Custom fields of the project that the profile closes by not listing them, on objects that it opens."""
    for entry in part.objects.values():
        sobject = world.schema[entry.sobject]
        for key in project.fields:
            field = sobject.fields.get(key[1]) if key[0] == sobject.name.lower() else None
            if field and field.permissionable and ".".join(key) not in part.fields:
                name, file = f"{sobject.name}.{field.name}", part.place.file
                yield Declared("field permission", name, file, part.label, True, _is_external(part), listed=False)


def _is_external(part: PermissionPart) -> bool:
    return user_type(part.license or "") != "Standard"
