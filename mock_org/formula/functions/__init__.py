"""The functions and operators of formulas: FUNCTIONS is the one table, REFUSED names the rest of Salesforce's list."""

from collections.abc import Mapping
from types import MappingProxyType

from mock_org.formula.functions.dates import DATES
from mock_org.formula.functions.logic import COMPARISONS, LOGIC
from mock_org.formula.functions.numbers import NUMBERS
from mock_org.formula.functions.table import Function, Moment, Signature
from mock_org.formula.functions.text import TEXT

__all__ = ["COMPARISONS", "FUNCTIONS", "INSTANT", "REFUSED", "Function", "Moment", "Signature"]

FUNCTIONS: Mapping[str, Function] = MappingProxyType({**LOGIC, **NUMBERS, **TEXT, **DATES})
# Salesforce's own that this org does not compute: said by name when the metadata is read.
REFUSED = frozenset(
    {
        "CURRENCYRATE", "CONVERTID", "GETRECORDIDS", "GETSESSIONID", "HTMLENCODE", "IMAGEPROXYURL", "INCLUDE",
        "ISPROMOTED", "JSENCODE", "JSINHTMLENCODE", "JUNCTIONIDLIST", "LINKTO", "PARENTGROUPVAL", "PICKLISTCOUNT",
        "PREDICT", "PREVGROUPVAL", "REGEXREPLACE", "REQUIRESCRIPT", "URLENCODE", "URLFOR",
    }
)  # fmt: skip
# Those whose value changes from one instant to the next; the others that look at the clock change with the day.
INSTANT = frozenset({"NOW", "TIMENOW"})
