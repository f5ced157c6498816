"""The scenarios of this repository are run by the harness as any project's are."""

pytest_plugins = ["mock_org.harness"]
