"""Commands of the scenarios, found by `mock-org` as entry points."""
