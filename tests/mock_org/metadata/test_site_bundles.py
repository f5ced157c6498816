"""The template and the colours of a site, from the files of its pages and from its NetworkBranding."""

import json
from typing import Any

import pytest

AURA_SET = {"definitionName": "x", "values": {"ActionColor": "rgb(57, 75, 133)", "PageBackgroundColor": "#FFF"}}
LWR_SET = {"contentBody": {"values": {"PrimaryAccentColor": "#005fb2", "BackgroundColor": "var(--dxp-g-root)"}}}


def site(project: Any, bundle: str = "Pages1") -> Any:
    return project.put("networks/Ours.network", "Network", f"<picassoSite>{bundle}</picassoSite>")


def write(project: Any, path: str, content: Any) -> None:
    file = project.folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")


def look(org: Any) -> Any:
    found = org.looks.get(org.one("Network")["Id"])
    return found and (found.template, found.colors, found.footer)


def test_an_experience_bundle_makes_an_aura_site_with_its_colors(org: Any, project: Any) -> None:
    site(project).put("experiences/Pages1.site", "ExperienceBundle", "<label>Ours</label>")
    write(project, "experiences/Pages1/brandingSets/jepson.json", AURA_SET)
    assert project.deploy(org).refused == ()
    assert look(org) == ("Build Your Own", {"primaryColor": "#394b85", "quaternaryColor": "#ffffff"}, "")


def test_a_digital_experience_bundle_makes_an_lwr_site(org: Any, project: Any) -> None:
    site(project).put("digitalExperiences/site/Pages1/Pages1.digitalExperience", "DigitalExperienceBundle", "")
    below = "digitalExperiences/site/Pages1/sfdc_cms__brandingSet/Build_Your_Own_LWR"
    write(project, f"{below}/content.json", LWR_SET)
    write(project, f"{below}/_meta.json", {"apiName": "x"})
    assert project.deploy(org).refused == ()
    assert look(org) == ("Build Your Own (LWR)", {"primaryColor": "#005fb2"}, "")


def test_a_network_branding_counts_more(org: Any, project: Any) -> None:
    site(project).put("experiences/Pages1.site", "ExperienceBundle", "<label>Ours</label>")
    write(project, "experiences/Pages1/brandingSets/jepson.json", AURA_SET)
    content = "<network>Ours</network><primaryColor>#1797C0</primaryColor><zeronaryColor>#51606E</zeronaryColor>"
    unused = "<tertiaryColor>#DDE4E9</tertiaryColor><loginFooterText>We</loginFooterText>"
    project.put("networkBranding/cbOurs.networkBranding", "NetworkBranding", content + unused)
    assert project.deploy(org).not_understood == ()
    colors = {"primaryColor": "#1797c0", "quaternaryColor": "#ffffff", "zeronaryColor": "#51606e"}
    assert look(org) == ("Build Your Own", colors, "We")


def test_a_site_without_any_keeps_its_look(org: Any, project: Any) -> None:
    site(project).deploy(org)
    assert look(org) is None


def test_a_custom_site_says_nothing_of_pages(org: Any, project: Any) -> None:
    report = site(project).put("sites/Pages1.site", "CustomSite", "<active>true</active>").deploy(org)
    assert [fault.advice for fault in report.not_understood] == [
        "is not read: the network's urlPathPrefix is the site's address"
    ]
    assert look(org) is None


@pytest.mark.parametrize("content", ["{", "[]", '{"values": 3}', '{"contentBody": 1}', "[" * 100_000])
def test_a_branding_set_that_is_none_is_refused(org: Any, project: Any, content: str) -> None:
    write(site(project), "experiences/Pages1/brandingSets/x.json", content)
    assert [fault.advice for fault in project.deploy(org).refused] == ['is no branding set: {"values": {…}} is right']


def test_a_color_that_is_none_is_refused(org: Any, project: Any, faults: Any) -> None:
    content = "<network>Ours</network><primaryColor>red</primaryColor>"
    site(project).put("networkBranding/cb.networkBranding", "NetworkBranding", content)
    assert faults(project.deploy(org).refused) == [
        "networkBranding/cb.networkBranding-meta.xml: primaryColor: is 'red'; a color as #1797C0 is right"
    ]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("experiences/Pages1/config/pages.json", {"isAvailableToGuests": True}),
        (
            "digitalExperiences/site/Pages1/sfdc_cms__site/Pages1/content.json",
            {"contentBody": {"authenticationType": "AUTHENTICATED_WITH_PUBLIC_ACCESS_ENABLED"}},
        ),
    ],
)
def test_guests_see_the_pages_of_a_site_that_says_so(org: Any, project: Any, path: str, content: Any) -> None:
    site(project).put("experiences/Pages1.site", "ExperienceBundle", "<label>Ours</label>").deploy(org)
    assert org.looks[org.one("Network")["Id"]].public is False
    write(project, path, content)
    project.deploy(org)
    assert org.looks[org.one("Network")["Id"]].public is True
