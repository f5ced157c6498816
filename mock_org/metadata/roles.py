"""Role: roles/R.role-meta.xml, the internal hierarchy. Portal roles are data."""

from types import MappingProxyType

from mock_org.metadata.findings import Findings
from mock_org.metadata.node import Node
from mock_org.metadata.parts import Project, RolePart
from mock_org.metadata.records import save, written_for
from mock_org.metadata.source import SourceFile
from mock_org.metadata.target import SetupRecords
from mock_org.metadata.world import World

ROOT = "Role"
LEVELS = frozenset({"None", "Read", "Edit"})
# What Salesforce takes when a role file does not say: the narrowest.
UNSAID = "None"


def read(file: SourceFile, root: Node, project: Project) -> None:
    """A role file; its name is the role's DeveloperName."""
    values = {
        "Name": root.required("name"),
        "RollupDescription": root.maybe("description"),
        "CaseAccessForAccountOwner": root.choice("caseAccessLevel", LEVELS) or UNSAID,
        "ContactAccessForAccountOwner": root.choice("contactAccessLevel", LEVELS) or UNSAID,
        "OpportunityAccessForAccountOwner": root.choice("opportunityAccessLevel", LEVELS) or UNSAID,
        "MayForecastManagerShare": root.flag("mayForecastManagerShare"),
    }
    part = RolePart(root.place, file.full_name, root.maybe("parentRole") or None, MappingProxyType(values))
    project.roles[file.full_name.lower()] = part
    root.known({"fullName"})
    root.finish()


def check(project: Project, world: World, findings: Findings) -> None:
    """Every parent is there, and no role stands above itself."""
    for part in project.roles.values():
        if part.parent and not role_exists(part.parent, project, world):
            advice = f"{part.parent} is no role; add roles/{part.parent}.role-meta.xml or leave parentRole out"
            findings.refuse(part.place.at("parentRole"), advice)
        elif _is_above_itself(part, project, world):
            findings.refuse(
                part.place.at("parentRole"), f"{part.parent} stands below {part.name}; a role cannot be above itself"
            )


def role_exists(name: str, project: Project, world: World) -> bool:
    """Whether a role of that DeveloperName is in the project or in the org."""
    return name.lower() in project.roles or world.has_record("UserRole", DeveloperName=name)


def _is_above_itself(part: RolePart, project: Project, world: World) -> bool:
    seen, parent = set[str](), part.parent
    while parent and parent.lower() not in seen:
        if parent.lower() == part.name.lower():
            return True
        seen.add(parent.lower())
        above = project.roles.get(parent.lower())
        parent = above.parent if above else _parent_in_org(parent, world)
    return False


def _parent_in_org(name: str, world: World) -> str | None:
    """The role above one that only the org has."""
    ids = [role.get("ParentRoleId") for role in world.records.find("UserRole", DeveloperName=name)]
    above = world.records.find("UserRole", Id=ids[0]) if ids and ids[0] else []
    return above[0]["DeveloperName"] if above else None


def write(project: Project, world: World, records: SetupRecords) -> None:
    """Create or change the roles, parents first."""
    written: dict[str, str] = {}
    for part in project.roles.values():
        _write(part, project, records, written)


def _write(part: RolePart, project: Project, records: SetupRecords, written: dict[str, str]) -> str:
    key = part.name.lower()
    if key not in written:
        above = project.roles.get((part.parent or "").lower())
        if above:
            parent_id: str | None = _write(above, project, records, written)
        else:
            found = records.find("UserRole", DeveloperName=part.parent) if part.parent else []
            parent_id = found[0]["Id"] if found else None
        values = dict(part.values) | {"ParentRoleId": parent_id}
        with written_for(part.place):
            written[key] = save(records, "UserRole", {"DeveloperName": part.name}, values)
    return written[key]
