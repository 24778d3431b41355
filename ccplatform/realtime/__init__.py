"""The live web: each process's replica of the live state, and the WebSocket of browsers.

`replica` follows the engine, `names` the configuration, `cards` the CRM; `views` turns what they know into what a screen shows, each part
encoded once; `groups` says who sees what; `hub` sends it; `consumer` is one browser. The whole runs in one event loop, wired in `hub`.
"""
