"""SetupAuditTrail: who changed what in Setup, and who logged in as whom."""

from mock_org.dml.values import format_datetime
from mock_org.org import Org

SECTION = "Manage Users"  # of everything that is about log-ins and passwords (seen in trails; confidence B)


def note(org: Org, user_id: str, action: str, display: str, *, delegate: str | None = None) -> None:
    """Add a row.

    action, display: as seen in real trails (confidence B). delegate: the username of who acted as this user
    (Object Reference, SetupAuditTrail.DelegateUser; confidence A).
    """
    records = org.system_session(user_id).records()
    row = {
        "Action": action,
        "Section": SECTION,
        "Display": display,
        "DelegateUser": delegate,
        "CreatedById": user_id,
        "CreatedDate": format_datetime(org.clock.now()),
    }
    records.load("SetupAuditTrail", [row])
