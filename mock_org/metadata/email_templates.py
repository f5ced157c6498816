"""EmailTemplate: email/F/T.email-meta.xml, its text beside it in T.email; and the folders, F.emailFolder-meta.xml."""

from types import MappingProxyType

from mock_org.mail import check_template
from mock_org.metadata.email_template_part import EmailTemplatePart
from mock_org.metadata.findings import Findings
from mock_org.metadata.node import LARGEST, Node
from mock_org.metadata.parts import Project
from mock_org.metadata.records import save, written_for
from mock_org.metadata.source import META, SourceFile
from mock_org.metadata.target import SetupRecords
from mock_org.metadata.world import World

ROOT, FOLDER_ROOT = "EmailTemplate", "EmailFolder"
# Metadata API, EmailTemplate: templates without a folder. Confidence A.
UNFILED = "unfiled$public"
# Its types (confidence A); the text of the last is markup that is not read.
TYPES = frozenset({"text", "html", "custom", "visualforce"})
_ACCESS = frozenset({"Shared", "Public", "Hidden", "PublicInternal"})
_HARMLESS = frozenset({"fullName", "apiVersion", "attachments", "letterhead", "packageVersions", "relatedEntityType"})


def is_content(file: SourceFile) -> bool:
    """Whether a file is the text of a template, which is read with its -meta.xml."""
    return file.path.suffix == ".email" and file.path.with_name(file.path.name + META).is_file()


def read(file: SourceFile, root: Node, project: Project) -> None:
    """A template: subject and switches in the XML, the text in the file beside it."""
    kind = root.choice("type", TYPES)
    if kind is None and not root.has("type"):
        root.required("type")
    content = _content(file, root)
    text = root.maybe("textOnly")
    values: dict[str, object] = {
        "Name": root.required("name"),
        "Description": root.maybe("description"),
        "Subject": root.maybe("subject"),
        "Encoding": root.maybe("encodingKey") or "UTF-8",
        "TemplateStyle": root.maybe("style") or "none",
        "IsActive": root.flag("available"),
        "TemplateType": kind,
        "UiType": root.maybe("uiType") or "Aloha",
        "Body": content if kind == "text" else text,
        "HtmlValue": None if kind == "text" else content,
    }
    root.known(_HARMLESS)
    root.finish()
    if kind == "visualforce":
        root.findings.note(root.place.at("type"), "Visualforce is not read; the template is left out")
        project.skipped_templates.add(file.full_name.lower())
        return
    part = EmailTemplatePart(root.place, file.full_name, file.folder, MappingProxyType(values))
    project.email_templates[file.full_name.lower()] = part


def read_folder(file: SourceFile, root: Node, project: Project) -> None:
    """A folder of templates; its name is the folder's DeveloperName."""
    values = {"Name": root.required("name"), "AccessType": root.choice("accessType", _ACCESS) or "Public"}
    project.email_folders[file.full_name.lower()] = values
    root.known({"fullName", "publicFolderAccess"})
    root.known({"sharedTo", "folderShares"})
    root.finish()


def _content(file: SourceFile, root: Node) -> str:
    beside = file.path.with_name(file.path.name.removesuffix(META))
    try:
        if beside.stat().st_size <= LARGEST:
            return beside.read_text(encoding="utf-8-sig")
        root.findings.refuse(root.place, f"{beside.name} is larger than {LARGEST} bytes")
    except (OSError, UnicodeDecodeError):
        root.findings.refuse(root.place, f"{beside.name} must lie beside it, with the template's text in UTF-8")
    return ""


def check(project: Project, world: World, findings: Findings) -> None:
    """The merge fields are there; a template with what the mock does not have is left out."""
    for key, part in list(project.email_templates.items()):
        fault = check_template(part.values, world.schema)
        if fault is None:
            continue
        name, why = fault
        place = part.place.at("subject") if name == "Subject" else part.place
        if why.wrong:
            findings.refuse(place, str(why))
        else:
            findings.note(place, f"{why}; the template is left out")
        del project.email_templates[key]
        project.skipped_templates.add(key)


def template_exists(path: str, project: Project, world: World) -> bool:
    """Whether the project or the org has a template that is named as networks name it: unfiled$public/Welcome."""
    name = path.rpartition("/")[2]
    return name.lower() in project.email_templates or world.has_record("EmailTemplate", DeveloperName=name)


def write(project: Project, world: World, records: SetupRecords) -> None:
    """Create or change the folders and templates."""
    for part in project.email_templates.values():
        with written_for(part.place):
            folder = _folder_id(part.folder, project, records)
            save(records, "EmailTemplate", {"DeveloperName": part.name}, dict(part.values) | {"FolderId": folder})


def _folder_id(name: str, project: Project, records: SetupRecords) -> str:
    if name == UNFILED:
        return str(records.find("Organization")[0]["Id"])
    values = project.email_folders.get(name.lower(), {"Name": name, "AccessType": "Public"})
    return save(records, "Folder", {"DeveloperName": name, "Type": "Email"}, values)
