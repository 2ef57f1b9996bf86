"""Triples and shapes to findings: `validate`."""

from __future__ import annotations

from mediagora.validation.run import validate

__all__ = ["validate"]
