"""The command line: one file a command."""

import click

from mock_org import __version__
from mock_org.cli.clock import clock
from mock_org.cli.coverage import coverage
from mock_org.cli.diff import diff
from mock_org.cli.doctor import doctor
from mock_org.cli.explain import explain
from mock_org.cli.harness import WithHarness
from mock_org.cli.leaks import leaks
from mock_org.cli.licenses import licenses
from mock_org.cli.matrix import matrix
from mock_org.cli.migrate import migrate
from mock_org.cli.mutate import mutate
from mock_org.cli.orphans import orphans
from mock_org.cli.proxy import proxy
from mock_org.cli.reviews import reviews
from mock_org.cli.serve import serve
from mock_org.cli.tiers import tiers

# The table of contents.
COMMANDS = (
    serve,
    proxy,
    explain,
    matrix,
    leaks,
    licenses,
    doctor,
    coverage,
    mutate,
    diff,
    clock,
    reviews,
    orphans,
    tiers,
    migrate,
)


@click.group(cls=WithHarness)
@click.version_option(__version__, prog_name="mock-org")
def main() -> None:
    """A mock Salesforce org with real SOQL, real users and real record sharing."""


for _command in COMMANDS:
    main.add_command(_command)
