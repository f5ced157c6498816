"""Settings of a sandbox: everything that is wrong is said at once, and no secret is ever shown."""

import traceback
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from factories.sandbox.settings import PREFIX, SandboxSettings, SettingsRefused

SECRET = "A1B2C3-the-secret"


def pem(key):
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


@pytest.fixture(scope="module")
def key_file(tmp_path_factory):
    file = tmp_path_factory.mktemp("key") / "server.key"
    file.write_bytes(pem(rsa.generate_private_key(65537, 2048)))
    return file


@pytest.fixture(autouse=True)
def nowhere(monkeypatch, tmp_path):
    """A folder without .env, an environment without the variables."""
    monkeypatch.chdir(tmp_path)
    for name in SandboxSettings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)


@pytest.fixture
def read(monkeypatch):
    def reading(env_file=None, **values):
        for name, value in values.items():
            monkeypatch.setenv(PREFIX + name.upper(), str(value))
        return SandboxSettings.read(env_file)

    return reading


@pytest.fixture
def refused(read):
    def refusing(env_file=None, **values):
        with pytest.raises(SettingsRefused) as refusal:
            read(env_file, **values)
        return str(refusal.value)

    return refusing


URL = "https://acme--uat.sandbox.my.salesforce.com"


def test_a_handful_of_variables_is_enough(read, key_file):
    settings = read(url=URL + "/", username="qa@acme.com.uat", client_id="3MVG9", private_key_file=key_file)

    assert (settings.url, settings.username, settings.private_key_file) == (URL, "qa@acme.com.uat", key_file)
    assert (settings.site, settings.profile, settings.api_version) == (None, None, None)


def test_files_may_lie_in_the_home_folder(read, key_file, monkeypatch):
    monkeypatch.setenv("HOME", str(key_file.parent))

    settings = read(url=URL, username="qa@acme.com.uat", client_id="3MVG9", private_key_file=f"~/{key_file.name}")

    assert settings.private_key_file == key_file


def test_a_file_is_read_and_the_environment_wins(read, tmp_path, key_file):
    lines = {"URL": "https://acme--other.sandbox.my.salesforce.com", "CLIENT_ID": "3MVG9", "CLIENT_SECRET": SECRET}
    (tmp_path / "my.env").write_text("".join(f"{PREFIX}{name}={value}\n" for name, value in lines.items()))

    settings = read(tmp_path / "my.env", url=URL)

    assert (settings.url, settings.client_id) == (URL, "3MVG9")


def test_the_file_of_the_current_folder_is_read_unasked(read, tmp_path):
    (tmp_path / ".env").write_text(
        f"{PREFIX}URL={URL}\n{PREFIX}CLIENT_ID=3MVG9\n{PREFIX}CLIENT_SECRET={SECRET}\n{PREFIX}SITE=\nOTHER=1\n"
    )

    assert read().url == URL
    assert read().site is None


def test_everything_that_is_missing_is_named_at_once_with_what_would_be_right(refused):
    told = refused()

    assert "3 settings to look at" in told
    assert "MOCK_ORG_SANDBOX_URL is missing: the sandbox's My Domain, as https://acme--uat" in told
    assert "MOCK_ORG_SANDBOX_CLIENT_ID is missing: the consumer key of the external client app" in told
    assert "MOCK_ORG_SANDBOX_PRIVATE_KEY_FILE, the file with the private key" in told
    assert told.endswith("See docs/how-to/run-on-a-sandbox.md.")


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("url", "http://acme--uat.sandbox.my.salesforce.com", "must begin with https://"),
        ("url", URL + "/services/data", "a scheme and a host only"),
        ("url", "https://me:secret@acme.my.salesforce.com", "a scheme and a host only"),
        ("url", "https://acme--uat.sandbox.lightning.force.com", "which ends with .my.salesforce.com"),
        ("url", "https://test.salesforce.com", "which ends with .my.salesforce.com"),
        ("url", "https://acme.my.salesforce.com", "must be the host of a sandbox (NAME--SANDBOX.sandbox.my"),
        ("url", "https://acme--uat.sandbox.my.salesforce.com.", "must be the host of a sandbox"),
        ("url", "https://evil.example\\@acme--uat.sandbox.my.salesforce.com", "a scheme and a host only"),
        ("client_id", "3MVG9abc…", "copy the whole of it"),
        ("client_id", "3MVG9 abc", "copy the whole of it"),
        ("username", "jo", "form of an e-mail address"),
        ("allow_org", "00D000000000001", "18 characters"),
        ("api_version", "v65", "look like 65.0"),
        ("run", "Run 1", "should match pattern"),
        ("max_api_calls", "-7", "greater than 0"),
        ("ca_file", "nowhere.pem", "no such file"),
        ("private_key_file", "nowhere.key", "there is no such file"),
    ],
)
def test_what_is_wrong_is_told_by_name(refused, name, value, why):
    told = refused(**{"client_id": "3MVG9", "url": URL, name: value})

    [line] = [line for line in told.splitlines() if f"{PREFIX}{name.upper()} is wrong" in line]
    assert why in line
    assert value not in line


def test_a_key_that_salesforce_would_not_take_is_refused(refused, tmp_path):
    (tmp_path / "ec.key").write_bytes(pem(ec.generate_private_key(ec.SECP256R1())))

    assert "RSA key of at least 2048 bits" in refused(private_key_file=tmp_path / "ec.key")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n",
            "it holds a certificate; the private key is",
        ),
        ("-----BEGIN PUBLIC KEY-----\nMIIC\n-----END PUBLIC KEY-----\n", "it holds a public key"),
        ("3MVG9", "cannot be read as a private key in PEM"),
    ],
)
def test_a_file_that_holds_no_private_key_is_told_by_what_it_holds(refused, tmp_path, text, why):
    (tmp_path / "some.pem").write_text(text)
    assert why in refused(private_key_file=tmp_path / "some.pem")


def test_a_key_with_a_passphrase_is_told_with_what_takes_it_off(refused, tmp_path):
    key = rsa.generate_private_key(65537, 2048)
    locked = serialization.BestAvailableEncryption(b"words")
    form = serialization.PrivateFormat.PKCS8
    (tmp_path / "locked.key").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, locked))
    told = refused(private_key_file=tmp_path / "locked.key")
    assert "it has a passphrase" in told
    assert "openssl pkey" in told


def test_a_file_of_settings_that_is_none_is_told(refused, tmp_path):
    (tmp_path / "my.env").write_bytes(b"\xff\xfe\x00")
    assert "my.env cannot be read as a file of settings" in refused(tmp_path / "my.env")
    (tmp_path / "folder").mkdir()
    assert "there is no such file" in refused(tmp_path / "folder")


def test_files_that_hold_secrets_are_known(read, tmp_path, key_file):
    lines = f"{PREFIX}URL={URL}\n{PREFIX}CLIENT_ID=3MVG9\n"
    (tmp_path / "with.env").write_text(f"{lines}{PREFIX}CLIENT_SECRET={SECRET}\n")
    (tmp_path / "without.env").write_text(f"{lines}{PREFIX}USERNAME=qa@acme.com.uat\n")

    assert read(tmp_path / "with.env").secret_files == [tmp_path / "with.env"]
    assert read(tmp_path / "without.env", private_key_file=key_file).secret_files == [key_file]


def test_a_misspelt_variable_is_told_with_the_right_one(refused):
    assert "MOCK_ORG_SANDBOX_USRNAME is no setting; is MOCK_ORG_SANDBOX_USERNAME meant?" in refused(
        usrname="qa@a.example"
    )


def test_two_ways_to_log_in_are_one_too_many_and_a_jwt_needs_a_user(refused, key_file):
    assert "are two ways to log in" in refused(client_secret=SECRET, private_key_file=key_file)
    assert "MOCK_ORG_SANDBOX_USERNAME is missing" in refused(private_key_file=key_file, client_secret="")


def test_a_file_that_is_named_has_to_be_there(refused):
    assert "--env-file gone.env: there is no such file" in refused(Path("gone.env"))


def test_no_secret_is_shown_by_what_prints_settings_or_their_faults(read, refused, monkeypatch):
    settings = read(url=URL, client_id="3MVG9", client_secret=SECRET)

    assert SECRET not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    with pytest.raises(SettingsRefused) as refusal:
        read(url="nonsense")
    shown = "".join(traceback.TracebackException.from_exception(refusal.value, capture_locals=True).format())
    assert SECRET not in shown
