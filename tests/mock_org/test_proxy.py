"""`mock-org proxy`: Salesforce's host names lead to one org, over TLS that clients can trust; others lead nowhere."""

import socket
import ssl
import threading
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlsplit

import pytest
import requests
from click.testing import CliRunner

from mock_org.cli import main
from tests.running_org import serving

LOGIN = "https://login.salesforce.com"
MY_DOMAIN = "https://acme.my.salesforce.com"


@pytest.fixture(scope="module")
def org(tmp_path_factory):
    """An org over plain http, with its proxy."""
    with serving(tmp_path_factory.mktemp("org"), "--proxy") as running:
        yield running


@contextmanager
def through(ready):
    """A client of this proxy, as the export block makes one."""
    with requests.Session() as client:
        client.trust_env = False
        client.proxies = {"http": ready["proxy_url"], "https": ready["proxy_url"]}
        client.verify = ready["ca_file"]
        yield client


@pytest.fixture
def client(org):
    with through(org.ready) as client:
        yield client


def password_grant(client, host, org):
    admin, oauth = org.ready["admin"], org.ready["oauth"]
    form = {
        "grant_type": "password",
        "client_id": oauth["client_id"],
        "client_secret": oauth["client_secret"],
        "username": admin["username"],
        "password": admin["password"] + admin["security_token"],
    }
    return client.post(f"{host}/services/oauth2/token", form, timeout=30).json()


def said(org, request):
    """The first answer to these bytes."""
    port = urlsplit(org.ready["proxy_url"]).port
    with socket.create_connection(("127.0.0.1", port), 30) as connection:
        connection.sendall(request)
        return connection.recv(65536).decode()


# -- Salesforce's hosts


@pytest.mark.parametrize(
    "host",
    [
        LOGIN, "https://test.salesforce.com", "https://LOGIN.salesforce.com", "https://acme.my.site.com",
        "https://acme--uat.sandbox.my.salesforce.com", f"{MY_DOMAIN}:8443", "http://acme.my.salesforce.com",
    ],
)  # fmt: skip
def test_hosts_of_salesforce_orgs_lead_to_the_org(client, host):
    assert client.get(f"{host}/services/data", timeout=30).json()[-1]["version"] == "67.0"


@pytest.mark.parametrize("host", [LOGIN, "https://test.salesforce.com"])
def test_who_logs_in_at_a_public_host_is_sent_to_a_my_domain(client, org, host):
    answer = password_grant(client, host, org)

    assert answer["instance_url"] == "https://mock-org.my.salesforce.com"
    assert answer["id"].startswith("https://mock-org.my.salesforce.com/id/00D")
    session = {"Authorization": f"Bearer {answer['access_token']}"}
    told = client.get(answer["id"], headers=session, timeout=30).json()
    assert told["username"] == org.ready["admin"]["username"]


@pytest.mark.parametrize(
    "host", [MY_DOMAIN, f"{MY_DOMAIN}:8443", "http://acme.my.salesforce.com", "http://acme.my.salesforce.com:8080"]
)
def test_urls_in_answers_follow_the_host_that_the_client_used(client, org, host):
    assert password_grant(client, host, org)["instance_url"] == host


def test_a_client_cannot_say_by_itself_which_host_it_used(client):
    claims = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http", "X-Mock-Org-Instance": "http://evil"}

    told = client.get(f"{MY_DOMAIN}/.well-known/openid-configuration", headers=claims, timeout=30).json()

    assert told["issuer"] == MY_DOMAIN


def test_the_address_of_the_org_itself_is_reached_over_tls_too(client, org):
    over_tls = org.ready["instance_url"].replace("http://", "https://")

    assert password_grant(client, over_tls, org)["instance_url"] == over_tls


def test_bodies_arrive_whole_with_and_without_a_length(client, org):
    headers = {"Authorization": f"Bearer {org.ready['admin']['session_id']}", "Content-Type": "application/json"}
    url = f"{MY_DOMAIN}/services/data/v64.0/sobjects/Account"
    text = "ü" * 30_000
    body = f'{{"Name": "Long", "Description": "{text}"}}'.encode()

    for sent in (body, iter([body[:10], body[10:40_001], body[40_001:]])):
        answer = client.post(url, sent, headers=headers, timeout=30)
        assert answer.status_code == 201, answer.text
        found = client.get(f"{url}/{answer.json()['id']}", headers=headers, timeout=30).json()
        assert found["Description"] == text


def test_a_client_that_does_not_trust_the_ca_gets_no_connection(org):
    proxies = {"https": org.ready["proxy_url"]}
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(
            f"{LOGIN}/services/data", proxies=proxies, verify=ssl.get_default_verify_paths().cafile, timeout=30
        )

    assert said(org, b"CONNECT login.salesforce.com:443 HTTP/1.1\r\n\r\n").startswith("HTTP/1.1 200 ")


# -- other hosts


@pytest.mark.parametrize(
    "host",
    [
        "example.com", "salesforce.com", "login.salesforce.com.evil.example", "evilmy.salesforce.com", "127.0.0.1:1",
        "my.salesforce.com", "na1.salesforce.com", "localhost:22", "[::1]:22",
    ],
)  # fmt: skip
def test_other_hosts_are_refused_with_a_sentence(client, org, host):
    answer = client.get(f"http://{host}/", timeout=30)
    assert answer.status_code == 403
    name = (urlsplit(f"//{host}").hostname or "").strip("[]")
    why = f"Mock Org's proxy leads to hosts of Salesforce orgs only, and {name} is none"
    assert answer.text == f"{why}; --allow {name} lets it through.\n"

    target = host if ":" in host else f"{host}:443"
    assert said(org, f"CONNECT {target} HTTP/1.1\r\n\r\n".encode()).startswith("HTTP/1.1 403 Forbidden\r\n")


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET / HTTP/1.1", b"CONNECT HTTP/1.1", b"GET ftp://login.salesforce.com/ HTTP/1.1", b"\x16\x03\x01", b"   ",
        b"CONNECT login.salesforce.com:99999 HTTP/1.1", b"CONNECT -_-:443 HTTP/1.1", b"CONNECT :443 HTTP/1.1",
        b"GET http://[/ HTTP/1.1", b"GET http://a/ HTTP/2.0",
    ],
)  # fmt: skip
def test_what_is_no_request_to_a_proxy_is_refused(org, request_line):
    assert said(org, request_line + b"\r\n\r\n").startswith("HTTP/1.1 400 Bad Request\r\n")


def test_who_hangs_up_or_speaks_no_tls_does_no_harm(client, org):
    assert said(org, b"CONNECT login.salesforce.com:443 HTTP/1.1\r\n\r\n").startswith("HTTP/1.1 200 ")
    port = urlsplit(org.ready["proxy_url"]).port
    with socket.create_connection(("127.0.0.1", port), 30) as connection:
        connection.sendall(b"CONNECT login.salesforce.com:443 HTTP/1.1\r\n\r\n")
        connection.recv(65536)
        connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
        connection.recv(65536)

    assert client.get(f"{LOGIN}/services/data", timeout=30).status_code == 200
    assert "Traceback" not in org.output()


# -- the command of its own


class Other(BaseHTTPRequestHandler):
    """A host that is no org: it says what it was asked."""

    def do_GET(self):
        body = f"{self.path} {self.headers.get('X-Forwarded-Host')}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nothing."""


@pytest.fixture
def other():
    with HTTPServer(("127.0.0.1", 0), Other) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_in_front_of_a_running_org_it_tells_how_to_take_it_and_ends_cleanly(org, tmp_path):
    with serving(tmp_path, "--org", org.ready["instance_url"], command="proxy") as running:
        ready = running.ready
        assert set(ready) == {"proxy_url", "ca_file", "org_url"}
        with through(ready) as client:
            assert client.get(f"{LOGIN}/services/data", timeout=30).status_code == 200
            told = password_grant(client, LOGIN, org)
        printed = running.output()

    for name in ("HTTPS_PROXY", "https_proxy"):
        assert f"export {name}={ready['proxy_url']}\n" in printed
    for name in ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"):
        assert f"export {name}={ready['ca_file']}\n" in printed
    assert told["access_token"] not in printed
    assert not running.printed.with_name("ready.json").exists()


def test_it_ends_cleanly_while_clients_are_connected(org, tmp_path):
    with ExitStack() as connections, serving(tmp_path, "--org", org.ready["instance_url"], command="proxy") as running:
        port = urlsplit(running.ready["proxy_url"]).port
        tunnel = connections.enter_context(socket.create_connection(("127.0.0.1", port), 30))
        silent = connections.enter_context(socket.create_connection(("127.0.0.1", port), 30))
        tunnel.sendall(b"CONNECT login.salesforce.com:80 HTTP/1.1\r\n\r\n")
        assert tunnel.recv(65536).startswith(b"HTTP/1.1 200 ")
        assert silent.fileno() >= 0


@pytest.mark.heavy
def test_in_front_of_an_org_over_tls_it_needs_that_orgs_ca(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("org"), "--tls") as org:
        options = ("--org", org.ready["instance_url"])
        with (
            serving(tmp_path_factory.mktemp("a"), *options, "--org-ca", org.ready["ca_file"], command="proxy") as right,
            through(right.ready) as client,
        ):
            assert client.get(f"{LOGIN}/services/data", timeout=30).status_code == 200
        with (
            serving(tmp_path_factory.mktemp("b"), *options, command="proxy") as wrong,
            through(wrong.ready) as client,
        ):
            assert client.get(f"{LOGIN}/services/data", timeout=30).status_code == 502


@pytest.mark.heavy
def test_an_org_over_tls_has_its_proxy_with_the_same_ca(tmp_path):
    with serving(tmp_path, "--tls", "--proxy") as org, through(org.ready) as client:
        assert password_grant(client, LOGIN, org)["instance_url"] == "https://mock-org.my.salesforce.com"
        client.proxies = {}
        assert client.get(f"{org.ready['instance_url']}/services/data", timeout=30).status_code == 200


def test_allowed_hosts_are_let_through_untouched(org, other, tmp_path):
    options = ("--org", org.ready["instance_url"], "--allow", "127.0.0.1")
    with serving(tmp_path, *options, command="proxy") as running, through(running.ready) as client:
        assert client.get(f"{other}/a?b=c", timeout=30).text == "/a?b=c None"
        tunnel = said(running, f"CONNECT {urlsplit(other).netloc} HTTP/1.1\r\n\r\n".encode())
        assert tunnel.startswith("HTTP/1.1 200 ")
        assert client.get("http://localhost/", timeout=30).status_code == 403


def test_an_org_that_does_not_answer_is_a_bad_gateway(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: whoever connects is refused
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with serving(tmp_path, "--org", nobody, command="proxy") as running, through(running.ready) as client:
            answer = client.get(f"{LOGIN}/services/data", timeout=30)

    assert (answer.status_code, answer.text[:40]) == (502, "Mock Org's proxy cannot reach 127.0.0.1:")


@pytest.mark.parametrize("url", ["127.0.0.1:8080", "ftp://127.0.0.1", "http://"])
def test_an_org_without_a_url_is_refused(url):
    done = CliRunner().invoke(main, ["proxy", "--port", "0", "--org", url])

    assert done.exit_code == 2
    assert done.stderr == f"mock-org: {url}: not the URL of an org, as http://127.0.0.1:8080 is\n"
