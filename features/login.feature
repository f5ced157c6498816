Feature: Logging in to the partner portal
  Partner users log in where the vendor's site is, with a username and a password of their own.

  Background:
    Given Cy, a channel manager
    And a partner company "Acme" of Cy with the user Ann

  Rule: A member of a live site logs in with username and password

    Scenario: Ann logs in
      When Ann logs in
      Then Ann is logged in

    Scenario: The case of a username does not matter
      When Ann logs in with the username in capital letters
      Then Ann is logged in

    Scenario: Ann logs out
      Given Ann is logged in
      When Ann logs out
      Then Ann is no longer logged in

    Scenario: Two people of one company work side by side
      Given a new user Abe of "Acme"
      And Ann and Abe are logged in
      When Abe logs out
      Then Ann is logged in

    @needs-passwords
    Scenario: Every log-in is kept in the login history
      When Ann logs in
      And Ann logs in with the password "not-the-password-1"
      Then that is refused
      And the login history of Ann has 1 success and 1 failure

    @browser
    Scenario: A link to a record leads there, through the log-in page
      Given a lead "Initech" owned by Ann
      When Ann follows a link to lead "Initech"
      And Ann logs in on the page that has opened
      Then Ann is on the page of lead "Initech"

    @browser
    Scenario: Who forgot the password is told to look at the mail
      When Ann says that the password is forgotten
      Then Ann is told to check the e-mail

  Rule: Everybody else stays outside, and learns nothing

    @needs-passwords
    Scenario: A wrong password is refused
      When Ann logs in with the password "not-the-password-1"
      Then that is refused
      And Ann is not logged in

    @needs-passwords
    Scenario: The refusal does not tell whether a username exists
      When Ann logs in with the password "not-the-password-1"
      And somebody unknown logs in
      Then both are refused in the same words

    @needs-passwords
    Scenario: An empty password is refused
      When Ann logs in with the password ""
      Then that is refused

    @needs-passwords
    Scenario: Who has no password yet cannot log in
      Given a new user Abe of "Acme" without a password
      When Abe logs in with the password "anything-at-all-1"
      Then that is refused

    @needs-passwords
    Scenario: The password of a colleague does not open the door
      Given a new user Abe of "Acme"
      When Ann logs in with the password of Abe
      Then that is refused

  Rule: Membership and permissions decide who may enter

    @needs-reset
    Scenario: Who is not a member of the site cannot log in
      Given the profile "Channel Partner" is no member of the portal
      When Ann logs in
      Then that is refused

    @browser
    Scenario: Who may use the API only cannot log in to the portal
      Given Ann may use the API only
      When Ann logs in
      Then that is refused

    @api @needs-reset
    Scenario: A program needs the permission to use the API
      Given the profile "Channel Partner" does not allow the API
      When Ann asks for the field Company of all leads
      Then that is refused

  Rule: A session ends by itself, or by an administrator

    @needs-clock
    Scenario: An idle session ends
      Given Ann is logged in
      When a day passes
      Then Ann is no longer logged in

    Scenario: The administrator ends all sessions of a user
      Given Ann is logged in
      When the administrator ends the sessions of Ann
      Then Ann is no longer logged in
      And Ann can log in

  Rule: Profiles say when and from where their users may come

    @needs-settings
    Scenario: Nobody logs in outside the login hours
      Given users of the profile "Channel Partner" may log in at no hour
      When Ann logs in
      Then that is refused
      And the newest attempt of Ann in the login history is "Restricted time"

    @api @needs-settings
    Scenario: A session ends with the login hours
      Given Ann is logged in
      And users of the profile "Channel Partner" may log in at no hour
      Then Ann is no longer logged in

    @needs-settings
    Scenario: Nobody logs in from elsewhere
      Given users of the profile "Channel Partner" may come from "10.0.0.1-10.0.0.9" only
      When Ann logs in
      Then that is refused
      And the newest attempt of Ann in the login history is "Restricted IP"

  Rule: An administrator looks at the portal as a partner user

    @browser
    Scenario: The administrator sees what Ann sees
      Given a lead "Initech" owned by Ann
      And a lead "Globex" owned by Cy
      When the administrator logs in as Ann
      Then Ann sees exactly the lead "Initech"

    @browser
    Scenario: What the administrator does as Ann is Ann's
      When the administrator logs in as Ann
      And Ann creates a lead "Initech"
      Then lead "Initech" was made by Ann

    @browser
    Scenario: The way back ends what the administrator was
      Given the administrator has logged in as Ann
      When the administrator goes back
      Then the administrator reads the login history of Ann, which is empty

    Scenario: It is not counted as a log-in of the user
      When the administrator logs in as Ann
      Then the login history of Ann is empty
      And the audit trail tells that the administrator was Ann

    @needs-reset
    Scenario: Nobody is looked at in a portal that is offline
      Given the portal is offline
      When the administrator logs in as Ann
      Then that is refused
