"""A stand-in for a real sandbox: what makes one harder to work with than a mock, on which the sandbox road is tried."""

from mock_org.standin.beside import create_beside
from mock_org.standin.hosts import Hosts, site_base
from mock_org.standin.sandbox import become_sandbox, preauthorised
from mock_org.standin.strict import Strict

__all__ = ["Hosts", "Strict", "become_sandbox", "create_beside", "preauthorised", "site_base"]
