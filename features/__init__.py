"""Scenarios about partner accounts in business language, and the steps and drivers that act them out."""
