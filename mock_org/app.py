"""Composition: an org is built, and a web app around it. Nothing else knows all rooms."""

import os
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from mock_org import auth
from mock_org.apexrest import ApexRest, load_apex_rest
from mock_org.api import create_api
from mock_org.api.apexrest import EXTENSION as APEX_REST
from mock_org.api.errors import register_errors
from mock_org.api.representation import register_representation
from mock_org.audit.mutation import VARIABLE as MUTANT_VARIABLE
from mock_org.audit.mutation import mutate
from mock_org.auth.networks import first_live_site, site_url
from mock_org.auth.tokens import organization_id
from mock_org.automation import TRIGGERS
from mock_org.automation.due import begin, looking_after
from mock_org.automation.external_hierarchies import hang_all
from mock_org.automation.licenses import set_seats
from mock_org.automation.org_seed import seed_org
from mock_org.automation.standard_templates import own_templates
from mock_org.automation.tier_check import check_settings as check_tiers
from mock_org.clock import Clock
from mock_org.control import create_control, register_unknown_doors
from mock_org.control.state import READY
from mock_org.dml.manager_groups import make_manager_groups
from mock_org.errors import SetupError
from mock_org.metadata import DeployReport, deploy
from mock_org.org import Org
from mock_org.schema import Schema
from mock_org.schema.load import load_standard
from mock_org.settings import Settings, load_settings
from mock_org.setup import create_setup
from mock_org.site import create_site
from mock_org.standin import Hosts, Strict, become_sandbox, create_beside, preauthorised, site_base
from mock_org.storage import Database
from mock_org.storage.credentials import set_password_hash
from mock_org.web.turns import one_request_at_a_time

STARTER = "starter"
SETTINGS_FILE = "mock-org.toml"
ADMIN_USERNAME = "admin@mock-org.example"
# The newest version whose SOAP API still has login(); every version up to NEWEST_VERSION is answered.
READY_VERSION = "64.0"
LARGEST_REQUEST = 50 * 1024 * 1024


@dataclass(frozen=True)
class Admin:
    """The administrator of the ready file."""

    id: str
    username: str
    password: str = field(repr=False)
    security_token: str = field(repr=False)
    session_id: str = field(repr=False)


@dataclass(frozen=True)
class Built:
    """An org ready to be served, and what only its builder knows of it."""

    org: Org
    admin: Admin
    connected_app: auth.ConnectedApp
    report: DeployReport

    def configure(self, settings: Settings) -> None:
        """Take over other settings; seats follow."""
        hierarchies = self.org.settings.external_account_hierarchy
        if settings.tiers != self.org.settings.tiers:
            check_tiers(self.org.system_session().records(), settings.tiers)
        with self.org.database.transaction(), looking_after(self.org):
            self.org.configure(settings)
            records = self.org.system_session().records()
            set_seats(records, settings)
            if hierarchies != settings.external_account_hierarchy:
                hang_all(records)
            if settings.manager_groups:
                make_manager_groups(records.find, records.load)

    def as_sandbox(self) -> "Built":
        """The org as a new sandbox, where its settings say nothing else; the app only for whom it was approved."""
        become_sandbox(self.org)
        return replace(self, connected_app=preauthorised(self.org, self.connected_app))


def create_org(
    settings: Settings | None = None,
    projects: Sequence[str | Path] = (STARTER,),
    database: str = "sqlite://",
    *,
    resettable: bool = True,
) -> Built:
    """Build an org: standard objects, licences and profiles, the projects' metadata, the administrator.

    settings: by default those of mock-org.toml in or next to the last project that has one.
    projects: SFDX folders, read in order. resettable: with an image of all data, to which a reset goes back.
    Raises SetupError, one sentence a fault; then nothing is left behind.
    """
    with as_file(files("mock_org") / "starter_org") as starter:
        folders = [starter if str(project) == STARTER else Path(project) for project in projects]
        settings = settings or _settings_beside(folders)
        schema = Schema(load_standard())
        store = Database(database)
        store.build(schema)
        org = Org(store, schema, settings, Clock(), TRIGGERS)
        with store.transaction():
            seed_org(org.system_session().records(), settings)
            _make_admin(org)
            report = deploy(org, folders)
            if report.refused:
                raise SetupError(*map(str, report.refused))
            check_tiers(org.system_session().records(), settings.tiers)
            if mutant := os.environ.get(MUTANT_VARIABLE):
                mutate(org, mutant)
        begin(org)
    built = Built(org, _log_in_admin(org), auth.default_app(org.admin_id), report)
    if resettable:
        org.images[READY] = org.image()
    return built


def create_app(
    built: Built,
    *,
    as_sandbox: bool = False,
    control_token: str | None = None,
    public_url: str | None = None,
    apex_rest: ApexRest | None = None,
) -> Flask:
    """The web app of one org.

    as_sandbox: without the control doors and the pages of Setup that Salesforce does not have, and with what the table
    standin of the settings makes hard. public_url: scheme and host of every URL in an answer.
    apex_rest: the project's Apex REST paths; by default those that the settings name.
    """
    app = _App(__name__, static_folder=None)
    app.url_map.strict_slashes = False
    app.config.update(
        CONTROL_TOKEN=control_token,
        PUBLIC_URL=None if as_sandbox else public_url,  # a stand-in tells its hosts apart by what was asked for
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        PROVIDE_AUTOMATIC_OPTIONS=False,
    )
    app.extensions |= _parts(built, apex_rest or _apex_rest_of(built.org.settings))
    register_errors(app)
    register_representation(app)
    one_request_at_a_time(app, built.org)
    app.register_blueprint(create_api())
    if not as_sandbox:
        app.register_blueprint(create_control())
        register_unknown_doors(app)
    app.register_blueprint(create_setup(built.org, as_sandbox=as_sandbox))
    app.register_blueprint(create_site(built.org))
    _put_in_front(app, built.org, as_sandbox=as_sandbox)
    return app


def _put_in_front(app: Flask, org: Org, *, as_sandbox: bool) -> None:
    """What a request meets before the app: a stand-in's strictness, a proxy's words, the host that it is for."""
    if as_sandbox:
        app.register_blueprint(create_beside(org))
        app.wsgi_app = Hosts(app.wsgi_app, org)  # type: ignore[method-assign]
    # Scheme and host follow the proxy in front; the caller's address does not, so that nobody can claim to be local.
    app.wsgi_app = _BehindProxy(app.wsgi_app, x_for=0, x_proto=1, x_host=1)  # type: ignore[method-assign]
    if as_sandbox:
        app.wsgi_app = Strict(app.wsgi_app, org)  # type: ignore[method-assign]


def _parts(built: Built, apex_rest: ApexRest) -> dict[str, Any]:
    """What the rooms find in the app."""
    return {
        "mock_org": built.org,
        "mock_org_app": built.connected_app,
        "mock_org_configure": built.configure,
        "mock_org_deploy_report": built.report,
        APEX_REST: apex_rest,
    }


class _App(Flask):
    """Flask without its question, before every call of a function, whether that is a coroutine: here none is."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function as it is."""
        return func


class _BehindProxy(ProxyFix):
    """Only where a proxy says something is there anything to mend."""

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Hand the request on. A scheme that is none is no proxy's word: it is left out."""
        if environ.get("HTTP_X_FORWARDED_PROTO", "http").rpartition(",")[2].strip().lower() not in ("http", "https"):
            del environ["HTTP_X_FORWARDED_PROTO"]
        if "HTTP_X_FORWARDED_PROTO" in environ or "HTTP_X_FORWARDED_HOST" in environ:
            return super().__call__(environ, start_response)
        return self.app(environ, start_response)


def _apex_rest_of(settings: Settings) -> ApexRest:
    return load_apex_rest(settings.apexrest.module) if settings.apexrest else ApexRest()


def ready(
    built: Built, base_url: str, *, private_key_file: str | None, ca_file: str | None, control: bool
) -> dict[str, Any]:
    """What --ready-file tells: where the org is and how to get in.

    control: whether it has control doors; a stand-in has none, and its sites at a host of their own.
    """
    site = first_live_site(built.org)
    admin, app = built.admin, built.connected_app
    return {
        "instance_url": base_url,
        "site_url": site_url(base_url if control else site_base(base_url), site) if site else None,
        "org_id": organization_id(built.org),
        "api_version": READY_VERSION,
        "admin": {
            "id": admin.id,
            "username": admin.username,
            "password": admin.password,
            "security_token": admin.security_token,
            "session_id": admin.session_id,
        },
        "oauth": {"client_id": app.client_id, "client_secret": app.client_secret, "redirect_uri": app.redirect_uri},
        "jwt": {"client_id": app.client_id, "private_key_file": private_key_file},
        "ca_file": ca_file,
        "proxy_url": None,
        "control_url": f"{base_url}/_mock" if control else None,
    }


def _settings_beside(folders: Sequence[Path]) -> Settings:
    """Those of the last file that lies in a project folder or next to it."""
    places = [place / SETTINGS_FILE for folder in folders for place in (folder.resolve().parent, folder)]
    found = [place for place in places if place.is_file()]
    return load_settings(found[-1]) if found else Settings()


def _make_admin(org: Org) -> None:
    """Make the administrator, with a role; in a kept database there is one."""
    records = org.system_session().records()
    found = records.one("User", Username=ADMIN_USERNAME)
    org.admin_id = str(found["Id"]) if found else records.insert("User", _admin_values(org))
    if not found:
        records = org.system_session().records()
        role = records.insert("UserRole", {"Name": "Administrator", "DeveloperName": "Mock_Org_Administrator"})
        records.update("User", org.admin_id, {"UserRoleId": role})
        own_templates(records, org.admin_id)


def _admin_values(org: Org) -> dict[str, Any]:
    profile = org.system_session().find("Profile", Name="System Administrator")[0]
    return {
        "Username": ADMIN_USERNAME,
        "FirstName": "Ada",
        "LastName": "Admin",
        "Alias": "admin",
        "Email": ADMIN_USERNAME,
        "CommunityNickname": "admin",
        "ProfileId": profile["Id"],
        "TimeZoneSidKey": org.settings.time_zone,
        "LocaleSidKey": "en_US",
        "EmailEncodingKey": "UTF-8",
        "LanguageLocaleKey": "en_US",
    }


def _log_in_admin(org: Org) -> Admin:
    password, security_token = secrets.token_hex(8) + "Aa1", secrets.token_hex(12)
    set_password_hash(org.database, org.admin_id, password, security_token)
    token = auth.issue(org, org.admin_id, "OAuth")
    org.pinned.add(token.session_id)
    return Admin(org.admin_id, ADMIN_USERNAME, password, security_token, token.session_id)
