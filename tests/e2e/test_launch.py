import pytest

from e2e import launch
from e2e.launch import NO_BROWSER, chromium_launch_args

NOWHERE = "/nowhere/chromium"


@pytest.fixture(autouse=True)
def _bare_machine(monkeypatch):
    monkeypatch.delenv("E2E_CHROMIUM", raising=False)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(launch.shutil, "which", lambda name: None)


@pytest.mark.parametrize("asked", [{"channel": "chrome"}, {"executable_path": "/opt/chrome"}])
def test_a_browser_that_was_asked_for_is_taken(asked, monkeypatch):
    monkeypatch.setenv("E2E_CHROMIUM", "/other")
    assert chromium_launch_args(asked, NOWHERE) == asked


def test_else_the_one_named_in_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("E2E_CHROMIUM", "/my/chromium")
    assert chromium_launch_args({"headless": True}, str(tmp_path)) == {
        "headless": True,
        "executable_path": "/my/chromium",
    }


def test_else_playwrights_own(tmp_path, monkeypatch):
    monkeypatch.setattr(launch.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert chromium_launch_args({"headless": True}, str(tmp_path)) == {"headless": True}


def test_else_the_first_on_the_path(monkeypatch):
    monkeypatch.setattr(launch.shutil, "which", {"google-chrome": "/usr/bin/google-chrome"}.get)
    assert chromium_launch_args({}, NOWHERE) == {"executable_path": "/usr/bin/google-chrome"}


def test_the_headless_shell_comes_first_unless_a_window_is_wanted(monkeypatch):
    monkeypatch.setattr(launch.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert chromium_launch_args({}, NOWHERE)["executable_path"] == "/usr/bin/chromium-headless-shell"
    assert chromium_launch_args({"headless": False}, NOWHERE)["executable_path"] == "/usr/bin/chromium"


def test_without_any_the_test_is_skipped_with_the_reason():
    with pytest.raises(pytest.skip.Exception, match=NO_BROWSER):
        chromium_launch_args({}, NOWHERE)


def test_without_any_the_test_fails_in_ci(monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=NO_BROWSER):
        chromium_launch_args({}, NOWHERE)
