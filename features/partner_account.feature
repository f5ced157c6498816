Feature: Partner accounts
  A company becomes a partner when its account is enabled as a partner account.
  From then on its people can be given a log-in to the partner portal.

  Background:
    Given Cy, a channel manager

  Rule: The administrator turns a business account into a partner account

    Scenario: Enabling an account marks it as a partner, and does nothing else yet
      Given a company "Acme" owned by Cy
      When the administrator enables "Acme" as a partner account
      Then "Acme" is a partner account
      And "Acme" has no partner roles

    @api
    Scenario: Many accounts are enabled at once
      Given the companies "Acme", "Globex" and "Initrode" owned by Cy
      When the administrator enables "Acme", "Globex" and "Initrode" as partner accounts
      Then "Acme", "Globex" and "Initrode" are partner accounts

    @api
    Scenario: Of many accounts that are enabled at once, the one that cannot be stays as it is
      Given a partner company "Acme" of Cy with the user Ann
      And the companies "Globex" and "Household" owned by Cy
      And a contact "Jo Field" of "Household" owned by Ann
      When the administrator enables "Household" and "Globex" as partner accounts
      Then that is refused with "portal users cannot own partner accounts"
      And "Globex" is a partner account
      And "Household" is not a partner account

    Scenario: All partners are in one list
      Given a partner company "Acme" of Cy
      And a partner company "Globex" of Cy
      And a company "Initrode" owned by Cy
      Then the list of partner accounts shows "Acme" and "Globex", but not "Initrode"

    @api
    Scenario: An account cannot be born a partner
      When the administrator creates a company "Acme" that is a partner from the start
      Then that is refused with "Unable to create/update fields: IsPartner"

    @api
    Scenario: A partner account remains a normal account for all other purposes
      Given a partner company "Acme" of Cy
      And an opportunity "Acme rollout" of "Acme" owned by Cy
      Then the visibility is
        | record                     | Cy, channel manager |
        | account "Acme"             | edit                |
        | opportunity "Acme rollout" | edit                |

    @api
    Scenario: Through the API, the first partner user makes a company a partner
      Given a company "Acme" owned by Cy
      And a contact "Ann Lee" of "Acme"
      When the administrator enables Ann as a partner user
      Then "Acme" is a partner account

  Rule: Not every account can become a partner

    @api @needs-settings
    Scenario: A person account cannot be enabled
      Given the org has person accounts
      And a person account "Pat Doe"
      When the administrator enables "Pat Doe" as a partner account
      Then that is refused

    Scenario: A company whose contacts belong to a partner user cannot be enabled
      Given a partner company "Acme" of Cy with the user Ann
      And a company "Household" owned by Cy
      And a contact "Jo Field" of "Household" owned by Ann
      When the administrator enables "Household" as a partner account
      Then that is refused with "portal users cannot own partner accounts"

    @api
    Scenario: A partner account cannot be given to a partner user
      Given a partner company "Acme" of Cy with the user Ann
      When the administrator makes Ann the owner of "Acme"
      Then that is refused with "portal users cannot own partner accounts"

    @api @needs-settings
    Scenario: Without partner relationship management no account can be a partner
      Given a company "Acme" owned by Cy
      And the org has neither partner relationship management nor partner licences
      When the administrator enables "Acme" as a partner account
      Then that is refused with "No such column 'IsPartner'"

    @api
    Scenario: An account that belongs to a partner user cannot be enabled
      Given a partner company "Acme" of Cy with the user Ann
      And a company "Household" owned by Ann
      When the administrator enables "Household" as a partner account
      Then that is refused with "portal users cannot own partner accounts"

  Rule: The owner of a partner account is an internal user with a role

    @api @needs-settings
    Scenario: An org can ask for the owner's role as soon as the account becomes a partner
      Given only an account whose owner has a role can become a partner
      And Nat, an internal user without a role
      And a company "Acme" owned by Nat
      When the administrator enables "Acme" as a partner account
      Then that is refused with "portal account owner must have a role"
      And "Acme" is not a partner account

    @api
    Scenario: Who owns partner accounts with users keeps a role
      Given a partner company "Acme" of Cy with the user Ann
      When the administrator takes the role from Cy
      Then that is refused with "must have a role"

    @api @needs-reset
    Scenario: Nobody can be enabled while the owner has no role
      Given Nat, an internal user without a role
      And a partner company "Acme" of Nat
      And a contact "Ann Lee" of "Acme"
      When the administrator enables Ann as a partner user
      Then that is refused with "portal account owner must have a role"

    Scenario: What the partner works on rolls up to the owner, and moves with the ownership
      Given Wes, a channel manager in the role "Channel Manager West"
      And a partner company "Acme" of Cy with the user Ann
      And a lead "Initech" owned by Ann
      When the administrator makes Wes the owner of "Acme"
      Then the visibility is
        | record         | Ann (Acme) | Cy, channel manager | Wes, channel manager |
        | lead "Initech" | edit       | none                | edit                 |

    @api
    Scenario: What the partner works on moves along when the owner changes roles
      Given Dana, an internal user in the role "Sales VP"
      And Don, an internal user in the role "Channel Director"
      And a partner company "Acme" of Cy with the user Ann
      And a lead "Initech" owned by Ann
      Then the visibility is
        | record         | Cy, channel manager | Don, his director | Dana, of Sales |
        | lead "Initech" | edit                | edit              | none           |
      When the administrator moves Cy to the role "Sales Rep"
      Then the visibility is
        | record         | Cy, channel manager | Don, his director | Dana, of Sales |
        | lead "Initech" | edit                | none              | edit           |

  Rule: A contact who changes companies takes the partner user along

    Scenario: The user sees the new company and no longer the old one
      Given a partner company "Acme" of Cy with the user Ann
      And a partner company "Globex" of Cy
      And a deal "Acme rollout" of "Acme" owned by Cy
      And a deal "Globex rollout" of "Globex" owned by Cy
      When the administrator moves the contact of Ann to "Globex"
      Then the role of Ann is "Globex Partner User"
      And Ann can log in
      And the visibility is
        | record                | Ann  |
        | account "Acme"        | none |
        | account "Globex"      | read |
        | deal "Acme rollout"   | none |
        | deal "Globex rollout" | edit |

  Rule: Disabling a partner account shuts its users out, for good

    Scenario: The users of a disabled account can no longer log in
      Given a partner company "Acme" of Cy with the users Ann and Abe
      And a partner company "Globex" of Cy with the user Bo
      When the administrator disables the partner account "Acme"
      Then Ann and Abe cannot log in
      And Bo can log in

    Scenario: Somebody who is working on the portal is put out at once
      Given a partner company "Acme" of Cy with the user Ann
      And Ann is logged in
      When the administrator disables the partner account "Acme"
      Then Ann is no longer logged in

    Scenario: The partner roles go with the partner account
      Given a partner company "Acme" of Cy with the user Ann
      When the administrator disables the partner account "Acme"
      Then "Acme" is not a partner account
      And "Acme" has no partner roles

    Scenario: Enabling an account again does not bring its users back
      Given a partner company "Acme" of Cy with the user Ann
      When the administrator disables the partner account "Acme"
      And the administrator enables "Acme" as a partner account
      Then Ann cannot log in

    Scenario: After enabling an account again, new users can be made
      Given a partner company "Acme" of Cy with the user Ann
      When the administrator disables the partner account "Acme"
      And the administrator enables "Acme" as a partner account
      And the administrator enables a new contact Dee of "Acme" as a partner user
      Then Dee can log in

    @api
    Scenario: The users of a disabled account leave queues and groups
      Given a partner company "Acme" of Cy with the user Ann
      And Ann works on the lead queue "Western Leads"
      When the administrator disables the partner account "Acme"
      Then the lead queue "Western Leads" has no members

    @api
    Scenario: What was shared with the company's role does not come back with new users
      Given a partner company "Acme" of Cy with the user Ann
      And a lead "Initech" owned by Cy
      When the administrator shares lead "Initech" with the users of "Acme"
      And the administrator disables the partner account "Acme"
      And the administrator enables "Acme" as a partner account
      And the administrator enables a new contact Dee of "Acme" as a partner user
      Then the visibility is
        | record         | Dee (Acme) |
        | lead "Initech" | none       |

    @needs-settings
    Scenario: A customer account is disabled likewise
      Given a customer company "Hooli" of Cy with the user Gus
      When the administrator disables the customer account "Hooli"
      Then Gus is no longer the user of a contact
      And "Hooli" has no partner roles

    @api @needs-settings
    Scenario: An account with more users than the platform disables at once stays as it is
      Given the org disables at most 2 partner users at once
      And a partner company "Acme" of Cy with the users Ann, Abe and Al
      When the administrator disables the partner account "Acme"
      Then that is refused
      And "Acme" is a partner account
      And Ann, Abe and Al are active

    Scenario: A partner account cannot be deleted
      Given a partner company "Acme" of Cy with the user Ann
      When the administrator deletes "Acme"
      Then that is refused with "it is associated with the following portal users"
      And "Acme" is a partner account

    @api
    Scenario: Once disabled, the account can be deleted
      Given a partner company "Acme" of Cy with the user Ann
      When the administrator disables the partner account "Acme"
      And the administrator deletes "Acme"
      Then "Acme" is gone

    @api
    Scenario: An account that other users have opportunities with cannot be deleted
      Given a company "Acme" owned by Cy
      And an opportunity "Acme rollout" of "Acme" owned by Cy
      When the administrator deletes "Acme"
      Then that is refused with "it is associated with the following opportunities.: Acme rollout"

    @api
    Scenario: Deactivating the last user leaves the company a partner
      Given a partner company "Acme" of Cy with the user Ann
      When the administrator deactivates Ann
      Then "Acme" is a partner account

  Rule: Partner roles belong to their account

    @browser @needs-settings
    Scenario: The number of partner roles is set for companies to come
      Given a partner company "Acme" of Cy with the user Ann
      When the administrator sets the number of partner roles to 2
      And Cy wins the partner company "Globex" with the user Bo
      Then the partner roles of "Globex" are, from the top
        | role                   | reports to             |
        | Globex Partner Manager | Channel Manager East   |
        | Globex Partner User    | Globex Partner Manager |
      And the partner roles of "Acme" are, from the top
        | role              | reports to           |
        | Acme Partner User | Channel Manager East |

    @needs-settings
    Scenario: Where the lowest role is deleted, the manager becomes the user
      Given new partner companies get 2 partner roles
      And a partner company "Acme" of Cy
      And Max, a Manager of "Acme"
      When the administrator deletes the role "Acme Partner User"
      Then the role of Max is "Acme Partner User"

    Scenario: A role with users in it cannot be deleted
      Given a partner company "Acme" of Cy with the user Ann
      When the administrator deletes the role "Acme Partner User"
      Then that is refused
      And the role of Ann is "Acme Partner User"

    @api
    Scenario: A company gets one more role on top
      Given a partner company "Acme" of Cy with the user Ann
      When the administrator adds a partner role to "Acme"
      Then the partner roles of "Acme" are, from the top
        | role                 | reports to           |
        | Acme Partner Manager | Channel Manager East |
        | Acme Partner User    | Acme Partner Manager |

    @api
    Scenario: Partner roles bear the name of their company, and no other
      Given a partner company "Acme" of Cy with the user Ann
      When the administrator renames the role "Acme Partner User" to "Resellers"
      Then that is refused
      When the administrator renames the company "Acme" to "Acme International"
      Then the role of Ann is "Acme International Partner User"

    @api @needs-settings
    Scenario: The only users of two companies share a role, but nothing else
      Given the only users of companies of one owner share a role
      And a partner company "Acme" of Cy with the user Ann
      And a partner company "Globex" of Cy with the user Bo
      And a lead "Initech" owned by Ann
      Then Ann and Bo are in one role
      And the visibility is
        | record           | Ann (Acme) | Bo (Globex) | Cy, channel manager |
        | account "Globex" | none       | read        | edit                |
        | lead "Initech"   | edit       | none        | edit                |

    @api @needs-settings
    Scenario: A second user gives a company its own roles
      Given the only users of companies of one owner share a role
      And a partner company "Acme" of Cy with the users Ann and Abe
      Then the role of Ann is "Acme Partner User"
      And Ann and Abe are in one role

  Rule: The tier of a partner is kept on its account

    Scenario: Partner users read the tier of their company, and cannot raise it
      Given a partner company "Acme" of Cy with the user Ann
      And the tier of "Acme" is "Gold"
      When Ann changes "Partner Tier" of account "Acme" to "Silver"
      Then that is refused
      And Ann reads "Gold" as "Partner Tier" of account "Acme"
