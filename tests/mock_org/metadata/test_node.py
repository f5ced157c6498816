"""Files that are no metadata, or no XML that one should read."""

from typing import Any

import pytest

BOMB = """<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<Role xmlns="http://soap.sforce.com/2006/04/metadata"><name>&b;</name></Role>"""
OUTSIDE = """<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<Role xmlns="http://soap.sforce.com/2006/04/metadata"><name>&x;</name></Role>"""


PLAIN = '<!DOCTYPE r><Role xmlns="http://soap.sforce.com/2006/04/metadata"><name>A</name></Role>'


@pytest.mark.parametrize("content", [BOMB, OUTSIDE, PLAIN])
def test_a_file_with_entities_is_refused(org: Any, project: Any, faults: Any, content: str) -> None:
    report = project.raw("roles/A.role-meta.xml", content).deploy(org)
    assert faults(report.refused) == [
        "roles/A.role-meta.xml: declares a document type or entities; a metadata file has none"
    ]


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe binary", b"<Role><name>", b"PK\x03\x04", b"\xef\xbb\xbf<<"])
def test_a_file_that_is_no_xml_is_refused(org: Any, project: Any, faults: Any, content: bytes) -> None:
    report = project.raw("roles/A.role-meta.xml", content).deploy(org)
    assert len(report.refused) == 1
    assert faults(report.refused)[0].startswith("roles/A.role-meta.xml: is not well-formed XML: ")


def test_a_huge_file_is_refused_unread(org: Any, project: Any, faults: Any) -> None:
    project.raw("roles/A.role-meta.xml", b" " * (16 * 1024 * 1024 + 1))
    assert faults(project.deploy(org).refused) == ["roles/A.role-meta.xml: is larger than 16 MB; no metadata file is"]


def test_deep_nesting_is_no_trap(org: Any, project: Any) -> None:
    deep = "<a>" * 5000 + "</a>" * 5000
    report = project.put("roles/A.role", "Role", f"<name>A</name>{deep}").deploy(org)
    assert [(f.element, f.advice) for f in report.not_understood] == [("a", "is not understood and has no effect")]


def test_another_namespace_is_refused(org: Any, project: Any, faults: Any) -> None:
    project.raw("roles/A.role-meta.xml", "<Role><name>A</name></Role>")
    assert faults(project.deploy(org).refused) == [
        'roles/A.role-meta.xml: Role: must be in the namespace xmlns="http://soap.sforce.com/2006/04/metadata"'
    ]


def test_the_wrong_root_is_refused(org: Any, project: Any, faults: Any) -> None:
    report = project.put("roles/A.role", "Profile").deploy(org)
    assert faults(report.refused) == ["roles/A.role-meta.xml: Profile: is the wrong root; Role is right in this file"]


def test_an_element_that_may_stand_once_is_refused_twice(org: Any, project: Any, faults: Any) -> None:
    report = project.put("roles/A.role", "Role", "<name>A</name><name>B</name>").deploy(org)
    assert faults(report.refused) == ["roles/A.role-meta.xml: name: stands here 2 times; one is right"]


def test_a_flag_that_is_neither_true_nor_false_is_refused(org: Any, project: Any, faults: Any) -> None:
    project.put("roles/A.role", "Role", "<name>A</name><mayForecastManagerShare>yes</mayForecastManagerShare>")
    assert faults(project.deploy(org).refused) == [
        "roles/A.role-meta.xml: mayForecastManagerShare: is 'yes'; true or false is right"
    ]


def test_elements_where_text_is_right_are_refused(org: Any, project: Any, faults: Any) -> None:
    report = project.put("roles/A.role", "Role", "<name>A<b/></name>").deploy(org)
    assert faults(report.refused) == ["roles/A.role-meta.xml: name: holds elements; text is right"]
