"""django-salesforce, unmodified, on Django 4.2: prints what it saw as JSON. Usage: READY_FILE HOST."""

import json
import sys
from pathlib import Path

import django
from django.conf import settings

ready = json.loads(Path(sys.argv[1]).read_text())
HOST = sys.argv[2] if len(sys.argv) > 2 else "https://login.salesforce.com"
settings.configure(
    DATABASES={
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"},
        "salesforce": {
            "ENGINE": "salesforce.backend",
            "CONSUMER_KEY": ready["oauth"]["client_id"],
            "CONSUMER_SECRET": ready["oauth"]["client_secret"],
            "USER": ready["admin"]["username"],
            "PASSWORD": ready["admin"]["password"] + ready["admin"]["security_token"],
            "HOST": HOST,
        },
    },
    DATABASE_ROUTERS=["salesforce.router.ModelRouter"],
    INSTALLED_APPS=["django.contrib.contenttypes", "salesforce"],
    USE_TZ=True,
)
django.setup()

from salesforce import models  # noqa: E402
from salesforce.dbapi.exceptions import SalesforceError  # noqa: E402


class Account(models.SalesforceModel):
    """An account."""

    name = models.CharField(max_length=255, db_column="Name")
    employees = models.IntegerField(db_column="NumberOfEmployees", null=True)
    revenue = models.DecimalField(max_digits=18, decimal_places=0, db_column="AnnualRevenue", null=True)
    key = models.CharField(max_length=40, db_column="Key__c", null=True)

    class Meta:
        """Salesforce's."""

        db_table = "Account"
        managed = False
        app_label = "day"


class Contact(models.SalesforceModel):
    """A contact."""

    last_name = models.CharField(max_length=80, db_column="LastName")
    account = models.ForeignKey(Account, models.DO_NOTHING, db_column="AccountId", null=True)
    created = models.DateTimeField(db_column="CreatedDate", sf_read_only=models.READ_ONLY)

    class Meta:
        """Salesforce's."""

        db_table = "Contact"
        managed = False
        app_label = "day"


def code(work):
    """The error code of a refusal."""
    try:
        work()
    except SalesforceError as error:
        return str(error).split(":")[0].split("\n")[0][:60]
    return ""


seen = {}
account = Account.objects.create(name="Django & Söhne", employees=5, revenue=1000)
read = Account.objects.get(pk=account.pk)
seen["read"] = [read.name, read.employees, str(read.revenue)]
read.name = "Renamed"
read.save()
seen["renamed"] = Account.objects.filter(pk=account.pk, name__startswith="Renam", employees__gte=5).count()
contact = Contact.objects.create(last_name="Reader", account=account)
seen["lookup"] = Contact.objects.select_related("account").get(account__name="Renamed").account.name
seen["created"] = Contact.objects.get(pk=contact.pk).created is not None
seen["in"] = Contact.objects.filter(account__in=Account.objects.filter(name="Renamed")).count()
many = Contact.objects.bulk_create([Contact(last_name=f"Bulk {number}") for number in range(5)])
seen["bulk"] = len([each for each in many if each.pk])
seen["updated"] = Contact.objects.filter(last_name__startswith="Bulk ").update(last_name="Up")
seen["deleted"] = Contact.objects.filter(last_name="Up").delete()[0]
contact.delete()
seen["left"] = Contact.objects.filter(pk=contact.pk).count()
seen["contacts"] = len(Contact.objects.filter(last_name__startswith="Day ").values_list("last_name", flat=True))
Account.objects.create(name="Twice", key=HOST)
seen["duplicate"] = code(lambda: Account.objects.create(name="Twice", key=HOST))
seen["required"] = code(lambda: Account.objects.create(name=""))
print(json.dumps(seen))
