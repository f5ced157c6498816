Feature: Partner users
  A contact of a partner account becomes a partner user: somebody with a log-in to the partner portal,
  a partner licence and a place in the roles of the partner company.

  Background:
    Given Cy, a channel manager

  Rule: A contact of a company is enabled once, with a partner profile

    @api
    Scenario: An enabled contact is a partner user of the company
      Given a partner company "Acme" of Cy
      And a contact "Ann Lee" of "Acme"
      When the administrator enables Ann as a partner user
      Then Ann is a partner user of "Acme"

    Scenario: An enabled contact can log in to the portal
      Given a partner company "Acme" of Cy
      And a contact "Ann Lee" of "Acme"
      When the administrator enables Ann as a partner user
      Then Ann can log in

    @api
    Scenario: A contact has one user only
      Given a partner company "Acme" of Cy with the user Ann
      When the administrator enables Ann as a partner user once more
      Then that is refused with "portal user already exists for contact"

    @api
    Scenario: A contact without a company cannot be enabled
      Given a contact "Ann Lee" of no company
      When the administrator enables Ann as a partner user
      Then that is refused

    @api
    Scenario Outline: A profile that is no clone of the partner profile is not valid
      Given a partner company "Acme" of Cy
      And a contact "Ann Lee" of "Acme"
      When the administrator enables Ann as a partner user with the profile "<profile>"
      Then that is refused with "<reason>"

      Examples:
        | profile                | reason                                            |
        | Sales Rep              | only portal users can be associated to a contact  |
        | Partner Community User | select Allow using standard external profiles     |

    @api @needs-settings
    Scenario: An org may allow the standard partner profile
      Given the org allows standard profiles for partners
      And a partner company "Acme" of Cy
      And a contact "Ann Lee" of "Acme"
      When the administrator enables Ann as a partner user with the profile "Partner Community User"
      Then Ann is a partner user of "Acme"

    @api
    Scenario: A contact with a user cannot be deleted
      Given a partner company "Acme" of Cy with the user Ann
      When the administrator deletes the contact of Ann
      Then that is refused with "is associated with the following portal users"

    @api
    Scenario: A partner profile needs a contact
      When the administrator creates a user with the profile "Channel Partner" for no contact
      Then that is refused with "Cannot create a portal user without contact"

  Rule: A username is an e-mail address that nobody else uses

    @api
    Scenario: A username must look like an e-mail address
      Given a partner company "Acme" of Cy
      And a contact "Ann Lee" of "Acme"
      When the administrator enables Ann as a partner user with the username "ann"
      Then that is refused with "Username must be in the form of an email address"

    @api
    Scenario: A username stays taken when its user is deactivated
      Given a partner company "Acme" of Cy with the user Abe
      And a contact "Ann Lee" of "Acme"
      And Abe is deactivated
      When the administrator enables Ann as a partner user with the username of Abe
      Then that is refused with "Duplicate Username"

    @api @needs-settings
    Scenario: A username of another org is taken, unless usernames are unique in this org only
      Given another org has a user "ann@acme.example"
      And a partner company "Acme" of Cy
      And a contact "Ann Lee" of "Acme"
      When the administrator enables Ann as a partner user with the username "ann@acme.example"
      Then that is refused with "Duplicate Username"
      When partners' usernames are unique in this org only
      And the administrator enables Ann as a partner user with the username "ann@acme.example"
      Then Ann is a partner user of "Acme"

  Rule: Every partner company has its own roles, below the role of the account's owner

    @api
    Scenario: The first partner user brings the role of the company
      Given a partner company "Acme" of Cy
      And a contact "Ann Lee" of "Acme"
      When the administrator enables Ann as a partner user
      Then the partner roles of "Acme" are, from the top
        | role              | reports to           |
        | Acme Partner User | Channel Manager East |

    @api @needs-settings
    Scenario: An org may give each partner company three roles
      Given new partner companies get 3 partner roles
      And a partner company "Acme" of Cy
      And a contact "Ann Lee" of "Acme"
      When the administrator enables Ann as a partner user
      Then the partner roles of "Acme" are, from the top
        | role                   | reports to             |
        | Acme Partner Executive | Channel Manager East   |
        | Acme Partner Manager   | Acme Partner Executive |
        | Acme Partner User      | Acme Partner Manager   |
      And the role of Ann is "Acme Partner User"

    @api @needs-settings
    Scenario Outline: A user can be put into any role of the own company
      Given new partner companies get 3 partner roles
      And a partner company "Acme" of Cy
      And a contact "Ann Lee" of "Acme"
      When the administrator enables Ann as a partner user in the role <role>
      Then the role of Ann is "Acme Partner <role>"

      Examples:
        | role      |
        | User      |
        | Manager   |
        | Executive |

    @api
    Scenario: A user cannot be put into a role of another company
      Given a partner company "Acme" of Cy with the user Ann
      And a partner company "Globex" of Cy with the user Bo
      When the administrator puts Ann into the role of Bo
      Then that is refused

  Rule: Each active partner user takes a seat of the partner licence

    @api @needs-settings
    Scenario: Without a free seat nobody can be enabled
      Given the org has 1 seat of the "Partner Community" licence
      And a partner company "Acme" of Cy with the user Ann
      And a contact "Abe Lee" of "Acme"
      When the administrator enables Abe as a partner user
      Then that is refused with "License Limit Exceeded - Partner Community"

    @api @needs-settings
    Scenario: A deactivated user frees the seat
      Given the org has 1 seat of the "Partner Community" licence
      And a partner company "Acme" of Cy with the user Ann
      And a contact "Abe Lee" of "Acme"
      When the administrator deactivates Ann
      And the administrator enables Abe as a partner user
      Then Abe is a partner user of "Acme"

  Rule: Who leaves is deactivated or disabled, never deleted

    Scenario: A deactivated user cannot log in until reactivated
      Given a partner company "Acme" of Cy with the user Ann
      When the administrator deactivates Ann
      Then Ann cannot log in
      When the administrator reactivates Ann
      Then Ann can log in

    Scenario: A disabled partner user is cut off from the contact
      Given a partner company "Acme" of Cy with the user Ann
      When the administrator disables the partner user Ann
      Then Ann cannot log in
      And Ann is no longer the user of a contact

    Scenario: The contact of a disabled partner user can be enabled anew
      Given a partner company "Acme" of Cy with the user Ann
      When the administrator disables the partner user Ann
      And the administrator enables Ann as a partner user once more
      Then Ann can log in

    @api
    Scenario: A user is never deleted
      Given a partner company "Acme" of Cy with the user Ann
      When the administrator deletes the user of Ann
      Then that is refused

    @needs-clock
    Scenario: A review finds who has not logged in for 90 days
      Given a partner company "Acme" of Cy with the users Ann and Abe
      And Ann and Abe have logged in
      And 91 days have passed
      When Abe logs in
      Then a review for 90 days without a log-in finds Ann, but not Abe

  Rule: Permission sets by tier open more of the portal

    Scenario: Only gold partners see what became of a deal
      Given a partner company "Acme" of Cy with the users Ann and Abe
      And an opportunity "Acme rollout" of "Acme" owned by Cy
      And a deal "Rollout" of "Acme" owned by Ann that became the opportunity "Acme rollout"
      When the administrator gives Ann the permission set "Gold Partner"
      Then Ann is shown the field "Opportunity" of deal "Rollout"
      And Abe is not shown the field "Opportunity" of deal "Rollout"
