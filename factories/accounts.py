"""Business accounts: any company that the vendor deals with."""

from factories.base import drawn
from factories.owned import OwnedFactory


class AccountFactory(OwnedFactory):
    """A company."""

    class Meta:
        sobject = "Account"
        named = ("Name", "LastName")

    Name = drawn(lambda data: f"{data.fake.company()} {data.number()}")
