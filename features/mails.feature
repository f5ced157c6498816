@needs-outbox
Feature: Mails
  The org tells people by mail what concerns them. No mail leaves the org: the administrator reads them in the
  outbox, as their receivers would.

  Background:
    Given Cy, a channel manager

  Rule: A live site welcomes its new members

    Scenario: A new partner user is told the username and the way to the portal
      Given a partner company "Acme" of Cy
      And a contact "Ann Lee" of "Acme"
      When the administrator enables Ann as a partner user
      Then Ann gets a mail "Welcome to Partner Central"
      And the mail "Welcome to Partner Central" to Ann names the username and leads to the portal
      And the mail "Welcome to Partner Central" to Ann comes from the sender of the portal

    Scenario: A mail is a message that mail programs read
      Given a partner company "Acme" of Cy with the user Ann
      Then a mail program reads the mail "Welcome to Partner Central" to Ann, as plain text and as HTML

    Scenario: A site welcomes with its own words
      Given a mail template "Hello Partner" with the subject "Hello {!Contact.FirstName}" that says "You work at {!Contact.Account}. Log in at {!Community_Name}."
      And the portal welcomes its members with the template "Hello Partner"
      And a partner company "Acme" of Cy
      And a contact "Ann Lee" of "Acme"
      When the administrator enables Ann as a partner user
      Then Ann gets a mail "Hello Ann"
      And the mail "Hello Ann" to Ann says "You work at Acme. Log in at Partner Central."

    @api
    Scenario: A site that sends no welcome mail leaves the new user to the administrator
      Given the portal sends no welcome mail
      And a partner company "Acme" of Cy
      And a contact "Ann Lee" of "Acme"
      When the administrator enables Ann as a partner user
      Then Ann gets no mail

    @api
    Scenario: Nobody is welcomed to a portal that is not open yet
      Given the portal is offline
      And a partner company "Acme" of Cy
      And a contact "Ann Lee" of "Acme"
      When the administrator enables Ann as a partner user
      Then Ann gets no mail

    @api
    Scenario Outline: A template with a merge field that nobody can fill is refused
      When the administrator makes a mail template "Broken" with the subject "Hi" that says "<text>"
      Then that is refused with "<reason>"

      Examples:
        | text                      | reason                                |
        | {!Receiving_User.Nick}    | User has no field Nick                |
        | Dear {!Receiver.LastName} | there is no merge field               |
        | {!IF(true, 'a', 'b')}     | formulas are not read                 |

  Rule: What is not saved is not told

    Scenario: Nobody is welcomed who did not become a user
      Given a partner company "Acme" of Cy
      And a contact "Ann Lee" of "Acme"
      When the administrator enables Ann as a partner user with the username "ann"
      Then that is refused with "Username must be in the form of an email address"
      And nobody gets a mail

  Rule: New owners hear of it where somebody asks for that

    Scenario: A program gives a lead away and nobody hears of it
      Given a lead "Initech" owned by Cy
      And Di, a channel manager
      When the administrator gives lead "Initech" to Di
      Then nobody gets a mail

    @needs-settings
    Scenario: The new owner of a lead gets a mail
      Given Di, a channel manager
      And a lead "Initech" owned by Cy
      And lead "Initech" is from a person called "Bo"
      And the org tells the new owners of leads and cases
      When the administrator gives lead "Initech" to Di
      Then Di gets a mail "New lead assigned to you: Bo from Initech"
      And the mail "New lead assigned to you: Bo from Initech" to Di says "Company: Initech"

    @needs-settings
    Scenario: Everybody who works on a queue hears of its new lead
      Given Di, a channel manager
      And Ed, a channel manager
      And a queue "New Leads" for leads with the members Cy and Di
      And a lead "Initech" owned by Ed
      And lead "Initech" is from a person called "Bo"
      And the org tells the new owners of leads and cases
      When the administrator gives lead "Initech" to the queue "New Leads"
      Then Cy gets a mail "New lead assigned to you: Bo from Initech"
      And Di gets a mail "New lead assigned to you: Bo from Initech"
      And Ed gets no mail

    @needs-settings
    Scenario: A name that looks like markup is only a name
      Given the org tells the new owners of leads and cases
      And a lead "<img src=x onerror=alert(1)>" owned by Cy
      And Di, a channel manager
      And lead "<img src=x onerror=alert(1)>" is from a person called "Bo"
      When the administrator gives lead "<img src=x onerror=alert(1)>" to Di
      Then Di gets a mail "New lead assigned to you: Bo from <img src=x onerror=alert(1)>"
