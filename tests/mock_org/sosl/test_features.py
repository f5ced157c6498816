"""The table of SOSL's parts and the parser agree."""

import pytest

from mock_org.sosl import FEATURES
from mock_org.sosl.features import WITH_CLAUSES

REFUSED = [feature.name for feature in FEATURES if not feature.done and feature.name.startswith("WITH")]


@pytest.mark.parametrize("clause", REFUSED)
def test_a_clause_that_the_table_refuses_is_refused_by_name(refused, clause):
    assert f"{clause} is not supported" in refused(f"FIND {{abc}} {clause}")[1]


def test_every_with_clause_stands_in_the_table():
    listed = {feature.name.split()[1].upper() for feature in FEATURES if feature.name.startswith("WITH ")}
    assert listed == set(WITH_CLAUSES)
