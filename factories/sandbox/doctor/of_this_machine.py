"""Is what this machine keeps of the sandbox for its user only?"""

import os
import stat
from pathlib import Path

from factories.sandbox.doctor.finding import Said, fine, warning
from factories.sandbox.doctor.patient import Patient

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def secret_files(patient: Patient) -> Said:
    """Whoever reads the private key, or the app's secret, logs in as any user whom the app lets in."""
    files = patient.settings.secret_files
    if os.name != "posix":  # elsewhere the mode tells nothing
        return fine("files with secrets are as this machine keeps them")
    open_ = [file for file in files if _is_open(file)]
    if open_:
        told = ", ".join(map(str, open_))
        return warning(f"other users of this machine can read {told}", f"chmod 600 {' '.join(map(str, open_))}")
    return fine("files with secrets are for this user only" if files else "no file holds a secret")


def _is_open(file: Path) -> bool:
    return bool(file.stat().st_mode & OTHERS)
