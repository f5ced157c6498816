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

    Scenario: Many accounts are enabled at once
      Given the companies "Acme", "Globex" and "Initrode" owned by Cy
      When the administrator enables "Acme", "Globex" and "Initrode" as partner accounts
      Then "Acme", "Globex" and "Initrode" are partner accounts

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

    @api
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

  Rule: The owner of a partner account is an internal user with a role

    @api
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

    @api
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

    @api @needs-settings
    Scenario: An account with more users than the platform disables at once stays as it is
      Given the org disables at most 2 partner users at once
      And a partner company "Acme" of Cy with the users Ann, Abe and Al
      When the administrator disables the partner account "Acme"
      Then that is refused
      And "Acme" is a partner account
      And Ann, Abe and Al are active

    @api
    Scenario: A partner account cannot be deleted
      Given a partner company "Acme" of Cy with the user Ann
      When the administrator deletes "Acme"
      Then that is refused
      And "Acme" is a partner account

    @api
    Scenario: Deactivating the last user leaves the company a partner
      Given a partner company "Acme" of Cy with the user Ann
      When the administrator deactivates Ann
      Then "Acme" is a partner account

  Rule: The tier of a partner is kept on its account

    Scenario: Partner users read the tier of their company, and cannot raise it
      Given a partner company "Acme" of Cy with the user Ann
      And the tier of "Acme" is "Gold"
      When Ann changes "Partner Tier" of account "Acme" to "Silver"
      Then that is refused
      And Ann reads "Gold" as "Partner Tier" of account "Acme"
