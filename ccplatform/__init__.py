"""The Django monolith: people, queues, configuration, the API and the live web; see docs/architecture.md."""

VERSION = "0.1.0"
