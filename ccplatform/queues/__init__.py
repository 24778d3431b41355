"""Queues, the skills they require, and the dispositions that close their interactions."""
