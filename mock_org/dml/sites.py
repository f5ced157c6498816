"""How the guest user of a site is called."""

from mock_org.dml.roles import developer_name

_LONGEST = 40


def guest_nickname(site: str) -> str:
    """The CommunityNickname of a site's guest user, which guest sharing rules name: the site's name as an API name
    (so retrieved projects read; confidence B).
    """
    return developer_name(site)[:_LONGEST]
