Feature: The partner portal as an administrator runs it
  An administrator opens and closes the portal, says whose users may come in, lets people register themselves
  and gives the portal its name and colours.

  Background:
    Given Cy, a channel manager
    And a partner company "Acme" of Cy with the user Ann

  Rule: A site is made from a template, and opened when it is ready

    @needs-reset
    Scenario: A new site is in preview until it is published
      When the administrator makes the site "Academy" from the template "Partner Central"
      Then the site "Academy" is Preview
      When the administrator makes the site "Academy" Published
      Then the site "Academy" is Published

  Rule: The status of the portal says who gets in

    @needs-reset
    Scenario: Nobody gets in while the portal is offline
      When the administrator makes the portal Offline
      Then the portal is Offline
      And Ann cannot log in

    @needs-reset
    Scenario: Published again, the portal lets its members in
      Given the portal is offline
      When the administrator makes the portal Published
      Then the portal is Published
      And Ann can log in

    @needs-reset
    Scenario: A published portal never goes back to preview
      When the administrator makes the portal Preview
      Then that is refused
      And the portal is Published

    @api @needs-reset
    Scenario: Members are told of the portal only while it is open
      Given Ann is logged in
      When the administrator makes the portal Offline
      Then Ann is told of no site

  Rule: Members are the users with a profile or permission set of the portal

    @needs-reset
    Scenario: Users of a profile that is added are members at once
      Given Rita, an internal user in the role "Channel Director"
      When the administrator adds the profile "Channel Manager" to the portal
      Then the portal says "Added" of "Channel Manager"
      And Rita is a member of the portal

    @needs-reset
    Scenario: Users of a profile that is removed stay outside
      When the administrator removes "Channel Partner" from the portal
      Then the portal does not name "Channel Partner"
      And Ann cannot log in

    @needs-reset
    Scenario: A permission set opens the portal to who has it
      Given the profile "Channel Partner" is no member of the portal
      And the permission set "Portal Access" given to Ann
      When the administrator adds the permission set "Portal Access" to the portal
      Then Ann can log in

    @api @needs-reset
    Scenario: A permission set group opens the portal to who has it
      Given the profile "Channel Partner" is no member of the portal
      And the permission set "Portal Access" in the group "Portal People" given to Ann
      When the administrator adds the permission set "Portal Access" to the portal
      Then Ann can log in

    @needs-settings @needs-clock
    Scenario: Joining takes its time where the org is slow
      Given a step of joining the portal takes a day
      And Rita, an internal user in the role "Channel Director"
      When the administrator adds the profile "Channel Manager" to the portal
      Then the portal says "Waiting For Add" of "Channel Manager"
      And Rita is no member of the portal
      When a day passes
      Then the portal says "Add Calculated" of "Channel Manager"
      When a day passes
      Then the portal says "Added" of "Channel Manager"
      And Rita is a member of the portal

    @needs-settings @needs-clock
    Scenario: Leaving takes its time, too
      Given a step of joining the portal takes a day
      When the administrator removes "Channel Partner" from the portal
      Then the portal says "Waiting For Remove" of "Channel Partner"
      And Ann can log in
      When a day passes
      And a day passes
      Then Ann cannot log in

  Rule: People register themselves where the portal lets them

    @browser @needs-reset
    Scenario: Who signs up is a partner user and logged in
      Given a company "Walk-ins" owned by Cy
      When the administrator lets people register with the profile "Channel Partner" for "Walk-ins"
      And Bea signs up at the portal
      Then Bea is logged in
      And Bea is a partner user of "Walk-ins" who registered without help

    @browser @needs-reset
    Scenario: Nobody signs up with a username that is taken
      Given a company "Walk-ins" owned by Cy
      When the administrator lets people register with the profile "Channel Partner" for "Walk-ins"
      And Bea signs up at the portal with the username of Ann
      Then that is refused with "The username already exists"

    @browser
    Scenario: Nobody signs up where registration is off
      When Bea signs up at the portal
      Then that is refused with "offers no way to sign up"

    @browser @needs-settings
    Scenario: Nobody signs up when no seat is left
      Given a company "Walk-ins" owned by Cy
      And the org has 1 seat of the "Partner Community" licence
      When the administrator lets people register with the profile "Channel Partner" for "Walk-ins"
      And Bea signs up at the portal
      Then that is refused with "License Limit Exceeded"

  Rule: The portal has a name, colours and a template

    @browser @needs-reset
    Scenario: Name and colour of the portal are on its pages
      When the administrator calls the portal "Acme Partners" and makes its header "#ffd400"
      And Ann logs in
      Then Ann reads "Acme Partners" on a header of "#ffd400"

    @needs-settings
    Scenario: A portal made from an LWR template lets members in at its own addresses
      Given the portal is made from the template "Build Your Own (LWR)"
      When Ann logs in
      Then Ann is logged in
