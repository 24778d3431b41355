"""The shell around the floor: one asyncio process, one inbox, one writer. Time, timers, journal, recovery, intents, configuration.

Start at `engine.Engine`; `acd/__main__.py` wires it to Asterisk and Redis. docs/adr/0020 says what is kept where and why.
"""
