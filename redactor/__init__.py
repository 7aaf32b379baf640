"""FOI Redactor's engine: from documents in scope to a proved release, without Qt."""

__version__ = "0.1.0"
