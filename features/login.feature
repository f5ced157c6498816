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

    Scenario: A wrong password is refused
      When Ann logs in with the password "not-the-password-1"
      Then that is refused
      And Ann is not logged in

    Scenario: The refusal does not tell whether a username exists
      When Ann logs in with the password "not-the-password-1"
      And somebody unknown logs in
      Then both are refused in the same words

    Scenario: An empty password is refused
      When Ann logs in with the password ""
      Then that is refused

    Scenario: Who has no password yet cannot log in
      Given a new user Abe of "Acme" without a password
      When Abe logs in with the password "anything-at-all-1"
      Then that is refused

    Scenario: The password of a colleague does not open the door
      Given a new user Abe of "Acme"
      When Ann logs in with the password of Abe
      Then that is refused

  Rule: The site decides who may enter, and when

    Scenario: Who is not a member of the site cannot log in
      Given the profile "Channel Partner" is no member of the portal
      When Ann logs in
      Then that is refused

    Scenario: Nobody logs in to a portal that is offline
      Given the portal is offline
      When Ann logs in
      Then that is refused

    Scenario: Back online, the portal lets its members in
      Given the portal is offline
      And the portal is live again
      When Ann logs in
      Then Ann is logged in

    @api
    Scenario: A portal that was live never goes back to preview
      When the administrator puts the portal under construction
      Then that is refused

    @browser
    Scenario: Who may use the API only cannot log in to the portal
      Given Ann may use the API only
      When Ann logs in
      Then that is refused

    @api
    Scenario: A program needs the permission to use the API
      Given the profile "Channel Partner" does not allow the API
      When Ann asks for the field Company of all leads
      Then that is refused
