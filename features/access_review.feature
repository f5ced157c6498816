@needs-clock @needs-settings @needs-commands
Feature: Quarterly access review
  Every quarter each partner company goes through the list of its users, and says who may stay.

  Background:
    Given it is January 10
    And Cy, a channel manager
    And a partner company "Acme" of Cy with the user Ann
    And a new user Abe of "Acme"
    And Ann is the designated administrator of "Acme"
    And partner companies review their users every quarter

  Rule: The company's administrator is asked, and nobody else

    @api @needs-outbox
    Scenario: The list comes by mail when the quarter begins
      When the next quarter begins
      Then Ann has got a mail that lists Ann and Abe
      And Abe has got no mail about a review

    Scenario: Each administrator is asked about the own company only
      Given a partner company "Globex" of Cy with the user Gus
      And Gus is the designated administrator of "Globex"
      When the next quarter begins
      Then Ann is asked about Ann and Abe
      And Gus is asked about nobody but Gus

    @api
    Scenario: A colleague of the administrator is not asked
      When the next quarter begins
      Then Abe is asked about nobody

    @api
    Scenario: Without a designated administrator, the delegated one is asked
      Given "Acme" has no designated administrator
      And Abe administers the users of the own company
      When the next quarter begins
      Then Abe is asked about Ann and Abe

    @api @needs-outbox
    Scenario: Where nobody can be asked, the channel manager is
      Given "Acme" has no designated administrator
      When the next quarter begins
      Then Cy has got a mail that lists Ann and Abe
      And the review of "Acme" is escalated

  Rule: Flagged users lose their access at the end of the review

    Scenario: Ann confirms herself and flags Abe
      When the next quarter begins
      And Ann confirms Ann and flags Abe
      And a day passes
      Then Abe is deactivated
      And Ann is still active
      And the review of "Acme" says that Ann is "confirmed" and Abe is "deactivated"

    @api
    Scenario: Until the night, an answer can be changed
      When the next quarter begins
      And Ann confirms Ann and flags Abe
      And Ann confirms Abe
      And a day passes
      Then Abe is still active

    @api
    Scenario: After the end nothing can be answered
      When the next quarter begins
      And Ann confirms Ann and flags Abe
      And a day passes
      And the administrator flags Ann in the review of "Acme"
      Then that is refused with "The access review is closed"

    @api
    Scenario: The vendor may keep flagged users and act by hand
      Given flagged users are kept
      When the next quarter begins
      And Ann confirms Ann and flags Abe
      And a day passes
      Then Abe is still active

    Scenario: The administrator answers for the company and ends the review
      When the next quarter begins
      And the administrator flags Abe in the review of "Acme"
      And the administrator closes the review of "Acme"
      Then Abe is deactivated
      And the review of "Acme" says that Ann is "unanswered, kept" and Abe is "deactivated"

  Rule: Silence is followed up

    @api @needs-outbox
    Scenario: Two reminders, then the channel manager, then the end
      When the next quarter begins
      And 15 days pass
      Then Ann has got 3 mails about the review
      When 7 days pass
      Then the review of "Acme" is escalated
      And Cy has got a mail that lists Ann and Abe
      When 10 days pass
      Then the review of "Acme" is closed
      And Abe is still active

    @api
    Scenario: Nobody has to answer for who is gone by then
      When the next quarter begins
      And the administrator deactivates Abe
      And Ann confirms Ann and flags Abe
      And a day passes
      Then the review of "Acme" says that Ann is "confirmed" and Abe is "already inactive"

  Rule: What was asked and answered can be shown to an auditor

    @api
    Scenario: The report tells who answered what and when
      When the next quarter begins
      And Ann confirms Ann and flags Abe
      And a day passes
      Then the audit report says that Ann flagged Abe, and confirmed Ann

    Scenario: Users whom nobody answers for are found
      Given Cy is deactivated
      Then the search for orphans finds Ann and Abe: "who owns Acme, is not active"
