"""From where a number calls: country, and town or area, from a small file made once of phonenumbers' own data (docs/adr/0034)."""
