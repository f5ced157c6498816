from factories import ContactFactory, PartnerAccountFactory, PartnerUserFactory, using


def test_one_line_makes_a_partner_company_with_users(org, fake):
    with using(org):
        acme = PartnerAccountFactory(name="Acme", users=2)
    assert acme.Name == "Acme"
    assert [user.sobject for user in acme.users] == ["User", "User"]
    assert len({user.Username for user in acme.users}) == 2


def test_a_partner_account_is_flagged_by_an_update_after_the_insert(org, fake):
    acme = PartnerAccountFactory(org=org, name="Acme")
    [inserted] = fake.sent("POST", "sobjects/Account")
    assert "IsPartner" not in inserted
    assert fake.sent("PATCH", f"sobjects/Account/{acme.Id}") == [{"IsPartner": True}]


def test_a_partner_account_belongs_to_a_channel_manager_with_a_role(org, fake):
    acme = PartnerAccountFactory(org=org, name="Acme")
    assert acme.OwnerId == "found1"
    assert "UserRoleId != null" in fake.queries[0]


def test_a_channel_manager_is_made_where_there_is_none(org, fake):
    fake.answer("GET", "query/", 200, {"records": [], "done": True, "totalSize": 0})
    org._ids |= {("Profile", "Name", "Channel Manager"): "00e1", ("UserRole", "Name", "Channel Manager East"): "00E1"}
    PartnerAccountFactory(org=org, name="Acme")
    [manager] = fake.sent("POST", "sobjects/User")
    assert (manager["ProfileId"], manager["UserRoleId"]) == ("00e1", "00E1")


def test_a_partner_user_is_the_user_of_a_contact_of_the_company(org, fake):
    with using(org):
        contact = ContactFactory(FirstName="Ann", LastName="Lee")
        ann = PartnerUserFactory(contact=contact)
    [sent] = fake.sent("POST", "sobjects/User")
    assert (sent["ContactId"], sent["FirstName"], sent["LastName"]) == (contact.Id, "Ann", "Lee")
    assert "password" not in sent
    assert fake.sent("POST", f"sobjects/User/{ann.Id}/password") == [{"NewPassword": ann.password}]


def test_a_user_without_a_password_gets_none(org, fake):
    ann = PartnerUserFactory(org=org, password=None)
    assert fake.sent("POST", f"sobjects/User/{ann.Id}/password") == []


def test_usernames_of_two_runs_on_one_sandbox_differ(connect):
    names = {PartnerUserFactory(org=connect(seed=1, run=run)).Username for run in ("a1", "b2")}
    assert len(names) == 2


def test_usernames_are_e_mail_addresses_in_lower_case_whatever_the_name(org):
    username = org.data.username("Åsa Maria", "O'Hara")
    assert username == "ohara.1@mock-org.example"
