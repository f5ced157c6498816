Feature: The life of a partner user
  People of partner companies come, change their work, are kept out for a while and leave. Whoever looks after them
  does it in Setup, by a program, or, for the own company, as its delegated administrator.

  Background:
    Given Cy, a channel manager

  Rule: A frozen user is kept out at once, and keeps everything

    @needs-reset
    Scenario: A frozen user cannot log in and keeps the seat
      Given a partner company "Acme" of Cy with the user Ann
      When the administrator freezes Ann
      Then Ann cannot log in
      And Ann is active
      And 1 seat of the "Partner Community" licence is taken

    Scenario: An unfrozen user can log in again
      Given a partner company "Acme" of Cy with the user Ann
      And Ann is frozen
      When the administrator unfreezes Ann
      Then Ann can log in

    Scenario: Setup lists who is frozen
      Given a partner company "Acme" of Cy with the users Ann and Abe
      When the administrator freezes Ann
      Then the list of frozen users shows Ann, but not Abe

    @api @needs-reset
    Scenario: Freezing takes the permission to manage users
      Given a partner company "Acme" of Cy with the user Ann
      When a program of Cy freezes Ann
      Then that is refused

  Rule: Deactivating can be undone, disabling cannot

    @needs-settings
    Scenario: Nobody is reactivated without a free seat
      Given the org has 1 seat of the "Partner Community" licence
      And a partner company "Acme" of Cy with the user Ann
      And Ann is deactivated
      And a new user Abe of "Acme"
      When the administrator reactivates Ann
      Then that is refused with "License Limit Exceeded - Partner Community"

    Scenario: The contact of a deactivated user is not enabled anew
      Given a partner company "Acme" of Cy with the user Ann
      And Ann is deactivated
      When the administrator enables Ann as a partner user once more
      Then that is refused

    Scenario: A disabled user does not come back
      Given a partner company "Acme" of Cy with the user Ann
      And Ann is disabled as a partner user
      When the administrator reactivates Ann
      Then that is refused with "Cannot create a portal user without contact"

    @api
    Scenario: A disabled user leaves groups, permission sets and sites
      Given a partner company "Acme" of Cy with the user Ann
      And Ann is in the group "Channel Team"
      When the administrator gives Ann the permission set "Silver Partner"
      And the administrator disables the partner user Ann
      Then Ann is in no group, has no permission set and is a member of no site

    @api @needs-settings
    Scenario: What a deactivated user owns still rolls up in the company, what a disabled one owns does not
      Given new partner companies get 3 partner roles
      And a partner company "Acme" of Cy
      And Ann, a User of "Acme"
      And Mo, a Manager of "Acme"
      And a lead "Initech" owned by Ann
      When the administrator deactivates Ann
      Then the visibility is
        | record         | Mo   |
        | lead "Initech" | edit |
      When the administrator disables the partner user Ann
      Then the visibility is
        | record         | Mo   |
        | lead "Initech" | none |

  Rule: The first user of a company stands in its lowest role, later users in any

    @browser @needs-setup-pages
    Scenario: The role of the first user cannot be chosen in Setup
      Given a partner company "Acme" of Cy
      And a contact "Ann Lee" of "Acme"
      When the administrator enables Ann as a partner user in the role Manager
      Then that is refused with "does not offer this role"

    @needs-settings
    Scenario: The role of a later user can be chosen
      Given new partner companies get 3 partner roles
      And a partner company "Acme" of Cy with the user Ann
      And a contact "Abe Lee" of "Acme"
      When the administrator enables Abe as a partner user in the role Executive
      Then the role of Abe is "Acme Partner Executive"

  Rule: What a user is cannot be changed into something else

    Scenario: A partner user does not become an internal user
      Given a partner company "Acme" of Cy with the user Ann
      When the administrator gives Ann the profile "Sales Rep"
      Then that is refused

    Scenario: A username that somebody has is refused to a second user
      Given a partner company "Acme" of Cy with the users Ann and Abe
      When the administrator gives Ann the username of Abe
      Then that is refused with "Duplicate Username."

    @api
    Scenario: A user stays with the contact
      Given a partner company "Acme" of Cy with the user Ann
      And a contact "Abe Lee" of "Acme"
      When the administrator moves the user of Ann to the contact of Abe
      Then that is refused

    @needs-reset @needs-passwords
    Scenario: Another profile takes the user out of the portal
      Given a partner profile "Outside" that is no member of the portal
      And a partner company "Acme" of Cy with the user Ann
      When the administrator gives Ann the profile "Outside"
      Then Ann cannot log in

  Rule: A super user sees what colleagues of the same role see

    Scenario: Super user access is given and taken on the contact
      Given a partner company "Acme" of Cy with the users Ann and Abe
      When the administrator makes Ann a super user
      Then Ann is a super user
      When the administrator takes super user access from Ann
      Then Ann is no super user

    @needs-settings
    Scenario: The org must allow super users
      Given the org has no super users
      And a partner company "Acme" of Cy with the users Ann and Abe
      And Ann is a super user already
      And a lead "Initech" owned by Abe
      Then the visibility is
        | record         | Ann  |
        | lead "Initech" | none |

  Rule: A delegated administrator looks after the users of the own company

    @api
    Scenario: Colleagues are deactivated and reactivated
      Given a partner company "Acme" of Cy with the users Ann and Abe
      And Ann administers the users of the own company
      When a program of Ann deactivates Abe
      Then Abe cannot log in
      When a program of Ann reactivates Abe
      Then Abe can log in

    @api
    Scenario: Users of other companies are out of reach
      Given a partner company "Acme" of Cy with the user Ann
      And a partner company "Globex" of Cy with the user Bo
      And Ann administers the users of the own company
      When a program of Ann deactivates Bo
      Then that is refused
      And Bo can log in

    @api
    Scenario: Another company is administered when it is delegated
      Given a partner company "Acme" of Cy with the user Ann
      And a partner company "Globex" of Cy with the user Bo
      And Ann administers the users of the own company
      And the users of "Globex" are delegated to Ann
      When a program of Ann deactivates Bo
      Then Bo cannot log in

    @api
    Scenario: A contact of the own company is enabled with the own profile
      Given a partner company "Acme" of Cy with the user Ann
      And a contact "Abe Lee" of "Acme"
      And Ann administers the users of the own company
      When a program of Ann enables Abe as a partner user
      Then Abe is a partner user of "Acme"

    @api
    Scenario: A colleague gets a new password
      Given a partner company "Acme" of Cy with the users Ann and Abe
      And Ann administers the users of the own company
      When a program of Ann gives Abe a new password
      Then Abe can log in

    @api @needs-reset
    Scenario: Permission sets are given as far as they are listed for the profile
      Given a partner company "Acme" of Cy with the users Ann and Abe
      And Ann administers the users of the own company
      And the profile "Channel Partner" delegates the permission set "Silver Partner"
      When a program of Ann gives Abe the permission set "Silver Partner"
      Then Abe has the permission set "Silver Partner"
      When a program of Ann gives Abe the permission set "Gold Partner"
      Then that is refused

    @api
    Scenario: The permission brings the role hierarchy into view, and leaves it there
      Given a partner company "Acme" of Cy with the user Ann
      Then a program of Ann is not shown the roles
      When the administrator lets Ann administer the users of the own company
      Then a program of Ann is shown the roles

    @api
    Scenario: A delegated administrator makes nobody a super user
      Given a partner company "Acme" of Cy with the users Ann and Abe
      And Ann administers the users of the own company
      When a program of Ann makes Abe a super user
      Then that is refused
