"""What each function gives, in Python and in the database alike."""

import pytest

from mock_org.formula import FormulaFault
from tests.mock_org.formula.conftest import ACCOUNT, USER, formula_field

ROW = {
    "Text__c": "Hello World",
    "Amount__c": 1250.5,
    "Ratio__c": 25.0,
    "Seats__c": -7.25,
    "Close__c": "2026-01-31",
    "Start__c": "2026-05-06T03:30:15.000+0000",
    "Call__c": "13:45:10.250Z",
    "Hot__c": True,
    "Stage__c": "Open",
    "Regions__c": "EMEA;APAC",
    "Account__c": ACCOUNT,
}
TEXTS = {
    '"a" & "b" & Text__c': "abHello World",
    '"a" + Note__c': "a",
    "LEFT(Text__c, 4)": "Hell",
    "RIGHT(Text__c, 5)": "World",
    "MID(Text__c, 7, 3)": "Wor",
    "UPPER(Text__c)": "HELLO WORLD",
    "LOWER(Text__c)": "hello world",
    "TRIM('  x ')": "x",
    "LPAD('7', 3, '0')": "007",
    "RPAD('7', 3, '-+')": "7-+",
    "LPAD('12345', 3)": "123",
    "SUBSTITUTE(Text__c, 'World', 'Moon')": "Hello Moon",
    "REVERSE('abc')": "cba",
    "INITCAP('hello big world')": "Hello Big World",
    "CHR(65)": "A",
    "TEXT(Amount__c)": "1250.5",
    "TEXT(1000)": "1000",
    "TEXT(Close__c)": "2026-01-31",
    "TEXT(Start__c)": "2026-05-06 03:30:15Z",
    "TEXT(Stage__c)": "Open",
    "TEXT(Call__c)": "13:45:10.250",
    "CASE(Stage__c, 'Open', 'yes', 'Closed', 'no', 'other')": "yes",
    "CASE(MONTH(Close__c), 1, 'January', 2, 'February', 'later')": "January",
    "CASE(Note__c, '', 'empty', 'full')": "empty",
    "IF(Hot__c, 'hot', 'cold')": "hot",
    "IF(Amount__c > 1000, IF(Amount__c > 2000, 'L', 'M'), 'S')": "M",
    "BLANKVALUE(Note__c, 'none')": "none",
    "NULLVALUE(Note__c, 'none')": None,
    "Note__c": None,
    "FORMATDURATION(3661)": "01:01:01",
    "FORMATDURATION(90061, TRUE)": "1:01:01:01",
    "Account__r.Name": "Acme",
    "Account__r.Owner.Profile.Name": "Sales",
    "Account__r.Owner.Username": "ann@example.com",
    "Owner:User.LastName": "Ng",
    "Owner:Queue.QueueName": None,
    "$User.Username": "ann@example.com",
    "$Profile.Name": "Sales",
    "$UserRole.Name": None,
    "Account__c": ACCOUNT[:15],
    "CASESAFEID(Account__c)": ACCOUNT,
    "$User.Id": USER[:15],
    'HYPERLINK("/" & Id, "open")': '<a href="/a00000000000001" target="_blank">open</a>',
    'IMAGE("/i.png", "flag", 10, 20)': '<img src="/i.png" alt="flag" height="10" width="20" border="0"/>',
    "/* says nothing */ 'it\\'s' & \"\\\"\"": "it's\"",
}
NUMBERS = {
    "1 + 2 * 3 ^ 2 - 4 / 2": 17.0,
    "0.1 + 0.2": 0.3,
    "-Seats__c": 7.25,
    "Amount__c * Ratio__c": 312.625,
    "Ratio__c": 0.25,
    "ROUND(2.5, 0)": 3.0,
    "ROUND(-2.5, 0)": -3.0,
    "ROUND(1234.5678, -2)": 1200.0,
    "TRUNC(-7.89)": -7.0,
    "TRUNC(7.895, 2)": 7.89,
    "CEILING(Seats__c)": -8.0,
    "FLOOR(Seats__c)": -7.0,
    "MCEILING(Seats__c)": -7.0,
    "MFLOOR(Seats__c)": -8.0,
    "MROUND(7.4, 5)": 5.0,
    "MOD(10, 3)": 1.0,
    "ABS(Seats__c)": 7.25,
    "SQRT(16)": 4.0,
    "EXP(0)": 1.0,
    "LN(1)": 0.0,
    "LOG(1000)": 3.0,
    "MAX(1, Amount__c, 3)": 1250.5,
    "MIN(1, Seats__c)": -7.25,
    "PI()": 3.141593,
    "1 / 0": None,
    "SQRT(-1)": None,
    "LEN(Text__c)": 11.0,
    "LEN(Note__c)": 0.0,
    "FIND('o', Text__c)": 5.0,
    "FIND('o', Text__c, 6)": 8.0,
    "FIND('z', Text__c)": 0.0,
    "VALUE('12.5')": 12.5,
    "VALUE('x')": None,
    "ASCII('A')": 65.0,
    "YEAR(Close__c)": 2026.0,
    "MONTH(Close__c)": 1.0,
    "DAY(Close__c)": 31.0,
    "WEEKDAY(DATE(2026, 5, 6))": 4.0,
    "ISOWEEK(DATE(2027, 1, 1))": 53.0,
    "ISOYEAR(DATE(2027, 1, 1))": 2026.0,
    "DAYOFYEAR(DATE(2026, 2, 1))": 32.0,
    "HOUR(Call__c)": 13.0,
    "MINUTE(Call__c)": 45.0,
    "SECOND(Call__c)": 10.0,
    "MILLISECOND(Call__c)": 250.0,
    "Close__c - DATE(2026, 1, 1)": 30.0,
    "NOW() - Start__c": 0.353993,
    "UNIXTIMESTAMP(DATE(1970, 1, 2))": 86400.0,
    "IF(Note__c = '', 1, 2)": 1.0,
    "BLANKVALUE(Seats__c, 5)": -7.25,
    "NULLVALUE(NULL, 5)": 5.0,
}
BOOLEANS = {
    "Amount__c > 1000 && Hot__c": True,
    "Amount__c == 1250.50": True,
    "Amount__c <> 1250.5 || FALSE": False,
    "NOT(Hot__c)": False,
    "!Hot__c": False,
    "ISBLANK(Note__c)": True,
    "ISNULL(Note__c)": False,
    "ISBLANK(Text__c)": False,
    "ISPICKVAL(Stage__c, 'open')": True,
    "ISPICKVAL(Stage__c, '')": False,
    "INCLUDES(Regions__c, 'APAC')": True,
    "CONTAINS(Text__c, 'lo W')": True,
    "CONTAINS(Text__c, 'lo w')": False,
    "CONTAINS('US:CA:NV', 'CA')": True,
    "BEGINS(Text__c, 'Hell')": True,
    "ISNUMBER('1.5')": True,
    "ISNUMBER('1,5')": False,
    "Text__c = 'hello world'": False,
    "Text__c < 'Z'": True,
    "Note__c = NULL": True,
    "OR(FALSE, AND(TRUE, Hot__c))": True,
    "TODAY() = DATE(2026, 5, 6)": True,
    "DATEVALUE(Start__c) = DATE(2026, 5, 5)": True,
    "0.1 + 0.2 = 0.3": True,
    "Account__r.Big__c": True,
    "Close__c < TODAY()": True,
    "$System.OriginDateTime < NOW()": True,
    "$User.Id = OwnerId": True,
}
DATES = {
    "Close__c + 1": "2026-02-01",
    "Close__c - 0.5": "2026-01-31",
    "ADDMONTHS(Close__c, 1)": "2026-02-28",
    "ADDMONTHS(DATE(2026, 2, 28), 1)": "2026-03-31",
    "DATE(2026, 2, 30)": None,
    "DATEVALUE('2026-03-04')": "2026-03-04",
    "TODAY()": "2026-05-06",
    "DATE(9999, 12, 31) + 1": None,
}
INSTANTS = {
    "Start__c + 0.5": "2026-05-06T15:30:15.000+0000",
    "NOW()": "2026-05-06T12:00:00.000+0000",
    "DATETIMEVALUE('2026-01-02 03:04:05')": "2026-01-02T03:04:05.000+0000",
    "DATETIMEVALUE(Close__c)": "2026-01-31T00:00:00.000+0000",
    "FROMUNIXTIME(0)": "1970-01-01T00:00:00.000+0000",
    "ADDMONTHS(Start__c, 1)": "2026-06-06T03:30:15.000+0000",
}
TIMES = {
    "TIMEVALUE('10:20:30.5')": "10:20:30.500Z",
    "TIMEVALUE(Start__c)": "03:30:15.000Z",
    "Call__c + 3600000": "14:45:10.250Z",
    "TIMENOW()": "12:00:00.000Z",
}
TABLES = {
    "text": TEXTS, "number": NUMBERS, "boolean": BOOLEANS, "date": DATES, "datetime": INSTANTS, "time": TIMES,
}  # fmt: skip
CASES = [(kind, text, expected) for kind, table in TABLES.items() for text, expected in table.items()]


@pytest.mark.parametrize(("kind", "text", "expected"), CASES, ids=[text for _, text, _ in CASES])
def test_a_formula_gives(bench, kind, text, expected):
    assert bench.both(text, kind, ROW) == expected


def test_the_distance_between_two_cities_is_right_to_a_mile(bench):
    miles = bench.both("DISTANCE(GEOLOCATION(37.775, -122.418), GEOLOCATION(34.052, -118.244), 'mi')", "number", ROW)
    assert 346 < miles < 349


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Amount__c > 0", "boolean", False),
        ("NOT(Amount__c > 0)", "boolean", False),
        ("Amount__c = NULL", "boolean", False),
        ("ISBLANK(Amount__c)", "boolean", True),
        ("Amount__c + 1", "number", None),
        ("IF(Amount__c < 5, 'small', 'not known to be small')", "text", "not known to be small"),
        ("OR(Amount__c > 0, TRUE)", "boolean", True),
        ("CONTAINS(Text__c, 'x')", "boolean", False),
        ("LEFT(Text__c, 2) & '!'", "text", "!"),
        ("TEXT(Stage__c)", "text", None),
        ("Hot__c", "boolean", False),
    ],
)
def test_of_a_blank_nothing_is_known(bench, text, kind, expected):
    assert bench.both(text, kind) == expected


def test_blank_numbers_count_as_zero_where_the_field_says_so(bench):
    zero = {"formula_treat_blank_as_zero": True}
    assert bench.both("Amount__c + 1", "number", **zero) == 1.0
    assert bench.both("ISBLANK(Amount__c)", "boolean", **zero) is False
    assert bench.both("Close__c + 1", "date", **zero) is None


def test_results_are_rounded_to_the_places_of_their_field(bench):
    assert bench.both("10 / 3", "number", scale=2) == 3.33
    assert bench.both("0.125", "number", type="percent", scale=1) == 12.5
    assert bench.both("2.675", "number", scale=2) == 2.68


def test_a_formula_of_a_formula_sees_the_rounded_value(bench):
    bench.add(formula_field("Third__c", "10 / 3", "number", scale=1))
    assert bench.both("Third__c * 3", "number") == 9.9


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("&".join(["'x'"] * 900), "text", "x" * 900),
        ("+".join(["1"] * 140), "number", 140.0),
        ("-".join(["Seats__c"] * 100), "number", 710.5),
        ("*".join(["1"] * 140), "number", 1.0),
        ("&&".join(["Hot__c"] * 450), "boolean", True),
        (f"OR({','.join(['!Hot__c'] * 450)})", "boolean", False),
    ],
    ids=["joined", "summed up", "subtracted", "multiplied", "all", "any"],
)
def test_long_chains_are_computed(bench, text, kind, expected):
    assert bench.both(text, kind, ROW) == expected


def test_a_formula_that_grows_too_big_through_others_is_refused(bench):
    bench.add(formula_field("F0__c", "'x' & 'y' & 'z'"))
    for number in range(1, 5):
        bench.add(formula_field(f"F{number}__c", "&".join([f"F{number - 1}__c"] * 8)))
    assert bench.both("LEFT(F1__c, 3)") == "xyz"
    with pytest.raises(FormulaFault, match="Compiled formula is too big to execute"):
        bench.both("F4__c")
    with pytest.raises(FormulaFault, match="Compiled formula is too big to execute"):
        bench.both("ABS(" * 70 + "1" + ")" * 70, "number")


def test_the_deepest_formula_is_computed(bench):
    assert bench.both("ABS(" * 45 + "Seats__c" + ")" * 45, "number", ROW) == 7.25
    nested = "IF(Hot__c, " * 45 + "1" + ", 0)" * 45
    assert bench.both(nested, "number", ROW) == 1.0


def test_a_chain_of_formulas_is_rounded_at_each_link(bench):
    bench.add(formula_field("F0__c", "Amount__c / 3", "number", scale=1))
    for number in range(1, 10):
        bench.add(formula_field(f"F{number}__c", f"ABS(ABS(F{number - 1}__c)) / 2 * 2", "number", scale=1))
    assert bench.both("F9__c * 10", "number", {"Amount__c": 10.0}) == 33.0
    assert bench.both("F9__c * 10", "number") is None
    assert bench.both("IF(ISBLANK(F9__c), 'blank', 'there')") == "blank"


def test_formulas_of_parents_stand_in_formulas(bench):
    bench.add(formula_field("Size__c", "IF(Account__r.Big__c, 'big', 'small') & TEXT(Account__r.Twice__c)"))
    twice = formula_field("Twice__c", "NumberOfEmployees * 2 + LEN(Owner.Profile.Name)", "number", scale=0)
    bench.schema.add(bench.schema["Account"].with_fields(twice))
    assert bench.both("UPPER(Size__c)", "text", ROW) == "BIG245"
    assert bench.both("UPPER(Size__c)") == "SMALL"
    assert bench.both("Account__r.Twice__c + 1", "number", formula_treat_blank_as_zero=True) == 1.0
