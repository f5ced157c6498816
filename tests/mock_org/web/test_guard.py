import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_org.web.guard import local_path


@pytest.mark.parametrize("path", ["/", "/partners/s/", "/partners/s/lead/Lead/Default?q=a%20b&x=1", "/s/#top"])
def test_a_local_path_stays_as_it_is(path):
    assert local_path(path, "/home") == path


@given(st.text(alphabet="/\\:@?#.eh \t\n\r\0%", max_size=12))
def test_nothing_but_a_path_of_this_host_gets_through(target):
    found = local_path(target, "/home")
    assert found.startswith("/")
    assert found[1:2] not in ("/", "\\")
    assert not set(found) & set("\\ \t\n\r\0")
