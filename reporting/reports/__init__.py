"""Reports over a period: rows of history through the metrics, by queue or agent and interval."""
