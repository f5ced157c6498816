"""Login hours, IP ranges and password policies of a project."""

import pytest

from mock_org.metadata import deploy

PROFILE = "<custom>true</custom><userLicense>Partner Community</userLicense>"
HOURS = "<loginHours><mondayStart>480</mondayStart><mondayEnd>1080</mondayEnd></loginHours>"
RANGE = "<loginIpRanges><startAddress>10.0.0.1</startAddress><endAddress>10.0.0.9</endAddress></loginIpRanges>"


def profile(project, content):
    return project.put("profiles/Channel Partner.profile", "Profile", PROFILE + content)


def refusals(world, project):
    return " ".join(map(str, deploy(world.org, [project.folder]).refused))


def test_a_profile_brings_its_hours_and_addresses_and_lifts_them(world, project):
    profile(project, HOURS + RANGE).deploy(world.org)
    assert world.org.settings.login_hours == {"Channel Partner": {"monday": [480, 1080]}}
    assert world.org.settings.login_ip_ranges == {"Channel Partner": ["10.0.0.1-10.0.0.9"]}
    profile(project, "<loginHours></loginHours>").deploy(world.org)
    assert world.org.settings.login_hours == {"Channel Partner": {}}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("<loginHours><mondayStart>480</mondayStart></loginHours>", "must both be full hours"),
        ("<loginHours><mondayStart>490</mondayStart><mondayEnd>600</mondayEnd></loginHours>", "full hours"),
        ("<loginHours><mondayStart>0</mondayStart><mondayEnd>1500</mondayEnd></loginHours>", "full hours"),
        ("<loginHours><someday>0</someday></loginHours>", "is not a known element"),
        (RANGE.replace("10.0.0.1<", "10.0.0.99<"), "is no range of IP addresses"),
        (RANGE.replace("10.0.0.1<", "nowhere<"), "is no range of IP addresses"),
        ("<loginIpRanges><startAddress>10.0.0.1</startAddress></loginIpRanges>", "is missing"),
    ],
)
def test_hours_and_addresses_that_say_nothing_are_refused(world, project, content, says):
    assert says in refusals(world, profile(project, content))
    assert world.org.settings.login_hours == world.org.settings.login_ip_ranges == {}


def test_the_security_settings_bring_policy_timeout_and_trusted_addresses(world, project):
    project.put(
        "settings/Security.settings",
        "SecuritySettings",
        "<passwordPolicies><complexity>SpecialCharacters</complexity><expiration>SixMonths</expiration>"
        "<historyRestriction>5</historyRestriction><lockoutInterval>Forever</lockoutInterval>"
        "<maxLoginAttempts>ThreeAttempts</maxLoginAttempts><minimumPasswordLength>12</minimumPasswordLength>"
        "<minimumPasswordLifetime>true</minimumPasswordLifetime></passwordPolicies>"
        "<sessionSettings><sessionTimeout>ThirtyMinutes</sessionTimeout></sessionSettings>"
        "<networkAccess><ipRanges><start>10.0.0.0</start><end>10.255.255.255</end></ipRanges></networkAccess>",
    ).deploy(world.org)
    settings, policy = world.org.settings, world.org.settings.password_policy
    assert (policy.complexity, policy.expiration_days, policy.history) == ("SpecialCharacters", 180, 5)
    assert (policy.lockout_minutes, policy.max_login_attempts, policy.minimum_length) == (0, 3, 12)
    assert policy.minimum_lifetime
    assert (settings.session_seconds, settings.trusted_ip_ranges) == (1800, ["10.0.0.0-10.255.255.255"])


def test_a_profile_has_a_password_policy_of_its_own(world, project):
    path = "profilePasswordPolicies/PT1.profilePasswordPolicy"
    policy = (
        "<profile>Channel Partner</profile><passwordComplexity>{}</passwordComplexity>"
        "<passwordHistory>1</passwordHistory>"
    )
    project.put(path, "ProfilePasswordPolicy", policy.format(3)).deploy(world.org)
    found = world.org.settings.profile_password_policies["Channel Partner"]
    assert (found.complexity, found.history, found.minimum_length) == ("UpperLowerCaseNumeric", 1, 8)
    assert "one of 0, 1, 2" in refusals(world, project.put(path, "ProfilePasswordPolicy", policy.format(9)))
    huge = policy.format(1).replace(">1</passwordH", ">99</passwordH")
    assert "0 to 24 is right" in refusals(world, project.put(path, "ProfilePasswordPolicy", huge))
