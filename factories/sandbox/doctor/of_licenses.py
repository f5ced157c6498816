"""Are there seats for the users that scenarios make?"""

from factories.record import Record
from factories.sandbox.doctor.finding import NotLookedAt, Said, failed, fine, warning
from factories.sandbox.doctor.patient import Patient
from factories.soql import text_literal

PARTNERS, COLLEAGUES = 6, 3
"""How many users one scenario makes at most; their seats are free again when they are deactivated."""
INTERNAL = "SFDC"
COMPANY = "Setup > Company Information > User Licenses"


def partner_seats(patient: Patient) -> Said:
    """Each active partner user takes a seat of the profile's licence (Object Reference, UserLicense)."""
    return _seats(patient, patient.profile.UserLicense["LicenseDefinitionKey"], PARTNERS)


def internal_seats(patient: Patient) -> Said:
    """Channel managers and other colleagues are users of the Salesforce licence."""
    said = _seats(patient, INTERNAL, COLLEAGUES)
    return warning(said.says, said.advice) if said.state == "failed" else said


def _seats(patient: Patient, key: str, needed: int) -> Said:
    licence = _licence(patient, key)
    free = int(licence.TotalLicenses or 0) - int(licence.UsedLicenses or 0)
    says = f'{free} of {licence.TotalLicenses} seats of "{licence.Name}" are free'
    if licence.Status != "Active":
        return failed(f'the licence "{licence.Name}" is {licence.Status}', f"{COMPANY}.")
    if free < needed:
        return failed(
            f"{says}; a scenario takes up to {needed}",
            f"{COMPANY}; deactivate users who are left over: mock-org cleanup, or Setup > Users.",
        )
    return fine(says)


def _licence(patient: Patient, key: str) -> Record:
    rows = patient.org.query(
        "SELECT Name, Status, TotalLicenses, UsedLicenses FROM UserLicense "
        f"WHERE LicenseDefinitionKey = {text_literal(key)}"
    )
    if not rows:
        raise NotLookedAt(f"the org tells nothing of the licence {key}")
    return rows[0]
