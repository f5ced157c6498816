"""ConnectedApp: connectedApps/A.connectedApp-meta.xml, who may ask for tokens, for which users, with which scopes."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from mock_org.metadata.node import Node
from mock_org.metadata.parts import Project
from mock_org.metadata.profile_names import profile_name
from mock_org.metadata.source import SourceFile

ROOT = "ConnectedApp"
# Metadata API, ConnectedAppOauthAccessScope → the scope's name in a request. Confidence A.
SCOPES: Mapping[str, str] = MappingProxyType(
    {
        "Address": "address",
        "Api": "api",
        "Basic": "id",
        "Chatter": "chatter_api",
        "Content": "content",
        "CustomApplications": "visualforce",
        "CustomPermissions": "custom_permissions",
        "Eclair": "eclair_api",
        "Email": "email",
        "Full": "full",
        "Lightning": "lightning",
        "OfflineAccess": "offline_access",
        "OpenID": "openid",
        "Pardot": "pardot_api",
        "Phone": "phone",
        "Profile": "profile",
        "RefreshToken": "refresh_token",
        "Wave": "wave_api",
        "Web": "web",
    }
)
FLAGS: Mapping[str, str] = MappingProxyType(
    {
        "isAdminApproved": "admin_approved_only",
        "isClientCredentialEnabled": "client_credentials",
        "isPkceRequired": "require_pkce",
        "isRefreshTokenRotationEnabled": "rotate_refresh_tokens",
    }
)
HARMLESS = frozenset(
    {"fullName", "label", "contactEmail", "contactPhone", "description", "iconUrl", "infoUrl", "logoUrl"}
)
_LIFETIME = re.compile(r"specific_lifetime:(\d{1,4}):(DAYS|MONTHS)")
_DAYS = {"DAYS": 1, "MONTHS": 30}


def read(file: SourceFile, root: Node, project: Project) -> None:
    """A connected app's file; its label is the app's name."""
    configs, policies = root.nodes("oauthConfig"), root.nodes("oauthPolicy")
    app: dict[str, Any] = {
        "profiles": [profile_name(name) for name in root.texts("profileName")],
        "permission_sets": list(root.texts("permissionsetName")),
    }
    for config in configs:
        app |= _oauth(config)
    for policy in policies:
        app |= _policy(policy)
    if app.get("client_id"):
        apps = dict(project.settings.get("connected_apps", {}))
        project.settings["connected_apps"] = apps | {root.text("label") or file.full_name: app}
    else:
        root.findings.note(root.place, "has no consumerKey; the app is not there")
    root.known(HARMLESS)
    root.finish()


def _oauth(config: Node) -> dict[str, Any]:
    values: dict[str, Any] = {name: config.flag(tag) for tag, name in FLAGS.items()}
    secret, run_as = config.text("consumerSecret"), config.maybe("oauthClientCredentialUser")
    values["require_secret"] = not config.flag("isConsumerSecretOptional")
    if not secret:
        config.findings.note(
            config.place, "has no consumerSecret (a retrieved file never has); flows that need it fail"
        )
    if config.flag("isNamedUserJwtEnabled"):
        values["token_format"] = "jwt"
    values |= {
        "client_id": config.text("consumerKey"),
        "client_secret": secret,
        "callback_urls": config.text("callbackUrl").split(),
        "scopes": _scopes(config),
        "run_as": run_as or None,
        "certificate": config.maybe("certificate") or None,
    }
    config.finish()
    return values


def _scopes(config: Node) -> list[str]:
    names = config.texts("scopes")
    for name in names:
        if name not in SCOPES:
            config.findings.note(config.place.at(f"scopes[{name}]"), "is a scope that the mock has not; nobody gets it")
    return [SCOPES[name] for name in names if name in SCOPES]


def _policy(policy: Node) -> dict[str, Any]:
    """How long refresh tokens live; what is not followed ends them sooner, not later."""
    text = policy.text("refreshTokenPolicy", "infinite")
    lifetime = _LIFETIME.fullmatch(text)
    policy.known({"ipRelaxation"})
    policy.finish()
    if text == "infinite":
        return {}
    if lifetime:
        return {"refresh_token_days": int(lifetime[1]) * _DAYS[lifetime[2]]}
    if text != "zero":
        policy.findings.note(
            policy.place.at("refreshTokenPolicy"), f"{text} is not followed; refresh tokens end at once"
        )
    return {"refresh_token_days": 0}
