"""SOAP setPassword, resetPassword, changeOwnPassword."""

from tests.mock_org.api.soap_caller import Soap, told


def log_in(world, name, password):
    login = f"<login><username>{name}</username><password>{password}</password></login>"
    return Soap(world.app.test_client(), None, version="59.0").post(login).status_code


def test_a_password_that_is_set_logs_in(world):
    user = world.user("Lou", "Sales Rep")
    soap = Soap.of(world.admin, version="67.0")
    call = "<setPassword><userId>{}</userId><password>{}</password></setPassword>"
    assert "<setPasswordResponse><result/></setPasswordResponse>" in soap.post(call.format(user, "secret123")).text
    assert log_in(world, "lou@example.com", "secret123") == 200
    assert soap.refused(call.format(user, "short"))[2] == "InvalidNewPasswordFault"
    assert soap.refused(call.format("x", "secret123"))[2] == "InvalidIdFault"
    assert soap.refused(call.format("005000000000001AAA", "secret123"))[2] == "InvalidIdFault"
    assert Soap.of(world.caller(user)).refused(call.format(world.admin.user_id, "secret123"))[0].startswith("sf:IN")


def test_a_password_that_is_made_up_is_told(world):
    user = world.user("Lou", "Sales Rep")
    (result,) = Soap.of(world.admin).call(f"<resetPassword><userId>{user}</userId></resetPassword>")
    assert log_in(world, "lou@example.com", told(result, "password")) == 200


def test_a_user_hears_of_the_reset_where_the_header_says_so(world):
    user = world.user("Lou", "Sales Rep")
    call = f"<resetPassword><userId>{user}</userId></resetPassword>"
    header = "<urn:EmailHeader><urn:triggerUserEmail>{}</urn:triggerUserEmail></urn:EmailHeader>"
    Soap.of(world.admin).call(call, header.format("false"))
    assert world.org.mails() == []
    (result,) = Soap.of(world.admin).call(call, header.format("true"))
    [mail] = world.org.mails()
    assert (mail["to"], mail["template"]) == ("lou@example.com", "CommunityChangePasswordEmailTemplate")
    assert "/login?c=" in mail["text"]
    assert told(result, "password") not in mail["text"]


def test_users_change_their_own_password_with_the_old_one(world):
    user = world.user("Lou", "Sales Rep")
    Soap.of(world.admin).call(f"<setPassword><userId>{user}</userId><password>secret123</password></setPassword>")
    call = "<changeOwnPassword><oldPassword>{}</oldPassword><newPassword>{}</newPassword></changeOwnPassword>"
    soap = Soap.of(world.caller(user))
    assert soap.refused(call.format("wrong", "secret456"))[0] == "sf:INVALID_OLD_PASSWORD"
    soap.call(call.format("secret123", "secret456"))
    assert log_in(world, "lou@example.com", "secret123") == 500
    assert log_in(world, "lou@example.com", "secret456") == 200
