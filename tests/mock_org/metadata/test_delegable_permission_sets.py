"""Permission sets that delegated external user administrators give."""

from typing import Any

import pytest

SET = "<label>Gold</label>"
FILE = "<masterLabel>Gold</masterLabel><permissionSet>Gold</permissionSet><profile>Admin</profile>"
PATH = "portaldelegablepermissionsets/Gold.portaldelegablepermissionset"
ROOT = "PortalDelegablePermissionSet"


def put(project: Any, content: str = FILE) -> Any:
    project.put("permissionsets/Gold.permissionset", "PermissionSet", SET)
    return project.put(PATH, ROOT, content)


def test_a_file_is_a_record_that_a_second_deploy_leaves_alone(org: Any, project: Any) -> None:
    for _ in range(2):
        report = put(project, FILE + "<isProtected>false</isProtected>").deploy(org)
        assert (report.refused, [f for f in report.not_understood if "delegable" in str(f)]) == ((), [])
    row = org.one(ROOT, DeveloperName="Gold")
    assert row["PermissionSetId"] == org.id("PermissionSet", "Gold")
    assert row["ProfileId"] == org.id("Profile", "System Administrator")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (FILE.replace(">Gold</perm", ">Nope</perm"), "is no permission set of the project or the org"),
        (FILE.replace("Admin", "Nope"), "is no profile of the project or the org"),
        (FILE + "<unknown/>", "unknown"),
    ],
)
def test_what_is_not_there_is_refused_and_nothing_is_loaded(org: Any, project: Any, content: str, fault: str) -> None:
    report = put(project, content).deploy(org)
    assert [fault in str(each) for each in report.refused] == [True]
    assert not org.find(ROOT)
