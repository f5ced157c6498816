"""The address of a record that names no object."""

from tests.mock_org.setup.visitor import visitor_of


def test_an_id_leads_to_the_page_of_its_object(world, admin):
    partner, visitor = world.partner("Acme"), visitor_of(world, admin)
    for record_id, target in (
        (partner.account_id, f"/lightning/r/Account/{partner.account_id}/view"),
        (partner.contact_id, f"/lightning/r/Contact/{partner.contact_id}/view"),
        (partner.user_id, f"/lightning/setup/ManageUsers/page?address=%2F{partner.user_id}%3Fnoredirect%3D1"),
    ):
        assert visitor.client.get(f"/lightning/r/{record_id}/view").location == target
    assert visitor.client.get("/lightning/r/00QMo0000000001MAA/view").status_code == 404
