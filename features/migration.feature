@api @needs-settings @needs-commands
Feature: From the partner portal of Salesforce Classic to a site
  Users with a licence of the old partner portal get profiles with a licence for sites. What they see stays the same;
  then the old portal is switched off.

  Background:
    Given Cy, a channel manager
    And the org has a Classic partner portal, for the profile "Old Reseller" with the licence "Gold Partner"
    And a company "Acme" owned by Cy

  Scenario: Users of the old licence log in at the old portal
    Given a user Ann of "Acme" with the profile "Old Reseller"
    Then Ann can log in at the old portal
    And the last log-in of Ann is of the type "Partner Portal" and says "Success"

  Scenario: Users of the new licence do not log in at the old portal
    Given a new user Abe of "Acme"
    Then Abe cannot log in at the old portal

  Scenario: A plan tells who goes where and changes nothing
    Given a user Ann of "Acme" with the profile "Old Reseller"
    When the administrator plans the migration to the site "Partner Central"
    Then the plan says "Old Reseller becomes Old Reseller (Partner Community), which is made as a copy."
    And the plan says "goes from Old Reseller to Old Reseller (Partner Community)."
    And nobody would see more or less
    And the profile of Ann is "Old Reseller"

  Scenario: A plan tells who would see more
    Given a user Ann of "Acme" with the profile "Old Reseller"
    And a deal "Rollout" of "Acme" owned by Cy
    When the administrator plans the migration with "Channel Partner" for "Old Reseller"
    Then the plan says "has edit instead of no access on 1 record of Deal_Registration__c"

  Scenario: Users move to the site and see neither more nor less
    Given a user Ann of "Acme" with the profile "Old Reseller"
    And a lead "Initech" owned by Ann
    And a lead "Hooli" owned by Cy
    When the administrator migrates to the site "Partner Central"
    Then the profile of Ann is "Old Reseller (Partner Community)"
    And the role of Ann is "Acme Partner User"
    And Ann can log in
    And Ann sees exactly the lead "Initech"
    And nobody sees more or less than before the migration

  Scenario: The old licence gets its seats back
    Given a user Ann of "Acme" with the profile "Old Reseller"
    When the administrator migrates to the site "Partner Central"
    Then 0 seats of the "Gold Partner" licence are taken
    And 1 seat of the "Partner Community" licence is taken

  Scenario: Who finds no seat stays, and comes along later
    Given a user Ann of "Acme" with the profile "Old Reseller"
    And a user Bo of "Acme" with the profile "Old Reseller"
    And the org has 1 seat of the "Partner Community" licence
    When the administrator migrates to the site "Partner Central"
    Then 1 user stays, since "License Limit Exceeded - Partner Community"
    When the org buys seats of the "Partner Community" licence until there are 2
    And the administrator migrates to the site "Partner Central"
    Then no user stays
    And Ann can log in
    And Bo can log in

  Scenario: What is bound to the old licence is replaced or told
    Given a user Ann of "Acme" with the profile "Old Reseller"
    And Ann has the permission set "Old Extras", which is bound to the licence "Gold Partner"
    When the administrator migrates to the site "Partner Central"
    Then the report says "Permission set Old_Extras is bound to the old licence and was taken from"

  Scenario: The old portal is switched off when nobody needs it any more
    Given a user Ann of "Acme" with the profile "Old Reseller"
    When the administrator migrates to the site "Partner Central"
    And the administrator switches the old portal off
    Then Ann cannot log in at the old portal
    And the last log-in of Ann is of the type "Partner Portal" and says "Invalid - Portal disabled"
    And Ann can log in

  Scenario: The old portal is not switched off while somebody has no other place
    Given a user Ann of "Acme" with the profile "Old Reseller"
    When the administrator switches the old portal off
    Then that is refused with "1 active user would have no place to log in"
    And Ann can log in at the old portal
