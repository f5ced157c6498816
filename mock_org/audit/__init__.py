"""What nobody sees by looking at one record: who sees what in a whole org, and what could leak."""
