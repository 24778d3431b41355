"""The Asterisk node: obtained, configured by code, run and checked.

    python -m telephony.asterisk install | render | run | check | resources

`settings` reads the environment, `files` says what each configuration file contains, `render` writes them, `install`
finds or unpacks Asterisk, `objects` describes trunks and devices as SIP objects that are changed at run time.
"""
