"""What somebody should look at: rules, the alarms they raise, who takes them, and who is told."""
