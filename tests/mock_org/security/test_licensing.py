"""What a licence does not allow."""

import pytest

from mock_org.security.arithmetic import ObjectPermission, Permissions
from mock_org.security.licensing import allowed, refusals

ALL = ObjectPermission(True, True, True, True, True, True, True)
GIVEN = Permissions(frozenset({"ApiEnabled", "ViewAllData"}), {"lead": ALL, "case": ALL}, {})


@pytest.mark.parametrize(
    ("user_type", "view_all", "refused"),
    [
        ("Standard", False, set()),
        (None, False, set()),
        ("PowerPartner", True, {"ViewAllData"}),
        (
            "PowerPartner",
            False,
            {"ViewAllData", "view_all lead", "modify_all lead", "view_all case", "modify_all case"},
        ),
        ("CspLitePortal", True, {"ViewAllData", *(f"{name} lead" for name in ObjectPermission.__slots__)}),
    ],
)
def test_a_licence_refuses_what_it_does_not_allow(user_type, view_all, refused):
    assert {" ".join(each).strip() for each in refusals(user_type, GIVEN, view_all=view_all)} == refused


def test_an_internal_user_has_what_is_given():
    assert allowed("Standard", GIVEN, view_all=False) is GIVEN


def test_what_is_stored_and_not_allowed_does_not_work():
    found = allowed("PowerPartner", GIVEN, view_all=False)
    assert found.user == {"ApiEnabled"}
    assert (found.objects["lead"].edit, found.objects["lead"].view_all) == (True, False)


def test_a_guest_reads_and_creates():
    found = allowed("Guest", GIVEN, view_all=True).objects["lead"]
    assert found == ObjectPermission(create=True, read=True)
