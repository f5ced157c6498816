"""The wheel that is released holds everything that the org reads at run time."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_wheel_holds_every_file_of_the_rooms(tmp_path):
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (tmp_path / "source" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tmp_path / "source" / name)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path), str(tmp_path / "source")]
    subprocess.run(pip + build, check=True, capture_output=True)

    [wheel] = tmp_path.glob("mock_org-*.whl")
    rooms = ("mock_org/", "factories/", "features/", "e2e/")
    missing = {name for name in listed.stdout.split("\0") if name.startswith(rooms)} - set(
        zipfile.ZipFile(wheel).namelist()
    )
    assert missing == set()
