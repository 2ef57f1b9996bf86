"""Triples to entailed triples."""
