"""Mock Org: a mock Salesforce org for partner-portal QA."""

__version__ = "0.1.0"
