"""Findings, rows and graphs to text: pure functions, one module for each kind of content."""
