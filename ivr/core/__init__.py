"""The IVR without I/O: `interpreter.py` walks one caller through a published flow, `validation.py` checks a flow whole."""
