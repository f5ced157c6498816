"""What a migration is told: the site, which profile and permission set takes the place of which."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mock_org.errors import SetupError


class Mapping(BaseModel):
    """A mapping file.

    site: which Network the users belong to afterwards; without one, the profiles' sites are left as they are.
    license: of profiles that are made. profiles: by profile of the old licence, the one that takes its place, which is
    made as a copy where it is not there. permission_sets: by set of the old licence, the one that takes its place.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    site: str | None = None
    license: str = "Partner Community"
    profiles: dict[str, Annotated[str, Field(min_length=1)]] = {}
    permission_sets: dict[str, Annotated[str, Field(min_length=1)]] = {}

    def new_profile(self, old: str) -> str:
        """The profile that takes the place of one of the old licence."""
        return self.profiles.get(old, f"{old} ({self.license})")


def read_mapping(values: Any) -> Mapping:
    """A mapping of a file or request.

    Raises SetupError naming each unknown key or wrong value.
    """
    try:
        return Mapping.model_validate(values)
    except ValidationError as fault:
        known = ", ".join(Mapping.model_fields)
        raise SetupError(
            *(
                f"mapping: {'.'.join(map(str, error['loc']))}: "
                + (f"there is no such key; there are: {known}" if error["type"] == "extra_forbidden" else error["msg"])
                for error in fault.errors()
            )
        ) from fault
