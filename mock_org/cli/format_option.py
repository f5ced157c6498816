"""In which form a command writes what it found."""

from collections.abc import Callable
from typing import Any

import click


def format_option(*forms: str, told: str = "What to print.") -> Callable[[Any], Any]:
    """The option --format, whose value the command gets as `form`; the first of the forms is the default."""
    return click.option("--format", "form", type=click.Choice(forms), default=forms[0], show_default=True, help=told)
