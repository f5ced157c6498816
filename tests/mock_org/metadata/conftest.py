"""An org that only remembers what a deploy wrote into it, and projects made of a few files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from mock_org.dml import SaveRules
from mock_org.metadata import DeployReport, deploy
from mock_org.org.branding import SiteLook
from mock_org.org.list_view_definition import NewListView
from mock_org.schema import Schema, SObject, load_standard, make_id
from mock_org.security import SharingModel
from mock_org.settings import Settings

NAMESPACE = "http://soap.sforce.com/2006/04/metadata"
ROLE_GROUPS = ("Role", "RoleAndSubordinates", "RoleAndSubordinatesInternal")


class FakeOrg:
    """Setup records in lists; a role brings its groups, as in an org."""

    def __init__(self) -> None:
        self.settings = Settings.model_validate({})
        self.schema = Schema(load_standard(), self.settings.features())
        self.sharing: SharingModel | None = None
        self.rules = SaveRules()
        self.tables: dict[str, list[dict[str, Any]]] = {}
        self.looks: dict[str, SiteLook] = {}
        self.writes = 0
        self.list_views: list[NewListView] = []
        for name in ("Salesforce", "Partner Community", "Customer Community"):
            self.insert("UserLicense", {"Name": name})
        internal = self.id("UserLicense", "Salesforce")
        admin = self.insert("Profile", {"Name": "System Administrator", "UserLicenseId": internal})
        self.insert("PermissionSet", {"Name": "Admin", "ProfileId": admin, "IsOwnedByProfile": True})
        for name in ("Welcome", "ForgotPassword", "ChangePassword"):
            self.insert("EmailTemplate", {"DeveloperName": f"Community{name}EmailTemplate"})
        self.writes = 0

    def system_session(self) -> "FakeOrg":
        return self

    def find(self, sobject_name: str, **equals: Any) -> list[dict[str, Any]]:
        def same(record: dict[str, Any], name: str, value: Any) -> bool:
            found = record.get(name)
            if isinstance(value, bool):
                return bool(found) == value
            return str(found).lower() == str(value).lower()

        return [r for r in self.tables.get(sobject_name, []) if all(same(r, n, v) for n, v in equals.items())]

    def declare_look(self, network_id: str, declared: SiteLook) -> None:
        self.looks[network_id] = declared
        self.writes += 1

    def insert(self, sobject_name: str, values: Mapping[str, Any]) -> str:
        sobject = self.schema[sobject_name]
        assert all(sobject.field(name) for name in values), (sobject_name, values)
        rows = self.tables.setdefault(sobject_name, [])
        record_id = make_id(sobject.key_prefix or "", len(rows) + 1)
        rows.append({"Id": record_id} | dict(values))
        self.writes += 1
        if sobject_name == "UserRole":
            for kind in ROLE_GROUPS:
                self.insert("Group", {"Type": kind, "RelatedId": record_id, "Name": kind})
        return record_id

    def load(self, sobject_name: str, records: Sequence[Mapping[str, Any]]) -> None:
        for record in records:
            self.insert(sobject_name, record)

    def update(self, sobject_name: str, record_id: str, values: Mapping[str, Any]) -> None:
        assert all(self.schema[sobject_name].field(name) for name in values), (sobject_name, values)
        self.find(sobject_name, Id=record_id)[0].update(values)
        self.writes += 1

    def delete(self, sobject_name: str, record_id: str) -> None:
        self.tables[sobject_name] = [r for r in self.tables[sobject_name] if r["Id"] != record_id]

    def define_list_views(self, views: Sequence[NewListView], *, change: bool = True) -> None:
        self.list_views += views

    def change_schema(self, sobjects: Iterable[SObject]) -> None:
        self.schema.add(*sobjects)

    def set_sharing(self, sharing: SharingModel) -> None:
        self.sharing = sharing

    def set_rules(self, rules: SaveRules) -> None:
        self.rules = rules

    def configure(self, settings: Settings) -> None:
        self.settings = settings
        self.schema.features = settings.features()

    @property
    def database(self) -> "FakeOrg":
        return self

    @contextmanager
    def transaction(self) -> Iterator[None]:
        before = {name: [dict(r) for r in rows] for name, rows in self.tables.items()}
        try:
            yield
        except BaseException:
            self.tables = before
            raise

    def id(self, sobject: str, name: str) -> str:
        return str(self.find(sobject, Name=name)[0]["Id"])

    def one(self, sobject: str, **equals: Any) -> dict[str, Any]:
        found = self.find(sobject, **equals)
        assert len(found) == 1, (sobject, equals, found)
        return found[0]

    def field_access(self, profile: str, field: str) -> tuple[bool, bool]:
        profile_id = self.one("Profile", Name=profile)["Id"]
        owned = self.one("PermissionSet", ProfileId=profile_id)
        found = self.find("FieldPermissions", ParentId=owned["Id"], Field=field)
        return (found[0]["PermissionsRead"], found[0]["PermissionsEdit"]) if found else (False, False)


class Project:
    """A folder that takes files by their path below it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def raw(self, path: str, content: str | bytes) -> "Project":
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self

    def put(self, path: str, root: str, content: str = "") -> "Project":
        """A metadata file: `path` without -meta.xml, the root's tag, what is in it."""
        return self.raw(f"{path}-meta.xml", f'<{root} xmlns="{NAMESPACE}">{content}</{root}>')

    def role(self, name: str, parent: str = "") -> "Project":
        above = f"<parentRole>{parent}</parentRole>" if parent else ""
        return self.put(f"roles/{name}.role", "Role", f"<name>{name}</name>{above}")

    def deploy(self, org: FakeOrg) -> DeployReport:
        return deploy(org, [self.folder])


def lines(faults: Iterable[object]) -> list[str]:
    """A report's lines without the project folder's name and the line in the file, which is the first."""
    return [str(fault).partition("/")[2].replace("-meta.xml:1:", "-meta.xml:", 1) for fault in faults]


@pytest.fixture
def org() -> FakeOrg:
    return FakeOrg()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "project")


@pytest.fixture
def faults() -> Any:
    return lines
