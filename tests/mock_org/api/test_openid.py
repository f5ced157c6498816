"""OpenID Connect: discovery, keys, ID tokens."""

import base64
import hashlib

import jwt
import pytest
from jwt import PyJWKSet

from tests.mock_org.auth.oauth_client import SYNC, Flow, answer_of, with_app


@pytest.fixture
def flow(world):
    with_app(world)
    return Flow(world)


def claims(world, id_token):
    keys = PyJWKSet.from_dict(world.app.test_client().get("/id/keys").json)
    key = keys[jwt.get_unverified_header(id_token)["kid"]]
    return jwt.decode(id_token, key, algorithms=["RS256"], audience=SYNC["client_id"], issuer="http://localhost")


def test_an_id_token_can_be_verified_by_the_published_keys(world, flow):
    tokens = flow.tokens(scope="api openid", nonce="n-1")
    told = claims(world, tokens["id_token"])
    digest = hashlib.sha256(tokens["access_token"].encode()).digest()[:16]
    assert told["at_hash"] == base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert told["nonce"] == "n-1"
    assert told["sub"] == tokens["id"]
    assert told["exp"] > told["iat"]


def test_without_the_scope_openid_there_is_none(flow):
    assert "id_token" not in flow.tokens(scope="api")


def test_the_user_agent_flow_gives_one_too(world, flow):
    flow.code()
    answer = answer_of(flow.authorize(response_type="token id_token", scope="api openid", nonce="n-2"))
    assert claims(world, answer["id_token"])["nonce"] == "n-2"


def test_discovery_names_endpoints_that_answer(world):
    client = world.app.test_client()
    told = client.get("/.well-known/openid-configuration").json
    assert told["issuer"] == "http://localhost"
    assert told["jwks_uri"] == "http://localhost/id/keys"
    assert "openid" in told["scopes_supported"]
    for name in ("authorization_endpoint", "token_endpoint", "revocation_endpoint", "introspection_endpoint"):
        path = told[name].removeprefix("http://localhost")
        assert client.get(path).status_code in (400, 405), name


def test_a_site_has_its_own_discovery(world):
    told = world.app.test_client().get("/partners/.well-known/openid-configuration").json
    assert told["authorization_endpoint"] == "http://localhost/partners/services/oauth2/authorize"
    assert world.app.test_client().get("/nowhere/.well-known/openid-configuration").status_code == 404


def test_keys_are_public_and_stay_the_same(world):
    client = world.app.test_client()
    keys = client.get("/id/keys").json["keys"]
    assert keys == client.get("/id/keys").json["keys"]
    assert set(keys[0]) == {"kty", "n", "e", "use", "alg", "kid"}
