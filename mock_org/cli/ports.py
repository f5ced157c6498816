"""Ports to listen at."""

import socket

import click

from mock_org.errors import SetupError

PORT = click.IntRange(0, 65535)


def free_port(host: str, port: int) -> int:
    """The port to listen at.

    Raises SetupError when it is taken or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            why = fault.strerror or str(fault)
            raise SetupError(f"cannot listen at {host}:{port}: {why}; --port 0 takes a free port") from fault
        return int(probe.getsockname()[1])
