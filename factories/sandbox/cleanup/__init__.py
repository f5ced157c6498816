"""Cleaning up what killed runs have left on an org."""
