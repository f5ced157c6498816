"""How a command says no."""

import click


class Refused(click.ClickException):
    """A refusal: one line a fault, exit status 2."""

    exit_code = 2

    def show(self, file: object = None) -> None:
        """Print the faults."""
        for line in self.message.splitlines():
            click.echo(f"mock-org: {line}", err=True)
