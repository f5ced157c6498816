"""The settings of mails."""

import pytest

from mock_org.errors import SetupError
from mock_org.settings import Settings


def test_a_change_of_one_mail_setting_keeps_the_others():
    changed = Settings().patched({"mail": {"org_wide_name": "Acme"}}).patched({"mail": {"assigned": "never"}})
    assert (changed.mail.org_wide_name, changed.mail.assigned) == ("Acme", "never")


@pytest.mark.parametrize(
    "wrong", [{"smtp": "localhost"}, {"org_wide_address": "nobody"}, {"assigned": "sometimes"}, {"port": 25}]
)
def test_a_wrong_mail_setting_is_refused_by_name(wrong):
    with pytest.raises(SetupError, match=f"mail.{next(iter(wrong))}"):
        Settings().patched({"mail": wrong})
