"""Can partners get to the portal?"""

from factories.sandbox.discovery import NotFound, the_site
from factories.sandbox.doctor.finding import Said, failed, fine
from factories.sandbox.doctor.patient import Patient
from factories.soql import text_literal

MEMBERS = "Setup > Digital Experiences > All Sites > Workspaces > Administration > Members"
ADDED = frozenset({"Added", "AddCalculated"})


def site_live(patient: Patient) -> Said:
    """Only a published site lets members in (Object Reference, Network.Status)."""
    try:
        site = the_site(patient.sites, patient.settings.site)
    except NotFound as fault:
        return failed(str(fault), "Setup > Digital Experiences > All Sites > Workspaces > Administration > Settings.")
    if not site.live:
        return failed(
            f'the site "{site.name}" is {site.status}',
            "Setup > Digital Experiences > All Sites > Workspaces > Administration > Settings > Activate.",
        )
    return fine(f'the site "{site.name}" is live at {site.url}')


def member(patient: Patient) -> Said:
    """A partner user gets in when the profile, or a permission set of the user's, is a member."""
    profile, site = patient.profile, patient.site
    rows = patient.org.query(
        f"SELECT AssignmentStatus FROM NetworkMemberGroup WHERE NetworkId = {text_literal(site.id)} "
        f"AND ParentId = {text_literal(profile.Id)}"
    )
    statuses = {str(row.AssignmentStatus).replace(" ", "") for row in rows}
    if statuses & ADDED:
        return fine(f'the profile "{profile.Name}" is a member of "{site.name}"')
    if statuses:
        return failed(
            f'the profile "{profile.Name}" is no member yet: {", ".join(sorted(statuses))}',
            f"Members are added in the background: wait, or look at {MEMBERS}.",
        )
    return failed(f'the profile "{profile.Name}" is no member of "{site.name}"', f"{MEMBERS} > Select Profiles.")
