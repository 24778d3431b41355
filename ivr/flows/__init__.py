"""IVR flows that administrators draw: drafts, and versions that are published whole and never change."""
