"""Videos need Playwright's ffmpeg, which this machine may have under another name; nothing is downloaded for it."""

import json
import os
import shutil
import sys
from contextlib import suppress
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

FOLDER = "PLAYWRIGHT_BROWSERS_PATH"
USUAL = Path("~/.cache/ms-playwright")
BINARY = "ffmpeg-linux"
NO_FFMPEG = (
    "--video: Playwright records with ffmpeg, and there is none here: install Debian's `ffmpeg`, or `pip install "
    "imageio-ffmpeg`, or run `playwright install ffmpeg`; --tracing shows a run step by step without it"
)


class NoFfmpeg(Exception):
    """Videos were asked for and cannot be made; says what to install."""


def provide_ffmpeg(folder: Path) -> None:
    """Let Playwright find an ffmpeg, before it starts.

    folder: may be filled with links: to that ffmpeg, and to what Playwright has installed itself.
    Raises NoFfmpeg where there is none.
    """
    if not sys.platform.startswith("linux"):
        return  # elsewhere Playwright comes with its own
    there = Path(os.environ.get(FOLDER) or USUAL.expanduser())
    name = f"ffmpeg-{_revision()}"
    if (there / name / BINARY).exists():
        return
    found = _found()
    if found is None:
        raise NoFfmpeg(NO_FFMPEG)
    (folder / name).mkdir(parents=True, exist_ok=True)
    _link(folder / name / BINARY, Path(found))
    for installed in there.iterdir() if there.is_dir() else ():
        _link(folder / installed.name, installed)
    os.environ[FOLDER] = str(folder.absolute())


def _revision() -> str:
    """Which ffmpeg this Playwright looks for."""
    text = files("playwright").joinpath("driver", "package", "browsers.json").read_text(encoding="utf-8")
    [found] = [each["revision"] for each in json.loads(text)["browsers"] if each["name"] == "ffmpeg"]
    return str(found)


def _found() -> str | None:
    if find_spec("imageio_ffmpeg"):
        with suppress(RuntimeError):  # installed without its binary
            return str(import_module("imageio_ffmpeg").get_ffmpeg_exe())
    return shutil.which("ffmpeg")


def _link(place: Path, target: Path) -> None:
    with suppress(FileExistsError):  # another worker was first
        place.symlink_to(target.absolute())
