"""The device flow: a device gets two codes, its user types one of them elsewhere, the device asks with the other."""

import secrets
from dataclasses import replace
from datetime import timedelta

from mock_org.auth.apps import ConnectedApp
from mock_org.auth.oauth_error import OAuthError
from mock_org.auth.scopes import granted
from mock_org.org import Org
from mock_org.org.oauth import Device, Grantee

# Salesforce help, "OAuth 2.0 Device Flow": 8 characters, 10 minutes, 5 seconds; the texts of errors: confidence D.
LIFE = timedelta(minutes=10)
INTERVAL = 5
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def ask(org: Org, app: ConnectedApp, scope: str | None) -> tuple[str, Device]:
    """Begin: the device code, and the device with its user code.

    Raises OAuthError invalid_scope.
    """
    scopes = granted(app.scopes, scope)
    org.oauth.devices = {code: device for code, device in org.oauth.devices.items() if not _is_over(org, device)}
    code, user_code = secrets.token_urlsafe(32), "".join(secrets.choice(_LETTERS) for _ in range(8))
    org.oauth.devices[code] = Device(app.client_id, scopes, user_code, org.clock.now())
    return code, org.oauth.devices[code]


def poll(org: Org, app: ConnectedApp, code: str) -> Grantee:
    """Who has approved the device.

    Raises OAuthError: authorization_pending, slow_down, access_denied, invalid_grant.
    """
    device = org.oauth.devices.get(code)
    if device is None or device.client_id != app.client_id:
        raise OAuthError("invalid_grant", "invalid device code")
    if _is_over(org, device):
        raise OAuthError("invalid_grant", "expired device code")
    if device.denied:
        del org.oauth.devices[code]
        raise OAuthError("access_denied", "end-user denied authorization")
    if device.grantee is not None:
        return device.grantee
    now, last = org.clock.now(), device.polled
    org.oauth.devices[code] = replace(device, polled=now)
    if last is not None and now - last < timedelta(seconds=INTERVAL):
        raise OAuthError("slow_down", "polling too frequently")
    raise OAuthError("authorization_pending", "authorization pending")


def waiting(org: Org, user_code: str) -> str | None:
    """The device code of the device that shows this user code, in any case and with any separator."""
    typed = "".join(c for c in user_code.upper() if c.isalnum())
    for code, device in org.oauth.devices.items():
        if secrets.compare_digest(device.user_code.encode(), typed.encode()) and _is_open(org, device):
            return code
    return None


def answer(org: Org, code: str, user_id: str | None, network_id: str | None = None) -> None:
    """What the user said: yes, as this user, or no (None)."""
    device = org.oauth.devices[code]
    grantee = Grantee(user_id, device.client_id, device.scopes, network_id) if user_id else None
    org.oauth.devices[code] = replace(device, grantee=grantee, denied=grantee is None)


def _is_open(org: Org, device: Device) -> bool:
    return device.grantee is None and not device.denied and not _is_over(org, device)


def _is_over(org: Org, device: Device) -> bool:
    return org.clock.now() >= device.created + LIFE
