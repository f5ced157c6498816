"""How often a user may log in: 3,600 times an hour (Salesforce help 000381578; confidence A, of fixed hours: D)."""

from datetime import timedelta

from mock_org.org import Org

HOUR = timedelta(hours=1)


def exceeded(org: Org, user_id: str) -> bool:
    """Count an attempt; whether it is one too many in the hour that began with the first."""
    now = org.clock.now()
    since, count = org.log_ins.get(user_id, (now, 0))
    if now - since >= HOUR:
        since, count = now, 0
    org.log_ins[user_id] = (since, count + 1)
    return count >= org.settings.log_ins_per_hour
