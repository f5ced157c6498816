"""mock-org steps."""

from click.testing import CliRunner

from features.commands.steps import steps


def run(*arguments):
    return CliRunner().invoke(steps, list(arguments))


def test_all_steps_are_listed_by_area_with_what_they_do():
    told = run()
    assert told.exit_code == 0
    assert "visibility\n----------\n" in told.output
    assert "Then the visibility is\n    Each actor has this access to each record" in told.output


def test_a_step_that_is_there_is_named_with_its_place():
    told = run("When Ann logs out")
    assert told.exit_code == 0
    assert "When Ann logs out\n" in told.stdout
    assert "(features/steps/" in told.stdout


def test_for_a_step_that_is_not_there_the_nearest_are_named():
    told = run("When the admin deactivates Ann")
    assert told.exit_code == 1
    assert "No When step takes: the admin deactivates Ann\nThe nearest are:" in told.stderr
    assert "When the administrator deactivates Ann" in told.stdout
    assert '@when(saying("the admin deactivates {who:Name}"))' in told.stdout


def test_a_step_under_another_keyword_is_found():
    told = run("Then Ann logs out")
    assert told.exit_code == 1
    assert "A step of another kind does:" in told.stderr


def test_an_empty_text_is_refused():
    told = run(" ")
    assert told.exit_code == 2
    assert "an empty text is no step" in told.output


def test_files_for_editors_are_written_where_they_are_wanted(tmp_path):
    snippets, glue = tmp_path / "vs" / "steps.code-snippets", tmp_path / "steps.py"
    told = run("--snippets", str(snippets), "--glue", str(glue))
    assert told.exit_code == 0
    assert told.output == f"{snippets}: written\n{glue}: written\n"
    assert snippets.stat().st_size > 10_000
    assert glue.stat().st_size > 10_000
