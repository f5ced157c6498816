Feature: Who sees what
  Partners share one org with the vendor and with their competitors. Everybody sees what is theirs, what is shared
  with them, and nothing else.

  Background:
    Given Cy, a channel manager
    And a partner company "Acme" of Cy with the users Ann and Abe
    And a partner company "Globex" of Cy with the user Bo

  Rule: A partner sees the own company and its people, not its business

    Scenario: The own account and its contacts are open, opportunities and cases are not
      Given a contact "Jo Field" of "Acme"
      And an opportunity "Acme rollout" of "Acme" owned by Cy
      And a case "Broken lamp" of "Acme" owned by Cy
      Then the visibility is
        | record                     | Ann (Acme) | Bo (Globex) | Cy, channel manager |
        | account "Acme"             | read       | none        | edit                |
        | contact "Jo Field"         | read       | none        | edit                |
        | opportunity "Acme rollout" | none       | none        | edit                |
        | case "Broken lamp"         | none       | none        | edit                |

    Scenario: A company that is nobody's partner is hidden from every partner
      Given a company "Northwind" owned by Cy
      And a contact "Jo Field" of "Northwind"
      Then the visibility is
        | record              | Ann (Acme) | Bo (Globex) | Cy, channel manager |
        | account "Northwind" | none       | none        | edit                |
        | contact "Jo Field"  | none       | none        | edit                |

    Scenario: The lists of a partner hold nothing of another partner
      Given a lead "Initech" owned by Ann
      And an opportunity "Acme rollout" of "Acme" owned by Ann
      And a case "Broken lamp" of "Acme" owned by Ann
      And a deal "Rollout" of "Acme" owned by Ann
      Then Bo sees no leads, opportunities, cases or deals
      And Bo sees exactly the account "Globex"

    Scenario: Who looks after an account at the vendor is not told to the partner
      Then Ann reads no name of Cy on account "Acme"

  Rule: What partner users own is theirs, and their channel manager's

    Scenario: A lead of Ann is hidden from colleagues of the same role and from other partners
      Given Vi, an internal user in the role "Channel Director"
      And Sal, an internal user in the role "Sales Rep"
      And a lead "Initech" owned by Ann
      Then the visibility is
        | record         | Ann (Acme) | Abe (Acme) | Bo (Globex) | Cy, channel manager | Vi   | Sal  |
        | lead "Initech" | edit       | none       | none        | edit                | edit | none |

    Scenario: Ann enters a lead and it is hers
      When Ann creates a lead "Initech"
      Then the visibility is
        | record         | Ann (Acme) | Abe (Acme) | Bo (Globex) | Cy, channel manager |
        | lead "Initech" | edit       | none       | none        | edit                |

    Scenario: Ann keeps her lead up to date
      Given a lead "Initech" owned by Ann
      When Ann changes "Company" of lead "Initech" to "Initech Ltd"
      Then Ann reads "Initech Ltd" as "Company" of lead "Initech"

    Scenario: A lead that is given away is gone
      Given a lead "Initech" owned by Ann
      When the administrator gives lead "Initech" to Bo
      Then the visibility is
        | record         | Ann (Acme) | Bo (Globex) | Cy, channel manager |
        | lead "Initech" | none       | edit        | edit                |

    Scenario: What a deactivated user owned stays with the channel manager
      Given a lead "Initech" owned by Ann
      When the administrator deactivates Ann
      Then the visibility is
        | record         | Abe (Acme) | Bo (Globex) | Cy, channel manager |
        | lead "Initech" | none       | none        | edit                |

  Rule: Inside a partner company, access climbs the roles

    @needs-settings
    Scenario: A manager of the partner sees what the users below have, an executive sees both
      Given new partner companies get 3 partner roles
      And a partner company "Umbrella" of Cy
      And Ula, a User of "Umbrella"
      And Mia, a Manager of "Umbrella"
      And Eve, an Executive of "Umbrella"
      And a lead "Initech" owned by Ula
      And a lead "Hooli" owned by Mia
      Then the visibility is
        | record         | Ula (Umbrella) | Mia (Umbrella) | Eve (Umbrella) | Bo (Globex) | Cy, channel manager |
        | lead "Initech" | edit           | edit           | edit           | none        | edit                |
        | lead "Hooli"   | none           | edit           | edit           | none        | edit                |

    Scenario: A super user sees what colleagues of the same role have
      Given a lead "Initech" owned by Ann
      And a lead "Hooli" owned by Bo
      When the administrator makes Abe a super user
      Then the visibility is
        | record         | Ann (Acme) | Abe (Acme) | Bo (Globex) |
        | lead "Initech" | edit       | edit       | none        |
        | lead "Hooli"   | none       | none       | edit        |

  Rule: Sharing opens records deliberately

    Scenario: Leads of the pool are open to every partner, to read
      Given a lead "Initech" owned by Cy
      And a lead "Hooli" owned by Cy that is in the partner pool
      Then the visibility is
        | record         | Ann (Acme) | Bo (Globex) | Cy, channel manager |
        | lead "Initech" | none       | none        | edit                |
        | lead "Hooli"   | read       | read        | edit                |

    Scenario: A lead that leaves the pool is closed again
      Given a lead "Hooli" owned by Cy that is in the partner pool
      When the administrator takes lead "Hooli" out of the partner pool
      Then the visibility is
        | record       | Ann (Acme) | Bo (Globex) | Cy, channel manager |
        | lead "Hooli" | none       | none        | edit                |

    Scenario: Naming a partner on a lead shares nothing by itself
      Given a lead "Initech" owned by Cy that is meant for "Acme"
      Then the visibility is
        | record         | Ann (Acme) | Bo (Globex) | Cy, channel manager |
        | lead "Initech" | none       | none        | edit                |

    Scenario: A lead shared with a partner company is open to all of its users
      Given a lead "Initech" owned by Cy that is meant for "Acme"
      When the administrator shares lead "Initech" with the users of "Acme"
      Then the visibility is
        | record         | Ann (Acme) | Abe (Acme) | Bo (Globex) | Cy, channel manager |
        | lead "Initech" | read       | read       | none        | edit                |

    Scenario: A lead shared with one user is open to that user and the channel manager
      Given Sal, an internal user in the role "Sales Rep"
      And a lead "Initech" owned by Sal
      When the administrator shares lead "Initech" with Ann
      Then the visibility is
        | record         | Ann (Acme) | Abe (Acme) | Bo (Globex) | Cy, channel manager | Sal  |
        | lead "Initech" | read       | none       | none        | read                | edit |

    Scenario: Deals of a company are open to its users, to edit
      Given a deal "Rollout" of "Acme" owned by Cy
      Then the visibility is
        | record         | Ann (Acme) | Abe (Acme) | Bo (Globex) | Cy, channel manager |
        | deal "Rollout" | edit       | edit       | none        | edit                |

    Scenario: A deal without a partner is an orphan that no partner sees
      Given a deal "Rollout" of no company owned by Cy
      Then the visibility is
        | record         | Ann (Acme) | Bo (Globex) | Cy, channel manager |
        | deal "Rollout" | none       | none        | edit                |

    Scenario: A deal that is moved to another partner moves out of sight
      Given a deal "Rollout" of "Acme" owned by Cy
      When the administrator moves deal "Rollout" to "Globex"
      Then the visibility is
        | record         | Ann (Acme) | Bo (Globex) | Cy, channel manager |
        | deal "Rollout" | none       | edit        | edit                |

    Scenario: An opportunity for joint selling opens its account as well, to read
      Given a company "Northwind" owned by Cy
      And an opportunity "Northwind rollout" of "Northwind" owned by Cy
      When the administrator shares opportunity "Northwind rollout" with Ann
      Then the visibility is
        | record                          | Ann (Acme) | Abe (Acme) | Bo (Globex) |
        | opportunity "Northwind rollout" | read       | none       | none        |
        | account "Northwind"             | read       | none       | none        |

  Rule: The vendor's own teams see what they work on, and no more

    @api
    Scenario: Leads of channel managers are open to sales, to read
      Given Sal, an internal user in the role "Sales Rep"
      And Rae, an internal user without a role
      And a partner company "Umbrella" of Sal with the user Ula
      And a lead "Initech" owned by Cy
      And a lead "Hooli" owned by Ann
      And a lead "Northwind" owned by Rae
      Then the visibility is
        | record           | Cy, channel manager | Sal  | Rae  | Ann (Acme) | Ula (Umbrella) |
        | lead "Initech"   | edit                | read | none | none       | none           |
        | lead "Hooli"     | edit                | none | none | edit       | none           |
        | lead "Northwind" | none                | none | edit | none       | none           |

    @api
    Scenario: Partner companies with a tier are open to the channel team, to read, and their business is not
      Given Tia, an internal user without a role, in the group "Channel Team"
      And Rae, an internal user without a role
      And a partner company "Umbrella" of Cy
      And the tier of "Acme" is "Gold"
      And the tier of "Globex" is "Silver"
      And an opportunity "Acme rollout" of "Acme" owned by Cy
      And a case "Broken lamp" of "Acme" owned by Cy
      Then the visibility is
        | record                     | Tia  | Rae  | Cy, channel manager | Bo (Globex) |
        | account "Acme"             | read | none | edit                | none        |
        | account "Globex"           | read | none | edit                | read        |
        | account "Umbrella"         | none | none | edit                | none        |
        | opportunity "Acme rollout" | none | none | edit                | none        |
        | case "Broken lamp"         | none | none | edit                | none        |

    @api
    Scenario: Deals that are submitted are open to the channel team, to edit
      Given Tia, an internal user without a role, in the group "Channel Team"
      And Rae, an internal user without a role
      And a deal "Rollout" of "Acme" owned by Cy that is submitted
      And a deal "Upgrade" of "Acme" owned by Cy
      Then the visibility is
        | record         | Tia  | Rae  | Cy, channel manager | Bo (Globex) |
        | deal "Rollout" | edit | none | edit                | none        |
        | deal "Upgrade" | none | none | edit                | none        |

  Rule: A profile limits what any sharing can open

    Scenario: A shared account cannot be changed by a profile that only reads accounts
      Given a company "Northwind" owned by Cy
      When the administrator shares account "Northwind" with Ann, to edit
      Then the visibility is
        | record              | Ann (Acme) | Bo (Globex) |
        | account "Northwind" | read       | none        |

    Scenario: What may only be read cannot be changed
      Given a lead "Hooli" owned by Cy that is in the partner pool
      When Ann changes "Company" of lead "Hooli" to "Ann's own"
      Then that is refused
      And Ann reads "Hooli" as "Company" of lead "Hooli"

    Scenario: A field that only the vendor may change stays as it is
      Given a deal "Rollout" of "Acme" owned by Ann
      When Ann changes "Status" of deal "Rollout" to "Approved"
      Then that is refused
      And Ann reads "Draft" as "Status" of deal "Rollout"

    Scenario: A field that the profile hides is not there
      Given a lead "Initech" owned by Ann
      Then Ann is not shown the field "Share With Partners" of lead "Initech"
      And Ann is shown the field "Company" of lead "Initech"

    @api
    Scenario: A hidden field cannot be asked for by name
      When Ann asks for the field Share_With_Partners__c of all leads
      Then that is refused with "No such column 'Share_With_Partners__c' on entity 'Lead'"

    Scenario: What the profile does not open at all is not offered
      Then Ann is offered accounts, contacts, leads, opportunities, cases and deals
      And Ann is not offered campaigns

  Rule: The org says why

    @api @needs-explain
    Scenario: A partner sees a lead of the pool because a sharing rule opens it
      Given a lead "Hooli" owned by Cy that is in the partner pool
      Then Ann sees lead "Hooli" because "shares leads with Share With Partners = true to all partner users, Read"
      And Cy sees lead "Hooli" because "owns it"

    @api @needs-explain
    Scenario: A partner does not see a lead outside the pool, and the rule tells what is missing
      Given a lead "Initech" owned by Cy
      Then Ann does not see lead "Initech" because "Share With Partners is false, not true"
      And Ann does not see lead "Initech" because "for external users that of Lead is Private"

    @api @needs-explain
    Scenario: A colleague is told what a super user would see
      Given a lead "Initech" owned by Ann
      Then Abe does not see lead "Initech" because "Abe of Acme is no super user"
      And Bo does not see lead "Initech" because "the owner's role Acme Partner User is not below Bo of Globex's role"

    @api @needs-explain
    Scenario: A deal of another partner misses the sharing set by its account
      Given a deal "Rollout" of "Globex" owned by Cy
      Then Bo sees deal "Rollout" because "is Bo of Globex's Account (Globex), Edit"
      And Ann does not see deal "Rollout" because "is Ann of Acme's Account (Acme), but it is Globex"
