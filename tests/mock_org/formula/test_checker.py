"""What is wrong with a formula is said in the words of Setup, before anything is computed."""

import pytest

from mock_org.formula import REFUSED, FormulaFault, Scope, check_default, check_field, check_rule, understand
from tests.mock_org.formula.conftest import formula_field

FAULTS = {
    "": "Formula cannot be empty",
    "LEFT(Text__c": "Syntax error.  Missing ')'",
    "Text__c)": "Syntax error.  Extra ')'",
    "1 +": "Syntax error.  Found end of formula",
    "1 # 2": "Syntax error.  Found '#'",
    "Nope__c": "Field Nope__c does not exist. Check spelling.",
    "Account__r.Nope": "Field Account__r.Nope does not exist. Check spelling.",
    "Account__c.Name": "Field Account__c.Name does not exist. Check spelling.",
    "Owner.Name": "Field Owner.Name does not exist. Check spelling.",
    "$User.Nope": "Field $User.Nope does not exist. Check spelling.",
    "$Nothing.Id": "Field $Nothing.Id does not exist. Check spelling.",
    "$Setup.Limits__c.Top__c": "Field $Setup.Limits__c.Top__c does not exist here: custom settings are not there",
    "$Label.Hello": "Field $Label.Hello does not exist here: custom labels are not there",
    "Long__c": "Field Long__c may not be used in this type of formula",
    "NOPE(1)": "Unknown function NOPE. Check spelling.",
    "LINKTO(1, 2, 3)": "Function LINKTO is not supported by this mock org",
    "VLOOKUP(1, 2, 3)": "Function VLOOKUP may not be used in this type of formula",
    "$ObjectType.Deal__c.Fields.Name": "Field $ObjectType.Deal__c.Fields.Name may not be used in this type of formula",
    "ISCHANGED(Text__c)": "Function ISCHANGED may not be used in this type of formula",
    "REGEX(Text__c, 'a')": "Function REGEX may not be used in this type of formula",
    "LEFT(Text__c)": "Incorrect number of parameters for function 'LEFT()'. Expected 2, received 1",
    "LEFT(Text__c, 1, 2)": "Incorrect number of parameters for function 'LEFT()'. Expected 2, received 3",
    "IF(TRUE, 'a')": "Incorrect number of parameters for function 'IF()'. Expected 3, received 2",
    "CASE(1, 2, '3')": "Incorrect number of parameters for function 'CASE()'. Expected 4, received 3",
    "LEFT(Amount__c, 1)": "Incorrect parameter type for function 'LEFT()'. Expected Text, received Number",
    "IF(1, 'a', 'b')": "Incorrect parameter type for function 'IF()'. Expected Boolean, received Number",
    "IF(TRUE, 'a', 1)": "Incorrect parameter type for function 'IF()'. Expected Text, received Number",
    "Amount__c & 'x'": "Incorrect parameter type for operator '&'. Expected Text, received Number",
    "Text__c > 1": "Incorrect parameter type for operator '>'. Expected Text, received Number",
    "Hot__c > TRUE": (
        "Incorrect parameter type for operator '>'. Expected Date, DateTime, Number, Text, Time, received Boolean"
    ),
    "DATE(2026, 1, 1) * 2": "Incorrect parameter type for operator '*'. Expected Number, received Date",
    "Stage__c = 'Open'": (
        "Field Stage__c is a picklist field. Picklist fields are only supported in certain functions."
    ),
    "1 + 1": "Formula result is data type (Number), incompatible with expected data type (Text).",
    "'" + "x" * 3900 + "'": "Formula is too long (3,902 characters). Maximum length is 3,900 characters",
    "(" * 300 + "1" + ")" * 300 + "+" + "-" * 300 + "1": "Formula is too complex",
}


@pytest.mark.parametrize(("text", "message"), FAULTS.items(), ids=[text[:30] for text in FAULTS])
def test_a_fault_is_named(bench, text, message):
    field = formula_field("F__c", text)
    with pytest.raises(FormulaFault) as fault:
        check_field(Scope(bench.schema, bench.schema["Deal__c"]), field)
    assert str(fault.value) == message


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_function_that_is_not_computed_is_refused_by_name(bench, name):
    with pytest.raises(FormulaFault, match=f"Function {name} is not supported"):
        understand(f"{name}(1)", Scope(bench.schema, bench.schema["Deal__c"]))


def test_a_formula_that_reaches_itself_is_refused(bench):
    first, second = formula_field("A__c", "B__c & 'x'"), formula_field("B__c", "A__c & 'y'")
    bench.add(first, second)
    with pytest.raises(FormulaFault, match="A__c → B__c → A__c"):
        check_field(Scope(bench.schema, bench.schema["Deal__c"]), first)


def test_a_rule_must_be_a_condition_and_may_look_at_changes_and_long_texts(bench):
    scope = Scope(bench.schema, bench.schema["Deal__c"], "rule")
    check_rule(
        "ISCHANGED(Text__c) && TEXT(PRIORVALUE(Stage__c)) = 'Open' || LEN(Long__c) > 3 || REGEX(Text__c, '\\\\d+')",
        scope,
    )
    check_rule("ISPICKVAL(PRIORVALUE(Stage__c), 'Open')", scope)
    for wrong in (
        "Text__c",
        "ISCHANGED(Account__r.Name)",
        "REGEX(Text__c, '(')",
        "ISBLANK($ObjectType.Deal__c.Fields.Name)",
    ):
        with pytest.raises(FormulaFault):
            check_rule(wrong, scope)


def test_a_default_value_sees_the_running_user_only(bench):
    scope = Scope(bench.schema, bench.schema["Deal__c"], "default")
    check_default("TODAY() + 7", scope, bench.schema["Deal__c"].fields["close__c"])
    check_default("$User.FirstName", scope, bench.schema["Deal__c"].fields["text__c"])
    with pytest.raises(FormulaFault, match="may not be used"):
        check_default("Note__c", scope, bench.schema["Deal__c"].fields["text__c"])
    with pytest.raises(FormulaFault, match="incompatible"):
        check_default("1", scope, bench.schema["Deal__c"].fields["text__c"])
