"""Headless SIP phones: callers and agents for the demo, the tests and the benches (pjsua2; pyVoIP for simple registered agents)."""
