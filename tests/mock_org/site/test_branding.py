import base64

import pytest

from mock_org.org.colors import contrast
from mock_org.site.branding import properties
from tests.mock_org.site.portal import SITE

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def central(world):
    return world.admin.query("SELECT Id FROM Network")[0]["Id"]


def brand(world, central, colors=None, logo=None, name="Partner Central"):
    world.org.session(world.admin.user_id).brand_site(central, name, colors or {}, logo)


def test_a_site_without_colors_has_no_style_sheet_of_its_own(guest):
    assert "branding.css" not in guest.get("/s/login/").text
    assert guest.get("/sfsites/logo").status_code == 404


def test_colors_logo_and_name_are_on_every_page(world, central, guest, acme):
    brand(world, central, {"zeronaryColor": "#0A3764"}, PNG, "Acme <Partners>")
    for visitor, path in ((guest, "/s/login/"), (acme.visitor, "/s/"), (guest, "/s/login/ForgotPassword")):
        page = visitor.get(path).text
        assert f'href="{SITE}/sfsites/branding.css"' in page
        assert f'src="{SITE}/sfsites/logo" alt=""' in page
        assert "Acme &lt;Partners&gt;" in page
    styles = guest.get("/sfsites/branding.css")
    assert styles.content_type == "text/css; charset=utf-8"
    assert "--header: #0a3764;" in styles.text
    logo = guest.get("/sfsites/logo")
    assert (logo.content_type, logo.data) == ("image/png", PNG)
    assert logo.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("color", ["#ffffff", "#000000", "#ffff00", "#777777", "#00ff00", "#c0c0c0"])
def test_text_can_be_read_on_every_color(color):
    found = properties(dict.fromkeys(("zeronaryColor", "quaternaryColor", "primaryColor", "loginPrimaryColor"), color))
    pairs = [
        ("header-ink", "header"),
        ("header-soft", "header"),
        ("ground-ink", "ground"),
        ("brand-ink", "brand"),
        ("mark-ink", "mark"),
        ("login-ink", "login-brand"),
    ]
    for ink, ground in pairs:
        assert contrast(found[ink], found[ground]) >= 4.5, (ink, color)
    assert contrast(found["link"], "#ffffff") >= 4.5
    assert contrast(found["brand-dark"], "#ffffff") >= 4.5


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"colors": {"zeronaryColor": "red;} body{display:none"}}, "Header Background"),
        ({"colors": {"nothing": "#fff"}}, "nothing"),
        ({"logo": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}, "PNG, JPEG or GIF"),
        ({"logo": b"\x89PNG\r\n\x1a\n" + b"x" * 300_000}, "200 kB"),
        ({"name": " "}, "Name"),
    ],
)
def test_what_is_no_color_logo_or_name_is_refused_and_nothing_changes(world, central, guest, change, word):
    brand(world, central, {"primaryColor": "#1797C0"})
    before = guest.get("/sfsites/branding.css").text
    with pytest.raises(Exception, match=word):
        brand(world, central, **({"colors": {}} | change))
    assert guest.get("/sfsites/branding.css").text == before


def test_only_who_sets_up_sites_brands_them(world, central, acme):
    for user_id in (acme.partner.user_id, world.user("Rep", "Sales Rep")):
        with pytest.raises(Exception, match="permission"):
            world.org.session(user_id).brand_site(central, "x", {}, None)
