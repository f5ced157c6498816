"""Components: plain markup on two of the templates, nested open shadow roots on the third."""

import re

import pytest
from flask import render_template_string

from mock_org.site.component import components
from tests.mock_org.site.portal import heading_of

TEXT = (
    '{% call component("c-outer") %}<p>{% call component("c-item", {"field-label": label}, styled=False) %}'
    "{{ text }}{% endcall %}</p>{% endcall %}"
)


def drawn(world, **values):
    with world.app.test_request_context():
        return render_template_string(TEXT, component=components(shadow=values.pop("shadow")), **values)


def test_a_component_is_its_plain_content_and_an_element_only_with_attributes(world):
    page = drawn(world, shadow=False, label="Name", text="Ann & Bo")
    assert page == '<p><c-item field-label="Name">Ann &amp; Bo</c-item></p>'


def test_the_shadow_template_holds_the_content_in_nested_roots(world):
    page = drawn(world, shadow=True, label='"><script>', text="<b>")
    assert page.startswith(
        '<c-outer><template shadowrootmode="open"><link rel="stylesheet" href="/sfsites/static/site.css"><p>'
    )
    assert (
        '<c-item field-label="&#34;&gt;&lt;script&gt;"><template shadowrootmode="open">&lt;b&gt;</template></c-item>'
        in page
    )


@pytest.fixture
def shadow(world):
    world.org.configure(world.org.settings.patched({"site_template": "Partner Central (Shadow)"}))
    yield world
    world.org.configure(world.org.settings.patched({"site_template": "Partner Central"}))


def test_the_template_decides(acme, shadow):
    page = acme.visitor.get("/s/").text
    assert heading_of(page.partition("<main")[2]) == "Welcome, AcmeUser"
    assert page.count('<template shadowrootmode="open">') == page.count("</template>") > 0
    assert acme.visitor.client.get("/services/data/").status_code == 200


def test_scripts_come_from_the_site_itself_and_from_nowhere_else(acme):
    answer = acme.visitor.get("/s/")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'; connect-src 'self'" in policy
    assert "unsafe" not in policy
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", answer.text, re.DOTALL)
    assert scripts
    assert {inline for _, inline in scripts} == {""}
    for attributes, _ in scripts:
        source = re.search(r'src="(/sfsites/[a-z]+\.js)"', attributes)[1]
        script = acme.visitor.client.get(source)
        assert script.mimetype == "text/javascript"
        script.close()
    assert (
        "script-src"
        not in acme.visitor.client.get("/lightning/setup/SetupNetworks/home").headers["Content-Security-Policy"]
    )
