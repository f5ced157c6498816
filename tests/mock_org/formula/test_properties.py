"""Any formula of any record: Python and the database give the same, and no text crashes the reader."""

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_org.formula import FUNCTIONS, FormulaFault, Scope, understand
from tests.mock_org.formula.conftest import ACCOUNT

MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
FIELDS = {
    "text": ["Text__c", "Note__c", "Account__r.Name", "$User.Username"],
    "number": ["Amount__c", "Ratio__c", "Seats__c", "Account__r.NumberOfEmployees"],
    "boolean": ["Hot__c", "Account__r.Big__c"],
    "date": ["Close__c"],
    "datetime": ["Start__c"],
    "time": ["Call__c"],
    "picklist": ["Stage__c"],
    "multipicklist": ["Regions__c"],
    "location": [],
}
CONSTANTS = {
    "text": ["'a'", "''", "'Open'", "'2026-02-03'", "'12.5'", "'Hello World'", "'01:02:03'", "'km'"],
    "number": ["0", "1", "2.5", "-3", "0.1", "100", "12345678901234567890.5"],
    "boolean": ["TRUE", "FALSE"],
    "date": ["DATE(2026, 2, 28)", "TODAY()"],
    "datetime": ["NOW()", "DATETIMEVALUE('2026-02-03 04:05:06')"],
    "time": ["TIMENOW()", "TIMEVALUE('23:59:59.999')"],
    "picklist": [],
    "multipicklist": [],
    "location": ["GEOLOCATION(1, 2)", "GEOLOCATION(-45.5, 120)"],
}
PLAIN = ("text", "number", "boolean", "date", "datetime", "time")
OPERATORS = {"NEGATIVE": "-({})", "POSITIVE": "+({})"}
# HYPERLINK and IMAGE are texts put together; TEXT and CASE are made below.
CALLS = [(name, signature) for name, row in FUNCTIONS.items() if not row.rules_only for signature in row.signatures]


def leaf(kind):
    return st.sampled_from(FIELDS[kind] + CONSTANTS[kind])


def expression(kind, depth):
    if depth == 0 or kind in ("picklist", "multipicklist"):
        return leaf(kind)
    fitting = [
        (name, signature)
        for name, signature in CALLS
        if name != "CASE" and (signature.gives == kind or (signature.gives == "T" and kind in PLAIN))
    ]
    calls = st.sampled_from(fitting).flatmap(lambda pair: call(*pair, kind, depth)) if fitting else leaf(kind)
    return st.one_of(leaf(kind), calls, calls, case(kind, depth) if kind in PLAIN else calls)


@st.composite
def call(draw, name, signature, kind, depth):
    optional = len([p for p in signature.takes if p.endswith("?")])
    count = len(signature.takes) - draw(st.integers(0, optional))
    if signature.takes and signature.takes[-1].endswith("*"):
        count = draw(st.integers(max(count, 1 if name.isalpha() else 2), 3))
    compared = kind if signature.gives == "T" else draw(st.sampled_from(PLAIN))
    arguments = []
    for parameter in signature.parameters(count):
        options = list(PLAIN) if parameter == "any" else [compared] if parameter[-1] in "TS" else parameter.split("/")
        arguments.append(draw(expression(draw(st.sampled_from(options)), depth - 1)))
    if name in OPERATORS:
        return OPERATORS[name].format(*arguments)
    if not name[0].isalpha():
        return f"({f' {name} '.join(arguments)})"
    return f"{name}({', '.join(arguments)})"


@st.composite
def case(draw, kind, depth):
    of = draw(st.sampled_from(["text", "number", "date", "picklist"]))
    first = draw(expression(of, depth - 1))
    when = draw(expression("text" if of == "picklist" else of, depth - 1))
    then, otherwise = draw(expression(kind, depth - 1)), draw(expression(kind, depth - 1))
    return f"CASE({first}, {when}, {then}, {otherwise})"


rows = st.fixed_dictionaries(
    {
        "Text__c": st.sampled_from([None, "a", "Hello World", "2026-01-02", "7", "É"]),
        "Note__c": st.sampled_from([None, "b", "-1.5"]),
        "Amount__c": st.sampled_from([None, 0.0, 0.1, 1250.55, -3.0]),
        "Ratio__c": st.sampled_from([None, 25.0, 33.33]),
        "Seats__c": st.sampled_from([None, 1.0, 2.5, -7.25]),
        "Close__c": st.sampled_from([None, "2026-01-31", "1999-12-31"]),
        "Start__c": st.sampled_from([None, "2026-05-06T03:30:15.000+0000"]),
        "Call__c": st.sampled_from([None, "13:45:10.250Z"]),
        "Hot__c": st.booleans(),
        "Stage__c": st.sampled_from([None, "Open", "Closed"]),
        "Regions__c": st.sampled_from([None, "EMEA;APAC"]),
        "Account__c": st.sampled_from([None, ACCOUNT]),
    }
)
formulas = st.sampled_from(PLAIN).flatmap(lambda kind: st.tuples(st.just(kind), expression(kind, 3)))


@MANY
@given(formulas, rows, st.booleans())
def test_both_ways_to_compute_agree(bench, formula, row, zero):
    kind, text = formula
    if len(text) <= 3900:
        bench.both(text, kind, row, formula_treat_blank_as_zero=zero)


@MANY
@given(st.text(st.sampled_from("(),.\"'\\&|=<>!+-*/^:$ \n09aIFNOTText__c"), max_size=40))
def test_any_text_is_understood_or_refused(bench, text):
    with suppress(FormulaFault):
        understand(text, Scope(bench.schema, bench.schema["Deal__c"]))
