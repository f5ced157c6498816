"""What somebody has to say of a sandbox before scenarios can run on it: environment, `.env` or --env-file."""

import os
import re
from collections.abc import Iterator, Set
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from dotenv import dotenv_values
from pydantic import AfterValidator, Field, PrivateAttr, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from factories.addresses import origin
from factories.sandbox.hosts import is_for_tests
from factories.transport import is_loopback

PREFIX = "MOCK_ORG_SANDBOX_"
DEFAULT_FILE = Path(".env")
SMALLEST_KEY = 2048
# Hosts of an org that are not its API's, and hosts that no External Client App takes (Salesforce help, "My Domain URL
# Formats"; confidence A).
OTHER_HOSTS = (
    ".lightning.force.com",
    ".my.salesforce-setup.com",
    ".my.site.com",
    "login.salesforce.com",
    "test.salesforce.com",
)
HOW_TO = "docs/how-to/run-on-a-sandbox.md"


class SettingsRefused(Exception):
    """What is missing or wrong: one line each, and no values."""


def _url(value: str) -> str:
    parts = urlsplit(value.rstrip("/"))
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname)):
        raise ValueError("it must begin with https://")
    if not origin(value) or not parts.hostname or parts.username or parts.path or parts.query or parts.fragment:
        raise ValueError("it must be a scheme and a host only")
    if parts.hostname.endswith(OTHER_HOSTS):
        raise ValueError("it must be the host of the API, which ends with .my.salesforce.com")
    if not is_for_tests(parts.hostname):
        raise ValueError(
            "it must be the host of a sandbox (NAME--SANDBOX.sandbox.my.salesforce.com), or of a scratch or "
            "developer org"
        )
    return f"{parts.scheme}://{parts.netloc}"


def _username(value: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        raise ValueError("it must have the form of an e-mail address")
    return value


def _org_id(value: str) -> str:
    if not re.fullmatch(r"00D[0-9A-Za-z]{15}", value):
        raise ValueError("it must have 18 characters and begin with 00D")
    return value


def _version(value: str) -> str:
    if not re.fullmatch(r"[1-9]\d\.0", value):
        raise ValueError("it must look like 65.0")
    return value


def _file(value: Path) -> Path:
    found = value.expanduser()
    if not found.is_file():
        raise ValueError("there is no such file")
    return found


def _private_key(value: Path) -> Path:
    """An external client app takes RSA keys of 2048 bits or more only (help, JWT bearer flow; confidence C)."""
    file = _file(value)
    try:
        text = file.read_bytes()
        key = load_pem_private_key(text, None)
    except OSError:
        raise ValueError("this user may not read the file") from None
    except TypeError:
        raise ValueError("it has a passphrase: take that off by openssl pkey -in KEY -out KEY_WITHOUT") from None
    except (ValueError, UnsupportedAlgorithm):
        raise ValueError(_no_key(text)) from None
    if not isinstance(key, RSAPrivateKey) or key.key_size < SMALLEST_KEY:
        raise ValueError(f"it must hold an RSA key of at least {SMALLEST_KEY} bits")
    return file


def _no_key(text: bytes) -> str:
    for mark, what in ((b"BEGIN CERTIFICATE", "certificate"), (b"BEGIN PUBLIC KEY", "public key")):
        if mark in text:
            return f"it holds a {what}; the private key is the other file that was made with it"
    return "it cannot be read as a private key in PEM"


def _whole(value: str) -> str:
    if not re.fullmatch(r"[!-~]+", value):
        raise ValueError("it holds a blank or a letter that no key has: copy the whole of it")
    return value


class SandboxSettings(BaseSettings):
    """Where the sandbox is and how one logs in there. A field's description says what would be right."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    url: Annotated[str, AfterValidator(_url)] = Field(
        description="the sandbox's My Domain, as https://acme--uat.sandbox.my.salesforce.com (Setup > My Domain)"
    )
    client_id: Annotated[str, AfterValidator(_whole)] = Field(
        min_length=1,
        description="the consumer key of the external client app (Setup > External Client App Manager > the app > "
        "Settings > OAuth Settings > Consumer Key and Secret)",
    )
    username: Annotated[str, AfterValidator(_username)] | None = Field(
        None, description="the username of the user who makes the test data, as qa@acme.com.uat"
    )
    private_key_file: Annotated[Path, AfterValidator(_private_key)] | None = Field(
        None, description="the file with the private key whose certificate the app has (JWT bearer flow)"
    )
    client_secret: SecretStr | None = Field(
        None, description="the app's consumer secret (client credentials flow), in place of a private key"
    )
    audience: str | None = Field(
        None, description="the audience of the JWTs of internal users, where it is not the My Domain"
    )
    site: str | None = Field(None, description="name or URL of the partner site; needed where several sites are live")
    profile: str | None = Field(
        None, description="name of the partner users' profile; needed where several would do (Setup > Profiles)"
    )
    owner: str | None = Field(
        None, description="username of the user who owns partner accounts: active, internal and with a role"
    )
    api_version: Annotated[str, AfterValidator(_version)] | None = Field(
        None, description="the API version, as 65.0; without it the newest that both sides know"
    )
    allow_org: Annotated[str, AfterValidator(_org_id)] | None = Field(
        None, description="the 18-character id of a scratch or developer org that may be used though it is no sandbox"
    )
    ca_file: Annotated[Path, AfterValidator(_file)] | None = Field(
        None, description="the certificate authority, where the org's certificate is not signed by a public one"
    )
    run: str | None = Field(
        None, pattern="^[a-z0-9]{1,12}$", description="the id of the run, part of every name it makes: a-z and 0-9"
    )
    state_dir: Path = Field(Path("build/sandbox"), description="the folder for the journal and kept sessions")
    cookie_button: str | None = Field(
        None, description="the words on the button that closes the site's cookie banner, where they are unusual"
    )
    max_api_calls: int = Field(5000, gt=0, description="how many API calls a run may make at most")
    _secrets_file: Path | None = PrivateAttr(None)

    @classmethod
    def read(cls, env_file: Path | None = None) -> "SandboxSettings":
        """The settings of the environment and of a file; what is in the environment wins.

        env_file: `.env` in the current folder where none is named.
        Raises SettingsRefused, which names everything that is missing or wrong.
        """
        file = env_file or DEFAULT_FILE
        try:
            named = _named(file)
        except (OSError, UnicodeDecodeError):
            raise SettingsRefused(f"{file} cannot be read as a file of settings: lines of NAME=value") from None
        faults = [f"--env-file {env_file}: there is no such file"] if env_file and not env_file.is_file() else []
        faults += [*_unknown(named), *_log_in_faults(named)]
        try:
            settings = cls(_env_file=file)
        except ValidationError as wrong:
            faults += [_fault(each) for each in wrong.errors(include_input=False, include_url=False)]
            settings = None
        if faults or settings is None:
            # Neither cause nor context: both would hold what was read.
            raise SettingsRefused(_message(faults)) from None
        if file.is_file() and dotenv_values(file).get(variable("client_secret")):
            settings._secrets_file = file
        return settings

    @property
    def secret_files(self) -> list[Path]:
        """The files on this machine that hold a secret."""
        return [each for each in (self.private_key_file, self._secrets_file) if each is not None]


def variable(field: str) -> str:
    """The environment variable of a field."""
    return PREFIX + field.upper()


def _named(file: Path) -> frozenset[str]:
    """The fields that have a value somewhere, whatever it is; empty counts as absent."""
    told = {**(dotenv_values(file) if file.is_file() else {}), **os.environ}
    return frozenset(
        name.upper().removeprefix(PREFIX).lower()
        for name, value in told.items()
        if value and name.upper().startswith(PREFIX)
    )


def _unknown(named: Set[str]) -> Iterator[str]:
    known = list(SandboxSettings.model_fields)
    for name in sorted(named - set(known)):
        near = get_close_matches(name, known, 1)
        meant = f"; is {variable(near[0])} meant?" if near else f"; there are {', '.join(map(variable, known))}"
        yield f"{variable(name)} is no setting{meant}"


def _log_in_faults(named: Set[str]) -> Iterator[str]:
    """By one of the two flows; a JWT names its user."""
    ways = [name for name in ("private_key_file", "client_secret") if name in named]
    if not ways:
        told = " or ".join(f"{variable(name)}, {_right(name)}" for name in ("private_key_file", "client_secret"))
        yield f"one of these is missing: {told}"
    if len(ways) > 1:
        yield f"{variable(ways[0])} and {variable(ways[1])} are two ways to log in: give one of them"
    if ways == ["private_key_file"] and "username" not in named:
        yield f"{variable('username')} is missing: {_right('username')}"


def _fault(error: Any) -> str:
    field = str(error["loc"][0])
    if error["type"] == "missing":
        return f"{variable(field)} is missing: {_right(field)}"
    why = str(error["msg"]).removeprefix("Value error, ")
    return f"{variable(field)} is wrong ({why}): {_right(field)}"


def _right(field: str) -> str:
    return str(SandboxSettings.model_fields[field].description)


def _message(faults: list[str]) -> str:
    number = f"{len(faults)} setting{'' if len(faults) == 1 else 's'}"
    lines = "".join(f"\n  {fault}" for fault in faults)
    return f"the sandbox's settings cannot be used, {number} to look at:{lines}\nSee {HOW_TO}."
