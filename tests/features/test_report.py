"""The report names scenarios as the features do."""

from types import SimpleNamespace

from features.report import pytest_html_results_table_row


def test_a_row_of_the_report_shows_the_scenario_and_escapes_it():
    cells = ["<td>Passed</td>", "<td>features/test_features.py::test_x</td>"]
    pytest_html_results_table_row(SimpleNamespace(scenario_title="Leads: <b>Ann</b> sees (api)"), cells)
    assert cells[1] == '<td class="col-testId">Leads: &lt;b&gt;Ann&lt;/b&gt; sees (api)</td>'


def test_a_row_of_another_test_stays():
    cells = ["<td>Passed</td>", "<td>tests/test_x.py::test_x</td>"]
    pytest_html_results_table_row(SimpleNamespace(), cells)
    assert cells[1] == "<td>tests/test_x.py::test_x</td>"
