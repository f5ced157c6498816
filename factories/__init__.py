"""Test data for any org, mock or sandbox: factories over REST.

```python
with factories.using(org):
    acme = PartnerAccountFactory(name="Acme", users=2)
    LeadFactory(owner=acme.users[0], Company="Initech")
```
"""

from factories.accounts import AccountFactory
from factories.base import SObjectFactory, org_in_use, using
from factories.cases import CaseFactory
from factories.connection import Connection
from factories.contacts import ContactFactory
from factories.data import TestData
from factories.deals import DealFactory
from factories.leads import LeadFactory
from factories.opportunities import OpportunityFactory
from factories.org import OrgClient
from factories.partner_accounts import PartnerAccountFactory
from factories.record import Record
from factories.refused import Refused
from factories.users import ChannelManagerFactory, InternalUserFactory, PartnerUserFactory

__all__ = [
    "AccountFactory",
    "CaseFactory",
    "ChannelManagerFactory",
    "Connection",
    "ContactFactory",
    "DealFactory",
    "InternalUserFactory",
    "LeadFactory",
    "OpportunityFactory",
    "OrgClient",
    "PartnerAccountFactory",
    "PartnerUserFactory",
    "Record",
    "Refused",
    "SObjectFactory",
    "TestData",
    "org_in_use",
    "using",
]
