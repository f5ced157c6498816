Feature: Tiers of partners
  A partner company has a tier: a field of its account, or its level in a channel programme. By the tier its users
  have permission sets. No setting of the platform does it; an automation assigns and removes them.

  Background:
    Given Cy, a channel manager

  Rule: The tier of the company decides what its users can do

    @api @needs-settings
    Scenario Outline: Only programs of gold partners log in to the API
      Given the profile "Channel Partner" does not allow the API
      And a partner company "Acme" of Cy
      And the tier of "Acme" is "<tier>"
      When the administrator enables a new contact Ann of "Acme" as a partner user
      Then a program of Ann <is> let in

      Examples:
        | tier       | is     |
        | Gold       | is     |
        | Silver     | is not |
        | Registered | is not |

    Scenario: Gold partners ask for marketing funds, silver partners do not
      Given a partner company "Acme" of Cy
      And the tier of "Acme" is "Gold"
      And a partner company "Globex" of Cy
      And the tier of "Globex" is "Silver"
      And a new user Ann of "Acme"
      And a new user Bo of "Globex"
      Then Ann is offered fund requests
      And Bo is not offered fund requests

    @api
    Scenario: Gold partners have reports, silver partners do not
      Given a partner company "Acme" of Cy
      And the tier of "Acme" is "Gold"
      And a partner company "Globex" of Cy
      And the tier of "Globex" is "Silver"
      And a new user Ann of "Acme"
      And a new user Bo of "Globex"
      Then Ann is offered reports
      And Bo is not offered reports

    @needs-reset
    Scenario: Silver partners have deals and leads, registered partners neither
      Given the profile "Channel Partner" opens neither leads nor deals
      And a partner company "Globex" of Cy
      And the tier of "Globex" is "Silver"
      And a partner company "Initech" of Cy
      And the tier of "Initech" is "Registered"
      And a new user Bo of "Globex"
      And a new user Cleo of "Initech"
      Then Bo is offered leads and deals
      And Cleo is not offered leads or deals

  Rule: Permission sets follow the tier

    @api
    Scenario: A company that rises has more, one that falls less
      Given a partner company "Acme" of Cy
      And the tier of "Acme" is "Silver"
      And a new user Ann of "Acme"
      When the tier of "Acme" becomes "Gold"
      Then the permission sets of Ann are "Gold Partner", "Partner API", "Partner Co-Marketing", "Partner Deals and Leads" and "Partner Reporting"
      When the tier of "Acme" becomes "Silver"
      Then the permission sets of Ann are "Partner Deals and Leads" and "Silver Partner"
      When the tier of "Acme" becomes "Registered"
      Then Ann has no permission sets

    @api
    Scenario: Who goes to another company has the tier of that company
      Given a partner company "Acme" of Cy
      And the tier of "Acme" is "Gold"
      And a partner company "Globex" of Cy
      And the tier of "Globex" is "Silver"
      And a new user Ann of "Acme"
      When the administrator moves the contact of Ann to "Globex"
      Then the permission sets of Ann are "Partner Deals and Leads" and "Silver Partner"

    @api
    Scenario: Who comes back has the tier of today
      Given a partner company "Acme" of Cy
      And the tier of "Acme" is "Silver"
      And a new user Ann of "Acme"
      And Ann is deactivated
      When the tier of "Acme" becomes "Registered"
      And the administrator reactivates Ann
      Then Ann has no permission sets

    @api
    Scenario: What somebody has given by hand stays
      Given a partner company "Acme" of Cy
      And a new user Ann of "Acme"
      When the administrator gives Ann the permission set "Gold Partner"
      And the tier of "Acme" becomes "Silver"
      And the tier of "Acme" becomes "Registered"
      Then the permission sets of Ann are "Gold Partner" and no other

    @api @needs-settings
    Scenario: Where a seat is missing, that is told and the tier stays
      Given the permission set "Funds" takes a seat of the licence "Partner Funds", of which there is 1
      And the tier "Gold" brings the permission set "Funds"
      And a partner company "Acme" of Cy with the users Ann and Abe
      When the tier of "Acme" becomes "Gold"
      Then that is refused with "License Limit Exceeded - Partner Funds"
      And the tier of "Acme" is empty
      And Ann has no permission sets
      And Abe has no permission sets

  Rule: A level in a channel programme can be the tier

    @api @needs-reset
    Scenario: A company shows the programme that it joined first
      Given a partner company "Acme" of Cy
      And "Acme" is "Gold" in the channel programme "Resellers"
      And "Acme" is "Base" in the channel programme "Integrators"
      Then "Acme" shows the channel programme "Resellers" and the level "Gold"

    @api @needs-settings
    Scenario: The level brings the permission sets
      Given the tier is the level in the channel programme "Resellers"
      And a partner company "Acme" of Cy with the user Ann
      And a partner company "Globex" of Cy with the user Bo
      When the administrator makes "Acme" "Silver" in the channel programme "Resellers"
      Then the permission sets of Ann are "Partner Deals and Leads" and "Silver Partner"
      And Bo has no permission sets

  Rule: A check finds what does not fit

    @api @needs-commands
    Scenario: Where the automation did all, nothing is found
      Given a partner company "Acme" of Cy with the user Ann
      When the tier of "Acme" becomes "Gold"
      Then the check of the tiers finds nothing

    @api @needs-commands @needs-settings
    Scenario: A tier that no mapping knows
      Given nothing is mapped to the tier "Registered"
      And a partner company "Acme" of Cy
      When the tier of "Acme" becomes "Registered"
      Then the check of the tiers finds "Account Acme has the tier 'Registered', which no mapping knows"

    @api @needs-commands
    Scenario: A permission set of another tier, given by hand
      Given a partner company "Acme" of Cy with the user Ann
      And the tier of "Acme" is "Silver"
      When the administrator gives Ann the permission set "Partner API"
      Then the check of the tiers finds "of tier Silver has Partner API, given by hand"

    @needs-commands
    Scenario: A permission set of the tier that somebody has taken away, and how it comes back
      Given a partner company "Acme" of Cy with the user Ann
      And the tier of "Acme" is "Silver"
      When the administrator takes the permission set "Silver Partner" from Ann
      Then the check of the tiers finds "of tier Silver does not have the permission set Silver Partner"
      When the administrator has the tiers applied
      Then the check of the tiers finds nothing

    @api @needs-commands
    Scenario: An account and a programme that say different tiers
      Given a partner company "Acme" of Cy
      And the tier of "Acme" is "Silver"
      When the administrator makes "Acme" "Gold" in the channel programme "Resellers"
      Then the check of the tiers finds "Account Acme has the tier 'Silver', but the level 'Gold' in its channel program."
