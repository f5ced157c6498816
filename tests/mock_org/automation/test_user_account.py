from mock_org.storage.credentials import set_password_hash, verify_password


def test_new_users_get_the_password_of_the_settings(bare):
    bare.configure(user_password="Secret123")
    user = bare.user()
    assert verify_password(bare.org.database, user, "Secret123")
    assert not verify_password(bare.org.database, user, "secret123")


def test_without_a_setting_new_users_have_no_password(bare):
    assert not verify_password(bare.org.database, bare.user(), "")


def test_a_password_is_taken_with_its_security_token_behind_it(bare):
    user = bare.user()
    set_password_hash(bare.org.database, user, "pässword1", "TOKEN")
    for sent, right in {"pässword1": True, "pässword1TOKEN": True, "pässword1token": False, "TOKEN": False}.items():
        assert verify_password(bare.org.database, user, sent) is right
    set_password_hash(bare.org.database, user, "other1234")
    assert verify_password(bare.org.database, user, "other1234TOKEN")


def test_every_user_can_be_frozen(bare):
    (login,) = bare.records.find("UserLogin", UserId=bare.user())
    assert (login["IsFrozen"], login["IsPasswordLocked"]) == (False, False)
