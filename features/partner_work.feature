Feature: What partners do with what is shared with them
  Partners register deals, file cases and work with the vendor on opportunities. What they may see of a record and add
  to it is decided by the vendor.

  Background:
    Given Cy, a channel manager
    And a partner company "Acme" of Cy with the users Ann and Abe
    And a partner company "Globex" of Cy with the user Bo

  @api
  Scenario: A registered deal belongs to the partner company
    When Ann registers the deal "Rollout" for "Acme"
    Then the visibility is
      | record         | Ann (Acme) | Abe (Acme) | Bo (Globex) | Cy, channel manager |
      | deal "Rollout" | edit       | edit       | none        | edit                |

  Scenario: A partner files a case and follows it
    When Ann files the case "Broken pump"
    Then Ann sees exactly the case "Broken pump"
    And Bo sees no cases

  @needs-reset
  Scenario: A partner reads stage and close date of a shared opportunity, but no amount
    Given the profile "Channel Partner" hides the field "Amount" of opportunities
    And an opportunity "Acme rollout" of "Acme" owned by Cy
    When the administrator shares opportunity "Acme rollout" with Ann
    Then Ann is shown the field "Stage" of opportunity "Acme rollout"
    And Ann is shown the field "Close Date" of opportunity "Acme rollout"
    And Ann is not shown the field "Amount" of opportunity "Acme rollout"

  @api
  Scenario: A partner contributes to a shared opportunity that stays the vendor's
    Given an opportunity "Acme rollout" of "Acme" owned by Cy
    When the administrator shares opportunity "Acme rollout" with Ann
    And Ann notes the task "Call the customer" on opportunity "Acme rollout"
    Then the task "Call the customer" of opportunity "Acme rollout" is Ann's
    When Ann changes "Next Step" of opportunity "Acme rollout" to "Sign"
    Then that is refused
