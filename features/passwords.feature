Feature: Passwords of partner users
  Partner users have passwords of their own. The org says what these must be like and how long they last, locks out
  who tries too often, and helps who has forgotten.

  Background:
    Given Cy, a channel manager
    And a partner company "Acme" of Cy with the user Ann

  Rule: A link in a mail gives a password, once and within a day

    @browser @needs-outbox
    Scenario: The welcome mail leads a new user to a first password
      Given a new user Abe of "Acme" without a password
      When Abe follows the link in the mail and chooses the password "First-horse-1"
      Then Abe is logged in

    @browser @needs-outbox
    Scenario: Who forgot the password sets another one
      When Ann says that the password is forgotten
      And Ann follows the link in the mail and chooses the password "Another-horse-2"
      Then Ann is logged in
      When Ann logs in
      Then that is refused

    @browser @needs-outbox
    Scenario: The link works once
      Given Ann has got a link for a forgotten password and used it
      When Ann follows the link in the mail and chooses the password "Third-horse-3"
      Then that is refused with "This link is invalid or has expired."

    @browser @needs-outbox @needs-clock
    Scenario: The link works for a day
      Given Ann has said that the password is forgotten
      When a day passes
      And Ann follows the link in the mail and chooses the password "Another-horse-2"
      Then that is refused with "This link is invalid or has expired."

    @browser @needs-outbox
    Scenario: Nobody else gets a mail
      When somebody unknown says that the password is forgotten
      Then no mail about a password has been sent

  Rule: A password that is over only serves to choose another one

    @needs-clock
    Scenario: After ninety days the password has expired
      Given 90 days have passed
      When Ann logs in
      Then Ann is not logged in
      When Ann changes the password to "Another-horse-2"
      Then Ann is logged in

    @needs-passwords
    Scenario: A password that an administrator has reset
      Given the password of Ann has been reset
      When Ann logs in
      Then Ann is not logged in
      When Ann changes the password to "Another-horse-2"
      Then Ann is logged in

  Rule: The policy says what a password must be like

    Scenario: A short password is refused
      Given Ann is logged in
      When Ann changes the password to "Short1"
      Then that is refused with "at least 8 characters"

    @api
    Scenario: A password of letters alone is refused
      Given Ann is logged in
      When Ann changes the password to "OnlyLettersHere"
      Then that is refused with "letters and numbers"

    Scenario: The last passwords are not taken again
      Given Ann is logged in
      And Ann has changed the password to "Another-horse-2"
      When Ann changes the password back
      Then that is refused with "invalid repeated password"

    @browser
    Scenario: Who does not know the present password cannot change it
      Given Ann is logged in
      When Ann changes the password to "Another-horse-2", saying that it was "not-the-password-1"
      Then that is refused with "Your old password is invalid."

    @browser @needs-reset
    Scenario: The administrator asks for longer passwords in Setup
      Given the administrator asks for passwords of 12 characters
      And Ann is logged in
      When Ann changes the password to "Horse-2"
      Then that is refused with "at least 12 characters"

  Rule: Who tries too often is locked out

    @needs-passwords
    Scenario: After ten wrong passwords the right one does not count
      Given Ann has logged in with a wrong password 10 times
      When Ann logs in
      Then that is refused
      And the newest attempt of Ann in the login history is "Password Lockout"

    @api @needs-clock
    Scenario: The lock is lifted by time
      Given Ann has logged in with a wrong password 10 times
      When a day passes
      Then Ann can log in

    @needs-passwords
    Scenario: An administrator unlocks the user
      Given Ann has logged in with a wrong password 10 times
      When the administrator unlocks Ann
      Then Ann can log in

    @api @needs-passwords
    Scenario: Nine wrong passwords are forgotten once the right one comes
      Given Ann has logged in with a wrong password 9 times
      And Ann is logged in
      And Ann has logged in with a wrong password 9 times
      When Ann logs in
      Then Ann is logged in

  Rule: A browser that is not known brings a code, where the org asks for it

    @browser @needs-settings @needs-outbox
    Scenario: Ann enters the code from the mail
      Given the org asks new browsers for a verification code
      When Ann logs in
      And Ann enters the code from the mail
      Then Ann is logged in

    @browser @needs-settings @needs-outbox
    Scenario: A wrong code opens nothing
      Given the org asks new browsers for a verification code
      When Ann logs in
      And Ann enters a wrong code
      Then that is refused
      And Ann is not logged in

    @browser @needs-settings @needs-outbox
    Scenario: A browser that is known is not asked again
      Given the org asks new browsers for a verification code
      When Ann logs in
      And Ann enters the code from the mail, to be remembered
      And Ann logs out
      And Ann logs in on the page that has opened
      Then Ann is logged in
