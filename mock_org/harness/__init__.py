"""The harness as a pytest plugin: `pytest_plugins = ["mock_org.harness"]` in the conftest.py of a project's root.

Here alone steps, page objects and the mock org meet: which org (--target), which way of acting (--driver), which test
data (--seed). A project's own steps are those that its scenarios.toml names.
"""

from mock_org.harness.rooms import check_rooms

check_rooms()

from features.project import PROJECT  # noqa: E402 - only rooms that are the harness's own can be imported

# The order matters: later fixtures take the place of earlier ones of the same name.
pytest_plugins = [
    "mock_org.harness.run",
    "mock_org.harness.tags",
    "e2e.plugin",
    "features.api_calls",
    "features.report.plugin",
    "features.deadline",
    "features.stage",
    "features.steps.any_record",
    "features.steps.clock",
    "features.steps.dormant_users",
    "features.steps.leaks",
    "features.steps.licenses",
    "features.steps.log_ins",
    "features.steps.login",
    "features.steps.mails",
    "features.steps.migration",
    "features.steps.org",
    "features.steps.passwords",
    "features.steps.partner_account",
    "features.steps.partner_user",
    "features.steps.portal_roles",
    "features.steps.partner_work",
    "features.steps.records",
    "features.steps.reviews",
    "features.steps.sites",
    "features.steps.tiers",
    "features.steps.user_life",
    "features.steps.visibility",
    "mock_org.harness.fixtures",
    *PROJECT.steps,
]
