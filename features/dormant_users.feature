@needs-clock @needs-settings @needs-commands
Feature: Dormant partner users
  Once a month the vendor deactivates partner users who have not logged in for 90 days: fewer open doors, fewer seats.

  Background:
    Given it is January 10
    And Cy, a channel manager
    And a partner company "Acme" of Cy with the user Ann
    And dormant users are deactivated every month

  Rule: Who does not log in for 90 days is deactivated on the first of the month

    @api
    Scenario: The one who logs in stays, the other goes
      Given a new user Abe of "Acme"
      And Ann and Abe have logged in
      When 46 days pass
      And Abe logs in
      And 46 days pass
      And the next run for dormant users comes
      Then Ann is deactivated
      And Abe is still active
      And "Acme" is a partner account

    @api
    Scenario: Who has never logged in counts from the day of the user's creation
      When 60 days pass
      And the next run for dormant users comes
      Then Ann is still active
      When 92 days pass
      And the next run for dormant users comes
      Then Ann is deactivated

    @api
    Scenario: A deactivated user frees the seat and can come back
      When 92 days pass
      And the next run for dormant users comes
      Then 0 seats of the "Partner Community" licence are taken
      When the administrator reactivates Ann
      Then Ann is still active

    @api
    Scenario: How many days it takes is the vendor's choice
      Given 200 days without a log-in make a user dormant
      When 150 days pass
      And the next run for dormant users comes
      Then Ann is still active
      When 60 days pass
      And the next run for dormant users comes
      Then Ann is deactivated

    @api
    Scenario: Without the setting nobody is deactivated
      Given dormant users are left alone
      When 130 days pass
      Then Ann is still active

  Rule: Who is exempt stays, and the others are warned

    @api
    Scenario Outline: Exempt by <what>
      Given <who> exempt from dormancy
      And Ann has the permission set "Gold_Partner"
      When 130 days pass
      Then Ann is still active

      Examples:
        | what            | who                                                   |
        | username        | Ann is                                                |
        | profile         | users of the profile "Channel Partner" are            |
        | permission set  | users with the permission set "Gold_Partner" are      |

    @api @needs-outbox
    Scenario: A mail warns a week before, and a log-in is enough to stay
      When 92 days pass
      And the next warning of dormant users comes
      Then Ann has got a mail that says when the user is deactivated
      When Ann logs in
      And the next run for dormant users comes
      Then Ann is still active

    Scenario: The administrator sees who is dormant, and who is exempt
      Given a new user Abe of "Acme"
      And Abe is exempt from dormancy
      When 130 days pass
      And dormant users are left alone from now on
      Then the list of dormant users shows Abe as exempt
