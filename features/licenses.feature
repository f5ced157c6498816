Feature: Licences of partner users
  A licence says what its users can have at all, and how many of them there can be. Some are paid by user, others by
  log-in.

  Background:
    Given Cy, a channel manager
    And a partner company "Acme" of Cy

  Rule: A licence opens some objects and keeps others closed, whatever profiles say

    @api @needs-settings
    Scenario Outline: Partner licences, legacy ones included, open leads
      Given the org has 5 seats of the "<licence>" licence
      And a profile "Sellers" of the "<licence>" licence
      When the administrator lets the profile "Sellers" read leads
      Then the profile "Sellers" reads leads

      Examples:
        | licence                 |
        | Partner Community       |
        | Partner Community Login |
        | Channel Account         |
        | Gold Partner            |

    @api @needs-reset
    Scenario Outline: Customer licences keep leads closed
      Given a profile "Buyers" of the "<licence>" licence
      When the administrator lets the profile "Buyers" read leads
      Then that is refused with "The user license doesn't allow the permission: Read Lead"

      Examples:
        | licence                 |
        | Customer Community Plus |
        | Customer Community      |

    @api
    Scenario: A permission set of one licence is not for users of another
      Given a new user Ann of "Acme"
      And a permission set "Buying" of the "Customer Community" licence
      When the administrator gives Ann the permission set "Buying"
      Then that is refused with "The user license doesn't match the permission set's license"

  Rule: Seats are taken by active users

    @needs-settings
    Scenario: The administrator sees how many seats are left
      Given the org has 3 seats of the "Partner Community" licence
      And a new user Ann of "Acme"
      And a new user Bo of "Acme"
      Then of 3 seats of the "Partner Community" licence 2 are used and 1 remains
      When the administrator deactivates Bo
      Then of 3 seats of the "Partner Community" licence 1 is used and 2 remain

    @api @needs-settings
    Scenario: Of two who are enabled at the same moment one gets the last seat
      Given the org has 1 seat of the "Partner Community" licence
      And a contact "Ann Able" of "Acme"
      And a contact "Bo Baker" of "Acme"
      When two administrators enable Ann and Bo at the same moment
      Then that is refused with "License Limit Exceeded - Partner Community"
      And of 1 seat of the "Partner Community" licence 1 is used and 0 remain

    @api @needs-reset
    Scenario: Another profile moves a user from licence to licence
      Given a profile "By Log-In" of the "Partner Community Login" licence
      And a new user Ann of "Acme" with the profile "By Log-In"
      Then 1 seat of the "Partner Community Login" licence is taken
      When the administrator gives Ann the profile "Channel Partner"
      Then 0 seats of the "Partner Community Login" licence are taken
      And 1 seat of the "Partner Community" licence is taken

    @needs-settings
    Scenario: A permission set licence is taken with its permission set and comes back with its user
      Given the org has 1 seat of the "Marketing Funds" permission set licence
      And a permission set "Funds" of the "Marketing Funds" permission set licence
      And a new user Ann of "Acme"
      And a new user Bo of "Acme"
      When the administrator gives Ann the permission set "Funds"
      Then of 1 seat of the "Marketing Funds" permission set licence 1 is used and 0 remain
      When the administrator gives Bo the permission set "Funds"
      Then that is refused with "License Limit Exceeded - Marketing Funds"
      When the administrator deactivates Ann
      Then of 1 seat of the "Marketing Funds" permission set licence 0 are used and 1 remains
      When the administrator gives Bo the permission set "Funds"
      Then of 1 seat of the "Marketing Funds" permission set licence 1 is used and 0 remain

  Rule: Licences that are paid by log-in count log-ins, and bill one a user and day

    Background:
      Given a profile "By Log-In" of the "Partner Community Login" licence
      And the profile "By Log-In" is a member of the portal
      And a new user Ann of "Acme" with the profile "By Log-In"

    @needs-commands
    Scenario: Three log-ins on one day are billed once
      When Ann logs in 3 times
      Then of 1000 log-ins of the "Partner Community Login" licence 3 are used and 1 is billed

    @needs-clock @needs-commands
    Scenario: With a new month counting starts again, and the past months stay known
      Given Ann is logged in
      When 32 days pass
      Then of 1000 log-ins of the "Partner Community Login" licence 0 are used and 0 are billed
      And the last two months had 1 and 0 log-ins

    @needs-commands
    Scenario: Who is logged in as a user burns none of the user's log-ins
      When the administrator logs in as Ann
      Then of 1000 log-ins of the "Partner Community Login" licence 0 are used and 0 are billed

    @api @needs-settings
    Scenario: What goes beyond the log-ins that were bought is billed
      Given 1 log-in a month was bought, and more are billed
      And Ann is logged in
      When Ann logs in
      Then of 1 log-in of the "Partner Community Login" licence 2 are used and 1 is billed

    @api @needs-settings
    Scenario: An org can refuse what goes beyond them
      Given 1 log-in a month was bought, and more are refused
      And Ann is logged in
      When Ann logs in
      Then that is refused
      And the newest attempt of Ann in the login history is "Monthly Login Limit Exceeded"
      And of 1 log-in of the "Partner Community Login" licence 1 is used and 1 is billed

    @needs-settings @needs-commands
    Scenario: The administrator sees whether members would cost less
      Given a seat of "Partner Community" costs 25 and a log-in of "Partner Community Login" costs 10
      And Ann is logged in
      Then the comparison says "Partner Community Login: its 1 active user came on 1 day for 10.00 USD. As members of Partner Community they would have cost 25.00 USD: 15.00 USD more."

  Rule: The doctor tells whether everything fits together

    @api @needs-commands
    Scenario: What happens to partner users leaves an org that fits together
      Given a partner company "Globex" of Cy
      And a new user Ann of "Acme"
      And a new user Bo of "Acme"
      And a new user Dee of "Globex"
      When the administrator deactivates Ann
      And the administrator disables the partner user Bo
      And the administrator moves the contact of Dee to "Acme"
      Then the doctor finds nothing
