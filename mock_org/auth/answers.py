"""The answer of the token endpoint and of the user-agent flow: keys as recorded."""

import base64
import hashlib
import hmac

from mock_org.auth.grants import Issued
from mock_org.auth.networks import site_url
from mock_org.auth.signing import id_token
from mock_org.auth.tokens import organization_id
from mock_org.org import Org


def token_answer(org: Org, issued: Issued, base_url: str) -> dict[str, str]:
    """What a client gets to know of its new tokens.

    signature: of identity URL and issued_at by the app's secret; clients check it.
    """
    token = issued.token
    identity = f"{identity_base(org, base_url)}/{token.user_id}"
    issued_at = str(int(token.created.timestamp() * 1000))
    signed = hmac.new(issued.app.client_secret.encode(), (identity + issued_at).encode(), hashlib.sha256).digest()
    answer = {"access_token": token.session_id}
    if issued.refresh_token:
        answer["refresh_token"] = issued.refresh_token
    answer |= site_answer(org, token.network_id, base_url)
    answer["signature"] = base64.b64encode(signed).decode()
    if issued.tells_scope:
        answer |= {"scope": " ".join(issued.scopes), "token_format": issued.app.token_format}
    if "openid" in issued.scopes:
        answer["id_token"] = id_token(org, token, identity, base_url, issued.nonce)
    return answer | {
        "instance_url": base_url,
        "id": identity,
        "token_type": "Bearer",
        "issued_at": issued_at,
    }


def identity_base(org: Org, base_url: str) -> str:
    """Identity URLs up to the user's id."""
    return f"{base_url}/id/{organization_id(org)}"


def site_answer(org: Org, network_id: str | None, base_url: str) -> dict[str, str]:
    """What is told in addition of a log-in at a site."""
    found = org.system_session().find("Network", Id=network_id) if network_id else []
    if not found:
        return {}
    return {"sfdc_community_url": site_url(base_url, found[0]), "sfdc_community_id": str(found[0]["Id"])}
