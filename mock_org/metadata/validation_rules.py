"""ValidationRule: objects/X/validationRules/R.validationRule-meta.xml, and <validationRules> in an object's file."""

from mock_org.dml import ValidationRule
from mock_org.formula import FormulaFault, Scope, check_rule
from mock_org.metadata.findings import Findings
from mock_org.metadata.node import Node
from mock_org.metadata.parts import Project, ValidationRulePart
from mock_org.metadata.source import SourceFile
from mock_org.metadata.world import World
from mock_org.schema import SObject

ROOT = "ValidationRule"


def read(file: SourceFile, root: Node, project: Project) -> None:
    """A rule's file; its object is the folder two above."""
    read_rule(root, file.path.parents[1].name, file.full_name, project)


def read_rule(node: Node, sobject: str, name: str, project: Project) -> None:
    """One rule of an object (Metadata API, ValidationRule; confidence A)."""
    project.validation_rules[sobject.lower(), name.lower()] = ValidationRulePart(
        place=node.place,
        sobject=sobject,
        name=name,
        active=node.flag("active"),
        formula=node.required("errorConditionFormula"),
        message=node.required("errorMessage"),
        display_field=node.maybe("errorDisplayField"),
    )
    node.known({"fullName", "description", "shouldEvaluateOnClient"})
    node.finish()


def check(project: Project, world: World, findings: Findings) -> tuple[ValidationRule, ...]:
    """The active rules; their formulas are understood and what they name exists. Inactive ones answer nothing."""
    rules = []
    for part in project.validation_rules.values():
        for name in ("Task", "Event") if part.sobject.lower() == "activity" else (part.sobject,):
            sobject = world.schema.get(name)
            if sobject is None:
                findings.note(part.place, f"{name} is not an object of the mock; the rule refuses nothing")
            elif part.active and _is_right(part, sobject, world, findings):
                display = sobject.field(part.display_field) if part.display_field else None
                rules.append(
                    ValidationRule(
                        sobject.name, part.name, part.formula, part.message, display.name if display else None
                    )
                )
    return tuple(rules)


def _is_right(part: ValidationRulePart, sobject: SObject, world: World, findings: Findings) -> bool:
    if part.display_field and sobject.field(part.display_field) is None:
        findings.refuse(part.place.at("errorDisplayField"), f"{part.display_field} is no field of {sobject.name}")
        return False
    try:
        check_rule(part.formula, Scope(world.schema, sobject, "rule"))
    except FormulaFault as fault:
        findings.refuse(part.place.at("errorConditionFormula"), str(fault))
        return False
    return True
