"""Ways in, for tests: the pages of the starter org's portal, SOAP, OAuth; what LoginHistory and mails tell of it."""

import re
from typing import Any

from tests.mock_org.site.portal import PASSWORD, Visitor

ENVELOPE = (
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:p="urn:partner.soap.sforce.com">'
    "<e:Body><p:login><p:username>{}</p:username><p:password>{}</p:password></p:login></e:Body></e:Envelope>"
)


def give_password(world: Any, user_id: str, password: str = PASSWORD) -> None:
    answer = world.admin.call("POST", f"/sobjects/User/{user_id}/password", json={"NewPassword": password})
    assert answer.status_code == 204, answer.json


def at_portal(world: Any, username: str, password: str = PASSWORD, browser: Visitor | None = None) -> Visitor | None:
    """A log-in at the portal; None if it was refused."""
    visitor = browser or Visitor(world.app.test_client())
    answer = visitor.log_in(username, password)
    return visitor if answer.status_code == 302 else None


def by_oauth(world: Any, username: str, password: str = PASSWORD, prefix: str = "/partners") -> Any:
    app = world.built.connected_app
    form = {
        "grant_type": "password",
        "client_id": app.client_id,
        "client_secret": app.client_secret,
        "username": username,
        "password": password,
    }
    return world.app.test_client().post(f"{prefix}/services/oauth2/token", data=form)


def by_soap(world: Any, username: str, password: str = PASSWORD) -> Any:
    return world.app.test_client().post(
        "/services/Soap/u/62.0",
        data=ENVELOPE.format(username, password),
        headers={"Content-Type": "text/xml", "SOAPAction": "login"},
    )


def statuses(world: Any, user_id: str) -> list[str]:
    """LoginHistory.Status of a user's attempts, oldest first."""
    rows = world.admin.query(f"SELECT Status FROM LoginHistory WHERE UserId = '{user_id}' ORDER BY LoginTime, Id")
    return [row["Status"] for row in rows]


def configure(world: Any, **settings: Any) -> None:
    answer = world.app.test_client().patch("/_mock/settings", json=settings)
    assert answer.status_code == 200, answer.json


def last_mail(world: Any, to: str) -> dict[str, Any]:
    mail: dict[str, Any] = world.org.mails(to)[-1]
    return mail


def path_in(mail: dict[str, Any]) -> str:
    """The path of the link in a mail."""
    found = re.search(r"http://127\.0\.0\.1(/\S*)", mail["text"])
    assert found, mail["text"]
    return found[1]
