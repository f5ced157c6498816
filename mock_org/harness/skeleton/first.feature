Feature: What partners see of each other

  Background:
    Given Cy, a channel manager
    And a partner company "Acme" of Cy with the users Ann and Abe
    And a partner company "Globex" of Cy with the user Bo

  Scenario: A record of one partner is out of sight of the other
    Given the {word} "Initech" owned by Ann
    Then the visibility is
      | record | Ann (Acme) | Bo (Globex) | Cy, channel manager |
      | {word} "Initech" | edit | none | edit |
