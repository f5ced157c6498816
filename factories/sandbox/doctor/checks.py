"""The table of checks, in the order in which somebody would set an org up."""

from types import MappingProxyType

from factories.sandbox.doctor import (
    of_licenses,
    of_people,
    of_the_org,
    of_the_profile,
    of_the_site,
    of_this_machine,
)
from factories.sandbox.doctor.finding import Check

CHECKS: MappingProxyType[str, Check] = MappingProxyType(
    {
        "secret-files": of_this_machine.secret_files,
        "sandbox": of_the_org.is_sandbox,
        "api-calls": of_the_org.api_calls,
        "administrator": of_people.administrator,
        "digital-experiences": of_the_org.digital_experiences,
        "partner-accounts": of_the_org.partner_accounts,
        "sharing": of_the_org.sharing_model,
        "site-live": of_the_site.site_live,
        "profile-cloned": of_the_profile.clone,
        "site-member": of_the_site.member,
        "partner-licence": of_licenses.partner_seats,
        "internal-licence": of_licenses.internal_seats,
        "api-user-only": of_the_profile.api_user_only,
        "api-enabled": of_the_profile.api_enabled,
        "login-ip-ranges": of_the_profile.ip_ranges,
        "login-hours": of_the_profile.login_hours,
        "account-owner": of_people.account_owners,
        "app-authorised": of_people.app,
        "password-expiry": of_people.password_expiry,
        "restricted-log-ins": of_people.restricted_log_ins,
    }
)
