"""Our client for Asterisk's REST interface (ARI), spoken over WebSockets.

`connection.AriClient` is the door; `requests`, `events` and `models` are generated from the resource files that Asterisk
ships; `protocol` and `websocket` are the parts without I/O; `provisioning` keeps SIP objects as wanted.
"""
