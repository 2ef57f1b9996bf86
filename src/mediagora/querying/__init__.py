"""Triples and a query -> rows, a graph, or what is known of a term."""

from __future__ import annotations

from mediagora.querying.catalogue import queries
from mediagora.querying.comparing import compare
from mediagora.querying.describing import describe
from mediagora.querying.run import query

__all__ = ["compare", "describe", "queries", "query"]
