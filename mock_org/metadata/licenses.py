"""Licences that profiles and permission sets name: those of the org, and the user type that each means."""

from dataclasses import replace

from mock_org.metadata.findings import Findings
from mock_org.metadata.parts import PermissionPart
from mock_org.metadata.world import World
from mock_org.security.licenses import License, catalogue, license_named
from mock_org.security.licensing import NEVER_EXTERNAL

_GUEST = "guest license"  # as some orgs call Guest User License
# Licences of users that the mock never has; what names one of them is left out, which opens nothing.
WITHOUT_USERS = frozenset(
    {
        "analytics cloud integration user", "b2bma integration user", "chatter external", "chatter free",
        "company communities", "cross org data proxy", "einstein agent", "guest license", "guest user license",
        "identity", "salesforce integration", "work.com only",
    }
)  # fmt: skip
_NEVER_EXTERNAL = frozenset(name.lower() for name in NEVER_EXTERNAL)


def kind_of(license_name: str | None) -> License:
    """What the catalogue says of a licence, in whatever case; one that it does not know is of internal users."""
    wanted = (license_name or "").lower()
    name = next((name for name in catalogue() if name.lower() == wanted), None)
    return license_named(name, "Guest" if wanted == _GUEST else None)


def user_type(license_name: str) -> str:
    """The UserType of users with that licence."""
    return kind_of(license_name).user_type


def has_license(part: PermissionPart, tag: str, world: World, findings: Findings) -> bool:
    """Whether the part can be loaded as far as its licence goes.

    A licence that nobody knows is refused: it decides who is an external user.
    """
    name = part.license or ""
    _check_external(part, findings)
    if world.has_record("UserLicense", Name=name):
        return True
    if name.lower() in WITHOUT_USERS:
        findings.note(part.place.at(tag), f"{name}: the mock has no users of this licence; the file is left out")
        return False
    found = sorted(str(record["Name"]) for record in world.records.find("UserLicense"))
    findings.refuse(part.place.at(tag), f"is {name!r}; the org has {', '.join(found)}")
    return False


def within_license(part: PermissionPart, findings: Findings) -> PermissionPart:
    """The part without permissions that no user of its licence can have: they are reported."""
    kind = kind_of(part.license)
    objects, closed = kind.closed_objects, {name.lower() for name in kind.closed_permissions}
    places = [entry.place for key, entry in part.objects.items() if key in objects and any(entry.flags.values())]
    on = [name for key, (name, enabled) in part.permissions.items() if enabled and key in closed]
    for place in (*places, *(part.place.at(f"userPermissions[{name}]") for name in on)):
        findings.note(place, f"users of {part.license} cannot have it; the permission gives nothing")
    return replace(
        part,
        objects={key: entry for key, entry in part.objects.items() if key not in objects},
        permissions={key: entry for key, entry in part.permissions.items() if key not in closed},
    )


def _check_external(part: PermissionPart, findings: Findings) -> None:
    if user_type(part.license or "") == "Standard":
        return
    for key, (name, enabled) in part.permissions.items():
        if enabled and key in _NEVER_EXTERNAL:
            advice = f"users of {part.license} cannot have it; leave it out"
            findings.refuse(part.place.at(f"userPermissions[{name}]"), advice)
    if user_type(part.license or "") == "Guest":
        _check_guest(part, findings)


def _check_guest(part: PermissionPart, findings: Findings) -> None:
    """Guests read and create at most (Salesforce release notes Summer '20 and Winter '21, "Guest User Object
    Permissions"; confidence B).
    """
    for entry in part.objects.values():
        for flag, given in entry.flags.items():
            if given and flag not in ("PermissionsRead", "PermissionsCreate"):
                findings.refuse(entry.place, f"{flag.removeprefix('Permissions')}: guest users read and create at most")
