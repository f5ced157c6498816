"""Videos take the machine's ffmpeg, or the run says what to install; nothing is downloaded."""

import os
from pathlib import Path

import pytest

from e2e import ffmpeg
from e2e.ffmpeg import FOLDER, NoFfmpeg, provide_ffmpeg


@pytest.fixture(autouse=True)
def machine(monkeypatch, tmp_path):
    """A machine on which Playwright has installed a browser, and no ffmpeg."""
    installed = tmp_path / "ms-playwright"
    (installed / "chromium-1234").mkdir(parents=True)
    monkeypatch.setenv(FOLDER, str(installed))
    monkeypatch.setattr(ffmpeg.sys, "platform", "linux")
    monkeypatch.setattr(ffmpeg, "find_spec", lambda name: None)
    monkeypatch.setattr(ffmpeg.shutil, "which", lambda name: None)
    return installed


def test_without_any_ffmpeg_the_run_says_what_to_install(tmp_path):
    with pytest.raises(NoFfmpeg, match="install Debian's `ffmpeg`"):
        provide_ffmpeg(tmp_path / "links")
    assert not (tmp_path / "links").exists()


def test_the_machines_own_is_found_under_playwrights_name_beside_its_browsers(monkeypatch, tmp_path):
    own = tmp_path / "ffmpeg"
    own.touch()
    monkeypatch.setattr(ffmpeg.shutil, "which", lambda name: str(own))
    for _ in range(2):
        provide_ffmpeg(tmp_path / "links")
    there = Path(os.environ[FOLDER])
    [binary] = there.glob("ffmpeg-*/ffmpeg-linux")
    assert binary.resolve() == own
    assert (there / "chromium-1234").is_dir()


def test_what_playwright_has_installed_itself_is_taken(machine, monkeypatch, tmp_path):
    own = machine / f"ffmpeg-{ffmpeg._revision()}" / "ffmpeg-linux"
    own.parent.mkdir()
    own.touch()
    provide_ffmpeg(tmp_path / "links")
    assert os.environ[FOLDER] == str(machine)
