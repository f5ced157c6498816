@needs-leaks
Feature: No partner sees another partner's records
  Every sharing rule, queue and manual share is one click away from showing a partner the records of a competitor. The
  leak search looks at every pair of partners, and at what the configuration makes possible.

  Background:
    Given Cy, a channel manager
    And a partner company "Acme" of Cy with the users Ann and Abe
    And a partner company "Globex" of Cy with the user Bo

  Scenario: Partners who work on their own leads and deals see nothing of each other
    Given a lead "Initech" owned by Ann
    And a lead "Hooli" owned by Bo
    And a deal "Rollout" of "Acme" owned by Cy
    And an opportunity "Acme rollout" of "Acme" owned by Cy
    Then no partner sees another partner's records

  Scenario: A lead shared with the channel manager's role and subordinates is open to every partner below
    Given a lead "Initech" owned by Ann
    When the administrator shares lead "Initech" with the role of Cy and its subordinates
    Then partners see other partners' records, by "share row Manual"

  Scenario: A queue with members of two partners brings competitors together
    Given a queue "Hot leads" for leads with the members Ann and Bo
    Then partners see other partners' records, by "queue Hot_leads"

  Scenario: What is put into the partner pool is meant for every partner
    Given a lead "Initech" owned by Ann that is in the partner pool
    Then no partner sees another partner's records

  @needs-settings
  Scenario: A pool that nobody has allowed is a leak
    Given a lead "Initech" owned by Ann that is in the partner pool
    And nothing is allowed to open records of other partners
    Then partners see other partners' records, by "sharing rule Lead.Partner_Pool_Leads"
