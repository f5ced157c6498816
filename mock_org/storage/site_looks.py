"""How sites look, kept and read: the template that a site was made from, its colours, its logo."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from mock_org.storage import Database
from mock_org.storage.site_look_table import SITE_LOOK

_INSERT = insert(SITE_LOOK)
_KEEP = _INSERT.on_conflict_do_update(index_elements=["id"], set_={"look": _INSERT.excluded.look})


@dataclass(frozen=True, slots=True)
class SiteLook:
    """The look of one site.

    template: its name; None where nobody said. colors: by the field of NetworkBranding (Metadata API), as #rrggbb.
    footer: a line at the foot of the log-in page. logo: base64; logo_type: its media type. public: whether people who
    are not logged in see its pages, as the site's guest user.
    """

    template: str | None = None
    colors: Mapping[str, str] = field(default_factory=dict)
    footer: str = ""
    logo_type: str = ""
    logo: str = field(default="", repr=False)
    public: bool = False

    @property
    def logo_bytes(self) -> bytes:
        """The image."""
        return b64decode(self.logo)


def encoded(image: bytes) -> str:
    """An image as SiteLook.logo holds it."""
    return b64encode(image).decode()


def look_of(database: Database, network_id: str) -> SiteLook:
    """The look of a site; one without any where nothing was said."""
    found = database.rows(select(SITE_LOOK.c.look).where(SITE_LOOK.c.id == network_id))
    text = next((row["look"] for row in found), None)
    return SiteLook(**json.loads(text)) if text else SiteLook()


def keep_look(database: Database, network_id: str, look: SiteLook) -> None:
    """Note how a site looks from now on."""
    database.execute(_KEEP, {"id": network_id, "look": json.dumps(asdict(look))})
