"""Test data for any org, mock or sandbox: factories over REST."""

from factories.refused import Refused

__all__ = ["Refused"]
