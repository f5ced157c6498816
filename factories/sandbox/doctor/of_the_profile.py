"""Does the profile let partner users log in, by browser and by API?"""

from factories.sandbox.discovery import STANDARD_PROFILES, NotFound, the_profile
from factories.sandbox.doctor.finding import Said, failed, fine, warning
from factories.sandbox.doctor.patient import Patient

PROFILES = "Setup > Profiles"


def clone(patient: Patient) -> Said:
    """Users of the standard profile cannot log in (release note, Spring '21; confidence A)."""
    try:
        profile = the_profile(patient.profiles, patient.members, patient.settings.profile)
    except NotFound as fault:
        return failed(str(fault), f"{PROFILES} > Partner Community User > Clone.")
    if profile.Name in STANDARD_PROFILES or patient.permissions_of(profile.Id).IsCustom is False:
        return failed(
            f'"{profile.Name}" is a standard profile, whose users cannot log in',
            f"{PROFILES} > {profile.Name} > Clone, and name the clone by MOCK_ORG_SANDBOX_PROFILE.",
        )
    return fine(f'partner users get the profile "{profile.Name}" of the licence "{profile.UserLicense["Name"]}"')


def api_user_only(patient: Patient) -> Said:
    """API Only User keeps everybody of the profile out of the portal."""
    if patient.permissions.PermissionsApiUserOnly:
        return failed(
            f'"{patient.profile.Name}" has API Only User: nobody of it gets into the portal',
            f"{PROFILES} > {patient.profile.Name} > Edit > Administrative Permissions > API Only User: off.",
        )
    return fine("API Only User is off")


def api_enabled(patient: Patient) -> Said:
    """Scenarios by API act as partner users."""
    if patient.permissions.PermissionsApiEnabled:
        return fine("API Enabled is on")
    return failed(
        f'"{patient.profile.Name}" has not got API Enabled: scenarios by API cannot act as partner users',
        f"{PROFILES} > {patient.profile.Name} > Edit > Administrative Permissions > API Enabled; or run by browser "
        "only: --driver browser.",
    )


def ip_ranges(patient: Patient) -> Said:
    """Login IP Ranges of a profile keep everybody else out."""
    ranges = patient.profile_metadata.get("loginIpRanges") or []
    if not ranges:
        return fine("the profile has no Login IP Ranges")
    told = ", ".join(f"{each.get('startAddress')} to {each.get('endAddress')}" for each in ranges)
    return warning(
        f"the profile lets partner users log in from {told} only",
        f"{PROFILES} > {patient.profile.Name} > Login IP Ranges: add the address of the machine that runs scenarios.",
    )


def login_hours(patient: Patient) -> Said:
    """Login Hours of a profile keep everybody out at other times."""
    if patient.profile_metadata.get("loginHours"):
        return warning(
            "the profile has Login Hours",
            f"{PROFILES} > {patient.profile.Name} > Login Hours: clear them, or run within them.",
        )
    return fine("the profile has no Login Hours")
