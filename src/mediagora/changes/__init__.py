"""Two versions of ontology or data -> what differs, what follows from that, and what to release."""

from __future__ import annotations

from mediagora.changes.compare import diff

__all__ = ["diff"]
