"""Records as they show themselves in reports."""

from factories import Record


def test_a_record_does_not_show_the_password_that_a_factory_made():
    record = Record("User", {"LastName": "Lee", "password": "secret"})
    assert repr(record) == "User({'LastName': 'Lee', 'password': '…'})"
    assert record.password == "secret"
