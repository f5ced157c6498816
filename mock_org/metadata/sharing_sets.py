"""SharingSet: sharingSets/S.sharingSet-meta.xml: what external users reach through their own account or contact."""

from mock_org.metadata.findings import Findings
from mock_org.metadata.licenses import user_type
from mock_org.metadata.node import Node
from mock_org.metadata.parts import Project
from mock_org.metadata.profile_names import profile_name
from mock_org.metadata.sharing_parts import MappingPart, SetPart
from mock_org.metadata.source import SourceFile
from mock_org.metadata.world import World
from mock_org.schema import SObject
from mock_org.security import SetMapping, SharingSet

ROOT = "SharingSet"
LEVELS = frozenset({"Read", "Edit"})
# Salesforce help, "Sharing Sets": which objects; custom objects as well, and never Lead. Confidence A.
OBJECTS = frozenset(
    {"account", "campaign", "case", "contact", "opportunity", "order", "servicecontract", "user", "workorder"}
)
RELATED_ACCOUNT = "contact.relatedaccount"
# Licences whose users have no account, or are not named among those that can use sharing sets (Metadata API,
# SharingSet; confidence A, of External Identity C).
WITHOUT_SETS = ("Standard", "Guest")
NO_SETS = "external identity"


def read(file: SourceFile, root: Node, project: Project) -> None:
    """A sharing set file."""
    mappings = []
    for node in root.nodes("accessMappings", "object"):
        access = node.choice("accessLevel", LEVELS)
        if access is None and not node.has("accessLevel"):
            node.findings.refuse(node.place.at("accessLevel"), "is missing; Read or Edit is right")
        fields = [node.required(tag) for tag in ("object", "objectField", "userField")]
        node.finish(strict=True)
        if access and all(fields):
            mappings.append(MappingPart(node.place, fields[0], fields[1], fields[2], access))
    part = SetPart(root.place, file.full_name, root.texts("profiles"), tuple(mappings))
    project.sets[file.full_name.lower()] = part
    root.known({"fullName", "name", "description"})
    root.finish(strict=True)


def check(project: Project, world: World, findings: Findings) -> tuple[SharingSet, ...]:
    """The sets; what they name exists."""
    sets, seen = [], set[tuple[str, str]]()
    for part in project.sets.values():
        profiles = tuple(name for name in part.profiles if _has_profile(name, part, project, world, findings))
        mappings = [m for one in part.mappings if (m := _mapping(one, project, world, findings))]
        for profile in profiles:
            _check_once(profile, part, seen, findings)
        sets.append(SharingSet(part.name, tuple(map(profile_name, profiles)), tuple(mappings)))
    return tuple(sets)


def _check_once(profile: str, part: SetPart, seen: set[tuple[str, str]], findings: Findings) -> None:
    for one in part.mappings:
        key = (profile.lower(), one.sobject.lower())
        if key in seen:
            findings.refuse(one.place, f"{profile} reaches {one.sobject} by a sharing set already; one is right")
        seen.add(key)


def _has_profile(name: str, part: SetPart, project: Project, world: World, findings: Findings) -> bool:
    place = part.place.at(f"profiles[{name}]")
    if name.lower() in project.skipped_profiles:
        findings.note(place, "this profile is not read; the set gives it nothing")
        return False
    if name.lower() not in project.profiles and not world.has_record("Profile", Name=profile_name(name)):
        findings.refuse(place, "is no profile of the project or the org")
        return False
    license_name = _license(name, project, world)
    if license_name and (user_type(license_name) in WITHOUT_SETS or license_name.lower() == NO_SETS):
        findings.refuse(
            place, f"has the licence {license_name}; sharing sets are for Partner and Customer Community users"
        )
        return False
    return True


def _license(profile: str, project: Project, world: World) -> str | None:
    part = project.profiles.get(profile.lower())
    if part is not None and part.license:
        return part.license
    found = world.records.find("Profile", Name=profile_name(profile))
    license_id = found[0].get("UserLicenseId") if found else None
    licenses = world.records.find("UserLicense", Id=license_id) if license_id else []
    return str(licenses[0]["Name"]) if licenses else None


def _mapping(part: MappingPart, project: Project, world: World, findings: Findings) -> SetMapping | None:
    sobject, key = world.schema.get(part.sobject), part.sobject.lower()
    if key not in OBJECTS and not key.endswith("__c"):
        right = (
            "Account, Campaign, Case, Contact, Opportunity, Order, ServiceContract, User, WorkOrder or a custom object"
        )
        findings.refuse(part.place.at("object"), f"{part.sobject} cannot be in a sharing set; {right} can")
        return None
    if sobject is None:
        missing = key in OBJECTS or key in project.skipped_objects
        (findings.note if missing else findings.refuse)(
            part.place.at("object"), f"{part.sobject} is no object of this org"
        )
        return None
    reached, owned = _target(sobject, part.object_field, world), _user_target(part.user_field, world)
    if reached is None:
        findings.refuse(
            part.place.at("objectField"), f"{part.object_field} is no lookup of {sobject.name} to Account or Contact"
        )
    elif owned is None:
        right = "Account, Contact, Account.X, Contact.X, Contact.RelatedAccount, Manager.Account or Manager.Contact"
        findings.refuse(
            part.place.at("userField"), f"{part.user_field} leads to no account or contact; right is {right}"
        )
    elif reached != owned:
        findings.refuse(
            part.place.at("objectField"), f"leads to {reached}, but userField leads to {owned}; both must be one"
        )
    else:
        access = "Edit" if part.access == "Edit" else "Read"
        return SetMapping(sobject.name, part.object_field, part.user_field, access)  # type: ignore[arg-type]
    return None


def _target(sobject: SObject, path: str, world: World) -> str | None:
    """The object that a path of lookups ends at: "Partner_Account__c", "AccountId", "Contact.Account", "Id"."""
    if path.lower() == "id":
        return sobject.name
    if path.count(".") > 1:
        return None
    here: SObject | None = sobject
    for step in path.split("."):
        field = here and (here.field(step) or here.relationship(step) or here.field(step + "Id"))
        if not field or len(field.reference_to) != 1:
            return None
        here = world.schema.get(field.reference_to[0])
    return here.name if here and here.name in ("Account", "Contact", "User") else None


def _user_target(path: str, world: World) -> str | None:
    first, _, rest = path.partition(".")
    if first.lower() == "manager":
        return rest.capitalize() if rest.lower() in ("account", "contact") else None
    if path.lower() == RELATED_ACCOUNT:
        return "Account"
    if first.lower() not in ("account", "contact"):
        return None
    start = world.schema.get(first)
    return start.name if start and not rest else _target(start, rest, world) if start else None
