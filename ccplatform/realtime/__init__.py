"""The live web: each process's replica of the live state, and the WebSocket of browsers."""
