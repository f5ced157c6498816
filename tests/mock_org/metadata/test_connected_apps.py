"""Connected apps of a project."""

from typing import Any

import pytest

from tests.mock_org.metadata.conftest import lines

CONFIG = (
    "<callbackUrl>https://a.example/x\nsyncapp://done</callbackUrl><certificate>PEM</certificate>"
    "<consumerKey>3MVG9sync</consumerKey><consumerSecret>s</consumerSecret><isAdminApproved>true</isAdminApproved>"
    "<isClientCredentialEnabled>true</isClientCredentialEnabled><isConsumerSecretOptional>true</isConsumerSecretOptional>"
    "<isPkceRequired>true</isPkceRequired><isRefreshTokenRotationEnabled>true</isRefreshTokenRotationEnabled>"
    "<oauthClientCredentialUser>cy@example.com</oauthClientCredentialUser><scopes>Api</scopes><scopes>RefreshToken</scopes>"
)


def put(project: Any, config: str = CONFIG, rest: str = "") -> Any:
    content = f"<label>Partner Sync</label><oauthConfig>{config}</oauthConfig>{rest}"
    return project.put("connectedApps/Partner_Sync.connectedApp", "ConnectedApp", content)


def test_an_app_has_its_policies(org: Any, project: Any) -> None:
    rest = (
        "<oauthPolicy><ipRelaxation>ENFORCE</ipRelaxation>"
        "<refreshTokenPolicy>specific_lifetime:2:MONTHS</refreshTokenPolicy></oauthPolicy>"
        "<permissionsetName>Gold</permissionsetName><profileName>Admin</profileName>"
    )
    assert put(project, rest=rest).deploy(org).refused == ()
    app = org.settings.connected_apps["Partner Sync"]
    assert app.model_dump() == {
        "client_id": "3MVG9sync",
        "client_secret": "s",
        "callback_urls": ["https://a.example/x", "syncapp://done"],
        "scopes": ["api", "refresh_token"],
        "admin_approved_only": True,
        "profiles": ["System Administrator"],
        "permission_sets": ["Gold"],
        "require_secret": False,
        "require_pkce": True,
        "client_credentials": True,
        "run_as": "cy@example.com",
        "certificate": "PEM",
        "refresh_token_days": 60,
        "rotate_refresh_tokens": True,
        "token_format": "opaque",
    }


@pytest.mark.parametrize(
    ("policy", "days"),
    [("infinite", None), ("zero", 0), ("specific_lifetime:9:DAYS", 9), ("specific_inactivity:9:DAYS", 0)],
)
def test_refresh_tokens_live_as_the_policy_says_or_shorter(org: Any, project: Any, policy: str, days: int) -> None:
    rest = f"<oauthPolicy><refreshTokenPolicy>{policy}</refreshTokenPolicy></oauthPolicy>"
    put(project, rest=rest).deploy(org)
    assert org.settings.connected_apps["Partner Sync"].refresh_token_days == days


@pytest.mark.parametrize(
    ("config", "line"),
    [
        (CONFIG + "<scopes>Surprise</scopes>", "oauthConfig/scopes[Surprise]: is a scope that the mock has not"),
        ("<consumerKey>3MVG9sync</consumerKey>", "oauthConfig: has no consumerSecret"),
        (CONFIG + "<surprise>1</surprise>", "oauthConfig/surprise: is not understood"),
        ("<callbackUrl>https://a.example/x</callbackUrl>", "has no consumerKey; the app is not there"),
    ],
)
def test_what_has_no_effect_is_told(org: Any, project: Any, config: str, line: str) -> None:
    report = put(project, config).deploy(org)
    assert any(line in each for each in lines(report.not_understood)), report.not_understood


def test_an_app_without_a_key_is_not_there(org: Any, project: Any) -> None:
    put(project, "<callbackUrl>https://a.example/x</callbackUrl>").deploy(org)
    assert org.settings.connected_apps == {}
