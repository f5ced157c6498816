"""SharingRules: sharingRules/X.sharingRules-meta.xml: owner-based, criteria-based and guest rules of one object."""

from mock_org.metadata.criteria import Criterion
from mock_org.metadata.filters import ImpreciseFilter, condition
from mock_org.metadata.findings import Findings, Place
from mock_org.metadata.node import Node
from mock_org.metadata.parts import Project, RuleKind, RulePart
from mock_org.metadata.principals import principal_exists, read_principal
from mock_org.metadata.rule_levels import widens
from mock_org.metadata.source import SourceFile
from mock_org.metadata.world import World
from mock_org.schema import SObject
from mock_org.security import AccountLevels, Principal, SharingRule

ROOT = "SharingRules"
LEVELS = frozenset({"Read", "Edit"})
CHILD_LEVELS = frozenset({"None", "Read", "Edit"})
# Metadata API, SharingRules: which element holds which kind of rule. Confidence A.
KINDS: tuple[tuple[str, RuleKind], ...] = (
    ("sharingCriteriaRules", "criteria"),
    ("sharingOwnerRules", "owner"),
    ("sharingGuestRules", "guest"),
)
TERRITORIES = ("sharingTerritoryRules", "sharingTerritoryGroupRules")
# Which element says of a rule with criteria whether records of owners without a role are meant, too.
ROLELESS = {"criteria": "includeRecordsOwnedByAll", "guest": "includeHVUOwnedRecords"}
# Objects that Salesforce can share by rules and the mock has not: a rule gives nothing (Metadata API, SharingRules).
ELSEWHERE = frozenset(
    {
        "asset", "authorizationform", "contactpointaddress", "contactpointemail", "contactpointphone", "contract",
        "datause", "individual", "knowledge__kav", "location", "macro", "operatinghours", "order", "orgdeletionrequest",
        "pricebook2", "product2", "productitem", "productrequest", "resource", "serviceappointment",
        "servicecontract", "serviceresource", "shipment", "territory", "territory2", "territory2model",
        "useremailpreferredperson", "userprovisioningrequest", "workorder", "worktype",
    }
)  # fmt: skip


def read(file: SourceFile, root: Node, project: Project) -> None:
    """A file of rules; its name is the object's."""
    for tag, kind in KINDS:
        for node in root.nodes(tag, "fullName"):
            rule = _rule(node, file.full_name, kind)
            if rule:
                project.rules[file.full_name.lower(), rule.name.lower()] = rule
    for tag in TERRITORIES:
        if root.has(tag):
            root.findings.refuse(root.place.at(tag), "territories are not part of the mock; leave the rule out")
    root.known({*TERRITORIES, "fullName"})
    root.finish(strict=True)


def _rule(node: Node, sobject: str, kind: RuleKind) -> RulePart | None:
    # "Read Only is the only access level that can be given to guest users" (Salesforce help, "Create Guest User Sharing
    # Rules"; confidence A).
    levels = LEVELS if kind != "guest" else frozenset({"Read"})
    name, access = node.required("fullName"), node.choice("accessLevel", levels)
    if access is None and not node.has("accessLevel"):
        node.findings.refuse(
            node.place.at("accessLevel"), f"is missing; {'Read' if kind == 'guest' else 'Read or Edit'} is right"
        )
    shared_to = read_principal(node, "sharedTo", guests=kind == "guest")
    shared_from = read_principal(node, "sharedFrom") if kind == "owner" else None
    by_criteria = kind in ROLELESS
    criteria = tuple(_criterion(item) for item in node.nodes("criteriaItems")) if by_criteria else ()
    if by_criteria and not criteria:
        node.findings.refuse(
            node.place.at("criteriaItems"), f"is missing; a {kind} rule without one would share every record"
        )
    children = _account_levels(node, sobject, kind)
    logic = node.maybe("booleanFilter") if by_criteria else None
    include_all = node.flag(ROLELESS[kind]) if by_criteria else True
    label = node.text("label", name)
    node.known({"description"})
    node.finish(strict=True)
    if not (access and shared_to) or (kind == "owner" and shared_from is None):
        return None
    return RulePart(
        node.place, sobject, name, label, kind, access, shared_to, shared_from, criteria, logic, include_all, children
    )


def _criterion(node: Node) -> Criterion:
    found = Criterion(node.place, node.required("field"), node.required("operation"), node.text("value"))
    if node.has("valueField"):
        node.findings.refuse(node.place.at("valueField"), "is not read; compare with a value")
    node.known({"valueField"})
    node.finish(strict=True)
    return found


def _account_levels(node: Node, sobject: str, kind: str) -> AccountLevels:
    """Account rules must say what they give on the account's children (Metadata API, AccountSharingRuleSettings); rules
    for guests give nothing on them (confidence D).
    """
    found = node.nodes("accountSettings")
    wanted = sobject.lower() == "account" and (kind != "guest" or bool(found))
    if len(found) != wanted:
        right = (
            "an Account rule has one, with the levels of cases, contacts and opportunities"
            if wanted
            else "only Account rules have it"
        )
        node.findings.refuse(node.place.at("accountSettings"), f"stands here {len(found)} times; {right}")
        return AccountLevels()
    if not wanted:
        return AccountLevels()
    allowed = CHILD_LEVELS if kind != "guest" else frozenset({"None"})
    levels = [found[0].choice(f"{child}AccessLevel", allowed) or "None" for child in ("case", "contact", "opportunity")]
    found[0].finish(strict=True)
    return AccountLevels(*levels)  # type: ignore[arg-type]


def check(project: Project, world: World, findings: Findings) -> tuple[SharingRule, ...]:
    """The rules, with their criteria as conditions; what they name exists."""
    rules = []
    for part in project.rules.values():
        sobject = _sobject(part, project, world, findings)
        if sobject is None:
            continue
        for principal, tag in ((part.shared_to, "sharedTo"), (part.shared_from, "sharedFrom")):
            if principal:
                _check_principal(principal, part.place.at(tag), project, world, findings)
        widens(part, sobject, world.schema, findings)
        rule = _resolved(part, sobject, world, findings)
        if rule:
            rules.append(rule)
    return tuple(rules)


def _check_principal(principal: Principal, place: Place, project: Project, world: World, findings: Findings) -> None:
    if principal.kind in ("managers", "managerSubordinates") and not world.settings.manager_groups:
        findings.refuse(place, f"{principal}: manager groups are off; SharingSettings.enableManagerGroups is right")
    elif not principal_exists(principal, project, world):
        findings.refuse(place, f"{principal} is neither in the project nor in the org")


def _sobject(part: RulePart, project: Project, world: World, findings: Findings) -> SObject | None:
    found, key = world.schema.get(part.sobject), part.sobject.lower()
    if found is None:
        if key in ELSEWHERE or key in project.skipped_objects:
            findings.note(part.place, f"{part.sobject} is not an object of the mock; the rule gives nothing")
        else:
            findings.refuse(part.place, f"{part.sobject} is no object of this org; the file's name must be one")
        return None
    if found.sharing_model is None or found.sharing_model == found.external_sharing_model == "ControlledByParent":
        findings.refuse(
            part.place, f"{found.name} has no sharing of its own ({found.sharing_model}); rules cannot share it"
        )
        return None
    return found


def _resolved(part: RulePart, sobject: SObject, world: World, findings: Findings) -> SharingRule | None:
    stated = None
    if part.kind in ROLELESS:
        try:
            stated = condition(part.criteria, part.boolean_filter, sobject, world.schema, findings)
        except ImpreciseFilter as fault:
            findings.refuse(part.place.at("booleanFilter"), f"{part.boolean_filter!r} {fault}")
        if stated is None:
            return None
    return SharingRule(
        name=part.name,
        label=part.label,
        sobject=sobject.name,
        kind=part.kind,
        access="Edit" if part.access == "Edit" else "Read",
        shared_to=part.shared_to,
        shared_from=part.shared_from,
        condition=stated,
        include_records_owned_by_all=part.include_all,
        account_levels=part.levels,
    )
