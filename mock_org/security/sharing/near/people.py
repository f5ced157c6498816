"""Users as records: settings that let users of one account or site see each other."""

from collections.abc import Iterator

from mock_org.security.sharing.grant import Source
from mock_org.security.sharing.near.subject import Miss, Subject


def misses(subject: Subject) -> Iterator[Miss]:
    """What users of the same account could see of each other."""
    user = subject.user
    if subject.sobject.name != "User" or not user.account_id or not subject.more("Read"):
        return
    settings, same = subject.context.settings, subject.get("AccountId") == user.account_id
    if same and not settings.external_users_see_each_other:
        off = "external_users_see_each_other is off in the org"
        yield Miss(Source("people", "account"), "Read", f"it is of {user.name}'s account", (off,))
    elif not same and settings.external_users_see_each_other and subject.get("AccountId"):
        other = f"it is of {subject.tell.record(subject.get('AccountId'))}"
        yield Miss(Source("people", "account"), "Read", "users of one account see each other", (other,))
