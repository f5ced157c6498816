"""The settings of who sees what, which metadata cannot say."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from mock_org.settings.sharing_delays import SharingDelays

# Kind and DeveloperName, as sharing rules say whom they share to.
SHARE_GROUP_MEMBER = (
    r"^((role|roleAndSubordinates|roleAndSubordinatesInternal|portalRole|portalRoleAndSubordinates|group) \w+"
    r"|allInternalUsers|allPartnerUsers|allCustomerPortalUsers)$"
)


class SharingSettings(BaseModel):
    """The part of an org's settings that the sharing engine looks at."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    trivial_share_code: Literal["FIELD_FILTER_VALIDATION_EXCEPTION", "FIELD_INTEGRITY_EXCEPTION"] = Field(
        "FIELD_FILTER_VALIDATION_EXCEPTION",
        description="Code of the refusal of a share that gives no more than the default: the Apex Developer Guide "
        "names the first, some orgs were seen to answer the second (confidence D).",
    )
    partner_super_user_access: bool = Field(
        False, description="Partner super users see their role's data (enablePartnerSuperUserAccess)."
    )
    super_user_level: Literal["Read", "Edit"] = Field(
        "Edit", description="What super users have of what colleagues own: Read or Edit (confidence D)."
    )
    case_contact_level: Literal["Read", "Edit"] = Field(
        "Read", description="What portal users have of cases whose contact they are: Read or Edit (confidence D)."
    )
    manager_groups: bool = Field(
        False, description="Records can be shared with managers and with who is managed (enableManagerGroups)."
    )
    no_hierarchy_access: list[Annotated[str, Field(pattern=r"__c$")]] = Field(
        default_factory=list,
        description="Custom objects without Grant Access Using Hierarchies, which metadata cannot say.",
    )
    owner_sharing_rule_objects: bool = Field(
        False, description="LeadOwnerSharingRule and its like can be queried; Salesforce Support switches them on."
    )
    external_users_see_each_other: bool = Field(
        False, description="External users of one account see each other (enablePortalUserVisibility)."
    )
    site_users_see_each_other: bool = Field(
        False, description="Members of one site see each other (enableCommunityUserVisibility)."
    )
    sets_by_inactive_relations: bool = Field(
        False, description="Sharing sets by Contact.RelatedAccount count relations that are not active, too."
    )
    share_groups: dict[str, list[Annotated[str, Field(pattern=SHARE_GROUP_MEMBER)]]] = Field(
        default_factory=dict,
        description="Share groups, which metadata cannot say: by sharing set, who sees what its users without a role"
        ' own: "group Helpdesk", "role CEO", "allInternalUsers".',
    )
    account_relationships: bool = Field(
        False, description="Account relationships share data between external accounts (enablePRMAccRelPref)."
    )
    external_account_hierarchy: bool = Field(
        False, description="Parent accounts see the data of child accounts' users (enableExternalAccHierPref)."
    )
    external_view_all: bool = Field(
        True, description="Whether external users can have View All and Modify All of an object (confidence D)."
    )
    sharing_delays: SharingDelays = Field(
        default_factory=SharingDelays, description="How long sharing takes to be recalculated; see how-to/stand-in.md."
    )
