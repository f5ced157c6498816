"""Field-level security: which fields of an sObject a user may read and write."""

from mock_org.schema import Field, SObject
from mock_org.security.setup_objects import setup_object
from mock_org.security.user import RunningUser

# What users may change of themselves without managing users (Salesforce help, "Edit Your Personal Information";
# confidence C for the list). Profile, role, licence, username and activity are never among them.
OWN_USER_FIELDS = frozenset(
    {
        "firstname", "lastname", "email", "phone", "mobilephone", "fax", "extension", "title", "department",
        "companyname", "street", "city", "state", "postalcode", "country", "aboutme", "communitynickname",
        "timezonesidkey", "localesidkey", "languagelocalekey", "emailencodingkey",
    }
)  # fmt: skip
USER_MANAGERS = ("ManageUsers", "ManageInternalUsers", "ManagePartners", "ManageCssUsers", "DelegatedPortalUserAdmin")


def readable(user: RunningUser, sobject: SObject, field: Field) -> bool:
    """Whether the field exists for this user. View All Data does not lift field-level security."""
    return _open(user, sobject, field) or _flags(user, sobject, field)[0]


def editable(user: RunningUser, sobject: SObject, field: Field) -> bool:
    """Whether field-level security lets the user write the field, given that the record may be written."""
    if sobject.name == "User" and not user.has(*USER_MANAGERS):
        return field.name.lower() in OWN_USER_FIELDS
    return _open(user, sobject, field) or _flags(user, sobject, field)[1]


def _open(user: RunningUser, sobject: SObject, field: Field) -> bool:
    """Fields that know no field-level security: required and system fields; those of setup and Share objects."""
    setup = setup_object(sobject.name)
    is_setup = setup is not None and not setup.sharing and setup.parent is None
    return user.system or not governing(sobject, field).permissionable or is_setup or sobject.share_of is not None


def _flags(user: RunningUser, sobject: SObject, field: Field) -> tuple[bool, bool]:
    """(read, edit) by profile and permission sets. View All Fields of an object lets all of them be read and none be
    written (Salesforce release notes, Spring '25, "View All Fields"; since API 63.0; confidence A).
    """
    name = sobject.name.lower()
    read, edit = user.field_permissions.get((name, governing(sobject, field).name.lower()), (False, False))
    whole = user.object_permissions.get(name)
    return read or (whole is not None and whole.view_all_fields), edit


def governing(sobject: SObject, field: Field) -> Field:
    """The parts of an address follow the address (Object Reference, FieldPermissions; confidence A)."""
    compound = sobject.field(field.compound_field_name) if field.compound_field_name else None
    return compound if compound is not None and compound.permissionable else field
