"""Commands of the harness, which reaches any org by HTTP: found by name in the environment, loaded when called."""

from functools import partial
from importlib.metadata import EntryPoint, entry_points

import click

from mock_org.cli.refusal import Refused

GROUP = "mock_org.commands"
"""Entry points of this group are click commands; a name with a dot is a way of another command, and is not listed."""


class WithHarness(click.Group):
    """A group that has the commands of the harness beside its own."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands: the own ones in their order, then the harness's."""
        return [*self.commands, *sorted(name for name in _found() if "." not in name and name not in self.commands)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command, or None where there is none of that name."""
        own = super().get_command(ctx, cmd_name)
        return own if own or cmd_name not in _found() or "." in cmd_name else harness_command(cmd_name)


def harness_command(name: str) -> click.Command:
    """The harness's command of this name; one that says what to install, where its libraries are not here."""
    entry = _found().get(name)
    if entry is None:
        return _refusing(name, f"{name} is a command of the harness, which is not installed here")
    try:
        command = entry.load()
    except ModuleNotFoundError as missing:
        return _refusing(name, f"{name} needs {missing.name}: pip install 'mock-org[harness]'")
    if not isinstance(command, click.Command):
        return _refusing(name, f"{entry.value} is no click command, though the group {GROUP} names it as {name}")
    return command


def _found() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=GROUP)}


def _refusing(name: str, why: str) -> click.Command:
    """A command that takes whatever it is given and refuses."""
    return click.Command(
        name,
        callback=partial(_refuse, why),
        params=[click.Argument(["_rest"], nargs=-1, type=click.UNPROCESSED, expose_value=False)],
        context_settings={"ignore_unknown_options": True},
        add_help_option=False,
        short_help=f"Not here: {why}.",
    )


def _refuse(why: str) -> None:
    raise Refused(why)
