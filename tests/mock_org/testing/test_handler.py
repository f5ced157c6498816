"""One connection serves many requests, whatever became of those before."""

import http.client
import threading
from contextlib import closing

import pytest
from werkzeug.serving import make_server

from mock_org.testing.handler import Handler


def app(environ, start_response):
    """Says what it was sent, and who it was sent by; /unread leaves the body, /empty has none, /plain no length."""
    path = environ["PATH_INFO"]
    if path == "/empty":
        start_response("204 NO CONTENT", [])
        return []
    body = b"unread" if path == "/unread" else environ["wsgi.input"].read()
    length = [] if path == "/plain" else [("Content-Length", str(len(body)))]
    start_response("200 OK", [("Content-Type", "text/plain"), ("Port", environ["REMOTE_PORT"]), *length])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


@pytest.fixture(scope="module")
def server():
    made = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Handler)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.fixture
def connection(server):
    with closing(http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)) as made:
        yield made


def ask(connection, method="GET", path="/", body=None, **more):
    connection.request(method, path, body, **more)
    answer = connection.getresponse()
    return answer, answer.read()


def test_a_connection_stays_for_the_next_request(connection):
    asked = ["POST", "POST", "GET", "HEAD", "POST"]
    answers = [ask(connection, method, body=b"hello" if method == "POST" else None) for method in asked]
    assert len({answer.headers["Port"] for answer, _ in answers}) == 1
    assert [body for _, body in answers] == [b"hello", b"hello", b"", b"", b"hello"]


def test_a_body_that_the_app_leaves_is_no_next_request(connection):
    assert ask(connection, "POST", "/unread", b"GET /other HTTP/1.1\r\n\r\n")[1] == b"unread"
    assert ask(connection, "POST", body=b"next")[1] == b"next"


def test_answers_without_a_length_are_given_one_unless_they_have_no_body(connection):
    answer, body = ask(connection, "POST", "/plain", b"four")
    assert (answer.headers["Content-Length"], body) == ("4", b"four")
    answer, body = ask(connection, path="/empty")
    assert (answer.status, answer.headers["Content-Length"], body) == (204, None, b"")
    assert ask(connection, "POST", body=b"next")[1] == b"next"


def test_a_client_that_wants_the_connection_closed_has_it_closed(connection):
    answer, _ = ask(connection, headers={"Connection": "close"})
    assert answer.headers["Connection"] == "close"
    assert answer.will_close


def test_a_body_in_chunks_is_read_and_ends_the_connection(connection):
    answer, body = ask(connection, "POST", body=iter([b"one ", b"two"]), encode_chunked=True)
    assert body == b"one two"
    assert answer.will_close


def test_who_waits_to_be_told_to_go_on_is_told(server):
    with closing(http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)) as made:
        made.connect()
        made.sock.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        assert made.sock.recv(100).startswith(b"HTTP/1.1 100 Continue")
        made.sock.sendall(b"ok")
        assert b"ok" in made.sock.recv(1000)
