"""Hosts of Salesforce: which of them can only be a sandbox's, a scratch org's or a developer org's."""

import re
from urllib.parse import urlsplit

from factories.addresses import origin
from factories.transport import is_loopback

# Enhanced domains, which every org has (Salesforce help, "My Domain URL Formats"; confidence A).
SANDBOX = re.compile(r"[a-z0-9-]+--[a-z0-9]+\.sandbox\.my\.salesforce\.com")
OWN_ORG = re.compile(
    r"[a-z0-9-]+\.(?:develop|scratch|trailblaze)\.my\.salesforce\.com"
    r"|(?P<older>[a-z0-9-]+-dev-ed)\.my\.salesforce\.com"
)
SITE = re.compile(r"[a-z0-9-]+(?:\.(?:sandbox|develop|scratch|trailblaze))?\.my\.site\.com")


def is_of_sandbox(host: str) -> bool:
    """Whether no production org can have this host; this machine has the stand-ins."""
    return is_loopback(host) or SANDBOX.fullmatch(host) is not None


def is_of_own_org(host: str) -> bool:
    """Whether it is the host of a scratch or developer org, or this machine."""
    return is_loopback(host) or OWN_ORG.fullmatch(host) is not None


def is_for_tests(host: str) -> bool:
    """Whether anybody may log in there for a test."""
    return is_of_sandbox(host) or is_of_own_org(host)


def has_site(instance_url: str, site_url: str) -> bool:
    """Whether a site's address belongs to the org at another one.

    Both begin with the same name, "acme--uat" (My Domain URL Formats; confidence A); on this machine, both are of it.
    """
    if not origin(instance_url) or not origin(site_url):
        return False
    org, site = urlsplit(instance_url).hostname or "", urlsplit(site_url).hostname or ""
    if is_loopback(org) or is_loopback(site):
        return is_loopback(org) and is_loopback(site)
    if SITE.fullmatch(site) is None or urlsplit(site_url).scheme != "https":
        return False
    older = OWN_ORG.fullmatch(org)
    if older and older["older"]:
        return site.partition(".")[0] == older["older"]
    return org.partition(".my.")[0] == site.partition(".my.")[0]
