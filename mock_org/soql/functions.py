"""The functions of SOQL, one row each."""

from mock_org.soql.aggregate_functions import AGGREGATES
from mock_org.soql.date_functions import DATE_FUNCTIONS
from mock_org.soql.display import DISPLAY
from mock_org.soql.geolocation import GEOGRAPHY
from mock_org.soql.terms import Function

FUNCTIONS: dict[str, Function] = AGGREGATES | DATE_FUNCTIONS | GEOGRAPHY | DISPLAY

# Known to Salesforce and always refused: this org has one currency.
REFUSED = frozenset({"CONVERTCURRENCY"})
