"""Formula fields and default values: what they say is understood, in the words of Setup where it is not."""

from mock_org.formula import FormulaFault, Scope, check_default, check_field
from mock_org.metadata.findings import Findings
from mock_org.metadata.parts import FieldPart, Project
from mock_org.metadata.world import World
from mock_org.schema import Field, SObject


def check(project: Project, world: World, findings: Findings) -> None:
    """Refuse a formula that Salesforce would not save, or that names what is not computed here."""
    for part in project.fields.values():
        for name in ("Task", "Event") if part.sobject.lower() == "activity" else (part.sobject,):
            sobject = world.schema.get(name)
            field = sobject.field(part.name) if sobject else None
            if sobject is not None and field is not None:
                _check(part, sobject, field, world, findings)


def _check(part: FieldPart, sobject: SObject, field: Field, world: World, findings: Findings) -> None:
    try:
        if field.formula is not None:
            check_field(Scope(world.schema, sobject), field)
    except FormulaFault as fault:
        findings.refuse(part.place.at("formula"), str(fault))
    try:
        if field.default_formula is not None:
            check_default(field.default_formula, Scope(world.schema, sobject, "default"), field)
    except FormulaFault as fault:
        findings.refuse(part.place.at("defaultValue"), str(fault))
