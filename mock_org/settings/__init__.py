"""What metadata cannot say of an org: seats, number of portal roles, passwords, fiscal year, features."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from mock_org.errors import SetupError
from mock_org.settings.apex_rest import ApexRestSettings
from mock_org.settings.leaks import LeakSettings
from mock_org.settings.licenses import EXTERNAL_LICENSES, PARTNER_LICENSES, LicensePrice
from mock_org.settings.log_in import ConnectedAppSettings, IpRange, LoginHours, PasswordPolicySettings
from mock_org.settings.mail import MailSettings
from mock_org.settings.reviews import AccessReviewSettings, DormantUserSettings
from mock_org.settings.sharing import SharingSettings
from mock_org.settings.sites import SiteTemplate
from mock_org.settings.standin import NEW_SANDBOX, StandInSettings
from mock_org.settings.tiers import TierSettings

# Tables of settings that a change adds to, entry by entry.
MERGED = (
    "licenses",
    "monthly_logins",
    "license_prices",
    "connected_apps",
    "profile_password_policies",
    "login_hours",
    "login_ip_ranges",
    "dormant_users",
    "access_review",
    "mail",
    "sharing_delays",
    "standin",
)


class Settings(SharingSettings):
    """One org's settings. Each has the default of a new org with digital experiences and PRM on."""

    digital_experiences: bool = Field(
        True, description="Digital experiences are on (CommunitiesSettings.enableNetworksEnabled)."
    )
    prm: bool = Field(True, description="Partner relationship management is on (CommunitiesSettings.enableEnablePRM).")
    person_accounts: bool = Field(False, description="Person accounts are on; they can never be partner accounts.")
    portal_roles: Annotated[int, Field(ge=1, le=3)] = Field(1, description="Portal roles per partner account, 1 to 3.")
    customer_roles: Annotated[int, Field(ge=1, le=3)] = Field(1, description="Portal roles per customer account.")
    account_role_optimization: bool = Field(
        False, description="An account's only user shares a person role (enableAccountRoleOptimization)."
    )
    partner_owner_needs_role: bool = Field(
        False, description="Enabling an account whose owner has no role is refused, not only its users (confidence D)."
    )
    portal_account_owners: Literal["free", "role", "role and active"] = Field(
        "role", description="What who owns accounts with portal roles must keep: a role, activity, too (confidence D)."
    )
    delete_foreign_opportunities: bool = Field(
        False, description="Accounts with won or other owners' opportunities can be deleted (that not: confidence C)."
    )
    licenses: dict[str, Annotated[int, Field(ge=0)]] = Field(
        default_factory=dict, description="Seats by licence name; a licence not named keeps 100, a legacy one none."
    )
    permission_set_licenses: dict[str, Annotated[int, Field(ge=0)]] = Field(
        default_factory=dict, description="Permission set licenses of a new org, and how many users can have each."
    )
    default_lead_owner: str | None = Field(None, description="Username or queue that gets unrouted leads.")
    default_case_owner: str | None = Field(None, description="Username or queue that gets unrouted cases.")
    lead_field_mapping: dict[str, str] = Field(
        default_factory=dict,
        description='Custom fields that a converted lead fills: "Account.Tier__c" = "Tier__c" (LeadConvertSettings).',
    )
    keep_teams: bool = Field(
        False,
        description="Account and opportunity teams stay when the owner changes (KeepAccountTeam and KeepSalesTeam of "
        "OwnerChangeOptions; both are false unless a caller says otherwise).",
    )
    user_password: str | None = Field(
        None, repr=False, description="Password that new users get; without it they get none."
    )
    fiscal_year_start_month: Annotated[int, Field(ge=1, le=12)] = Field(
        1, description="First month of the fiscal year."
    )
    relax_partner_account_field: bool = Field(
        False, description="PartnerAccountId is editable (enableRelaxPartnerAccountFieldPref)."
    )
    standard_external_profiles: bool = Field(
        False, description="Standard external profiles may be used (enableOotbProfExtUserOpsEnable)."
    )
    disable_limit: Annotated[int, Field(ge=1)] = Field(
        15, description="Most partner users that disabling an account disables (that more are refused: confidence D)."
    )
    customer_disable_limit: Annotated[int, Field(ge=1)] = Field(
        100, description="Most customer users that disabling an account disables (that more are refused: confidence D)."
    )
    readonly_status: Annotated[int, Field(ge=400, le=403)] = Field(
        403, description="HTTP status of INSUFFICIENT_ACCESS_OR_READONLY: 403 or 400 (confidence D)."
    )
    session_seconds: Annotated[int, Field(ge=60)] = Field(7200, description="Life of an idle session in seconds.")
    api_requests_per_day: Annotated[int, Field(ge=1)] = Field(15000, description="DailyApiRequests.Max.")
    username_password_flow: bool = Field(
        True, description="OAuth username-password flow is allowed; new orgs block it."
    )
    soap_login: bool = Field(True, description="SOAP login() is allowed (enableSoapApiLogin); new orgs refuse it.")
    mfa: Literal["none", "privileged", "internal"] = Field(
        "none",
        description="Who needs a second factor, which nobody has here, at the org's log-in page; see log-ins.md.",
    )
    log_ins_per_hour: Annotated[int, Field(ge=1)] = Field(3600, description="Log-ins of one user in an hour.")
    standin: StandInSettings = Field(
        default_factory=StandInSettings, description="What `serve --as-sandbox` makes hard; see how-to/stand-in.md."
    )
    connected_apps: dict[str, ConnectedAppSettings] = Field(
        default_factory=dict, description="Connected apps beside the default one, by name; see authentication.md."
    )
    apexrest: ApexRestSettings | None = Field(
        None,
        description='`module = "package.module:object"`: the handlers of Apex REST paths; see how-to/apex-rest.md.',
    )
    leaks: LeakSettings = Field(
        default_factory=LeakSettings,
        description="Whose records are, and which findings of the leak search are meant; see how-to/find-leaks.md.",
    )
    time_zone: str = Field("America/Los_Angeles", description="Time zone of new users.")
    mail: MailSettings = Field(
        default_factory=MailSettings, description="Senders and delivery of mails; see how-to/test-mails.md."
    )
    site_template: SiteTemplate = Field(
        "Partner Central", description="Template of sites without metadata of pages: Aura, LWR, or with shadow roots."
    )
    site_upload_bytes: Annotated[int, Field(ge=1, le=30_000_000)] = Field(
        10_000_000, description="The largest file that people can upload at a site (confidence D; Salesforce: 2 GB)."
    )
    list_rows: Annotated[int, Field(ge=1, le=2000)] = Field(
        50, description="Rows that a list view of a site loads at a time, as one scrolls (50: confidence B)."
    )
    site_membership_seconds: Annotated[int, Field(ge=0)] = Field(
        0, description="How long each step takes by which a profile joins or leaves a site; 0: at once (confidence D)."
    )
    classic_partner_portal: bool = Field(
        False, description="Users of legacy licences log in at the Classic partner portal (/secur/login_portal.jsp)."
    )
    tiers: TierSettings | None = Field(
        None, description="Permission sets by the tier of a partner company; see how-to/partner-tiers.md."
    )
    usernames_elsewhere: list[str] = Field(
        default_factory=list, description="Usernames that other Salesforce orgs have: nobody can have them here."
    )
    usernames_unique_in_org: bool = Field(
        False, description="Partners' usernames are unique in the org only (enableUsernameUniqForOrgPref)."
    )
    inactive_user_keeps_contact: bool = Field(
        True, description="A contact whose user is only inactive gets no other user (confidence D)."
    )
    any_external_license: bool = Field(
        False, description="Profiles move external users to any external licence, not only up (refusal: confidence B)."
    )
    delegated_profiles: dict[str, list[str]] = Field(
        default_factory=dict,
        description="Delegated External User Profiles, which metadata cannot say: by profile, which other profiles its "
        "delegated administrators can give.",
    )
    password_policy: PasswordPolicySettings = Field(
        default_factory=PasswordPolicySettings,
        description="What passwords must be like, when they expire and accounts are locked; see how-to/log-ins.md.",
    )
    profile_password_policies: dict[str, PasswordPolicySettings] = Field(
        default_factory=dict, description="Password policies of single profiles, by profile name."
    )
    login_hours: dict[str, LoginHours] = Field(
        default_factory=dict, description="Login hours by profile name: monday = [480, 1080], in minutes of the day."
    )
    login_ip_ranges: dict[str, list[IpRange]] = Field(
        default_factory=dict, description='IP ranges that a profile logs in from: ["10.0.0.1-10.0.0.9"].'
    )
    trusted_ip_ranges: list[IpRange] = Field(
        default_factory=list, description="IP ranges from which browsers need no verification code (Network Access)."
    )
    verify_new_browsers: bool = Field(
        False, description="Who logs in from a browser not seen before must enter a verification code sent by mail."
    )
    log_in_as: bool = Field(True, description="Administrators can log in as any user (Login Access Policies).")
    dormant_users: DormantUserSettings = Field(
        default_factory=DormantUserSettings,
        description="Users who do not log in are deactivated every month; see how-to/review-access-quarterly.md.",
    )
    access_review: AccessReviewSettings = Field(
        default_factory=AccessReviewSettings,
        description="Partner companies review their users every quarter; see how-to/review-access-quarterly.md.",
    )
    monthly_logins: dict[str, Annotated[int, Field(ge=0)]] = Field(
        default_factory=dict, description="Log-ins a month by login-based licence; one not named has 1000."
    )
    login_overage: Literal["bill", "refuse"] = Field(
        "bill", description="Log-ins beyond those of the month: billed, as in a real org, or refused (confidence D)."
    )
    license_prices: dict[str, LicensePrice] = Field(
        default_factory=dict,
        description='Prices by licence name, for the cost report: "Partner Community" = { seat = 25 }, '
        '"Partner Community Login" = { login = 10 }, each a month.',
    )
    license_currency: str = Field("USD", description="Currency of the licence prices.")

    def seats(self) -> dict[str, int]:
        """Seats of every external licence."""
        return dict(EXTERNAL_LICENSES) | self.licenses

    def features(self) -> frozenset[str]:
        """The features whose objects and fields the org has (Object Reference, Account.IsPartner; confidence A)."""
        on = {
            "experiences": self.digital_experiences,
            "partner": self.digital_experiences and (self.prm or any(self.seats().get(n, 0) for n in PARTNER_LICENSES)),
            "person_accounts": self.person_accounts,
            "owner_sharing_rules": self.owner_sharing_rule_objects,
            "account_relationships": self.account_relationships and self.digital_experiences,
            "external_account_hierarchy": self.external_account_hierarchy and self.digital_experiences,
        }
        return frozenset(name for name, is_on in on.items() if is_on)

    def of_a_sandbox(self) -> "Settings":
        """The same org as a new sandbox would have it, where nothing else was said."""
        return self.patched({name: value for name, value in NEW_SANDBOX.items() if name not in self.model_fields_set})

    def patched(self, changes: Mapping[str, Any]) -> "Settings":
        """A copy with these changes; the tables in MERGED are merged entry by entry.

        Raises SetupError naming each unknown key or wrong value.
        """
        kept = self.model_dump(exclude_unset=True)  # what nobody has set stays so
        merged = kept | dict(changes)
        for name in MERGED:
            if isinstance(changes.get(name), Mapping):
                merged[name] = kept.get(name, {}) | dict(changes[name])
        return _checked(merged, where=lambda key: f"settings: {key}")


def load_settings(file: Path) -> Settings:
    """The settings of a mock-org.toml.

    Raises SetupError with file, line and name for a key that is unknown or a value that does not fit.
    """
    try:
        text = file.read_text(encoding="utf-8")
        values = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise SetupError(f"{file}: {fault}") from fault
    return _checked(values, where=lambda key: f"{file}:{_line_of(key, text)}: {key}")


def _checked(values: Mapping[str, Any], where: Any) -> Settings:
    try:
        return Settings.model_validate(dict(values))
    except ValidationError as fault:
        known = ", ".join(sorted(Settings.model_fields))
        raise SetupError(
            *(
                f"{where('.'.join(map(str, error['loc'])))}: "
                + (f"no such setting; there are: {known}" if error["type"] == "extra_forbidden" else error["msg"])
                for error in fault.errors()
            )
        ) from fault


def _line_of(key: str, text: str) -> int:
    name = key.split(".")[-1]
    lines = (n for n, line in enumerate(text.splitlines(), 1) if name in line.split("=")[0])
    return next(lines, 1)
