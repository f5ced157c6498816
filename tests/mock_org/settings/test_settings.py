"""What metadata cannot say, and how a wrong settings file is refused."""

import pytest

from mock_org.errors import SetupError
from mock_org.settings import Settings, load_settings


def test_a_new_org_has_experiences_prm_one_portal_role_and_a_hundred_seats():
    settings = Settings()
    assert settings.features() == {"experiences", "partner"}
    assert settings.portal_roles == 1
    assert settings.seats()["Partner Community"] == 100


def test_partner_fields_need_prm_or_partner_licences():
    assert "partner" in Settings(prm=False).features()
    without = Settings(prm=False, licenses={"Partner Community": 0, "Partner Community Login": 0})
    assert "partner" not in without.features()
    assert Settings(digital_experiences=False).features() == frozenset()


def test_licences_are_patched_seat_by_seat():
    settings = Settings(licenses={"Partner Community": 2}).patched({"licenses": {"Customer Community": 3}})
    assert settings.licenses == {"Partner Community": 2, "Customer Community": 3}


def test_a_settings_file_is_read(tmp_path):
    file = tmp_path / "mock-org.toml"
    file.write_text('portal_roles = 3\nuser_password = "Secret123"\n[licenses]\n"Partner Community" = 5\n')
    assert load_settings(file).seats()["Partner Community"] == 5


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("portal_roles = 1\nportal_rolls = 2\n", 2, "portal_rolls"),
        ("portal_roles = 9\n", 1, "portal_roles"),
        ('prm = "yes"\n', 1, "prm"),
        ('\n\n[licenses]\n"Partner Community" = -1\n', 4, "Partner Community"),
        ("portal_roles = \n", 1, "line 1"),
    ],
)
def test_a_fault_in_the_file_is_told_with_line_and_name(tmp_path, text, line, word):
    file = tmp_path / "mock-org.toml"
    file.write_text(text)
    with pytest.raises(SetupError) as refusal:
        load_settings(file)
    assert word in str(refusal.value)
    assert f":{line}:" in str(refusal.value) or f"line {line}" in str(refusal.value)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(SetupError, match=r"nowhere\.toml"):
        load_settings(tmp_path / "nowhere.toml")


def test_unknown_settings_are_refused_with_those_that_there_are():
    with pytest.raises(SetupError, match=r"no such setting; there are: .*portal_roles"):
        Settings().patched({"portal_rolls": 1})
