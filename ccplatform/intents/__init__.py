"""Every intent of contracts.intents over REST: what the desk does over its WebSocket, another program does here."""
