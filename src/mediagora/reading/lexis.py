"""What Turtle's tokens look like, as regular expressions over bytes (RDF 1.1 Turtle, section 6.5).

They tell where tokens end, not what they mean. Shared by what cuts documents and what walks them.
"""

from __future__ import annotations

from typing import Final


def many(pattern: bytes) -> bytes:
    """Any number of times and for good: what has matched is never tried in another way.

    Not `(?:...)*+`, which Python before 3.11.5 gets wrong (gh-106052).

    Example:
        >>> many(b"a|b")
        b'(?>(?:a|b)*)'
    """
    return rb"(?>(?:%b)*)" % pattern


COMMENT: Final = rb"#[^\r\n]*+"
BLANK: Final = many(rb"[ \t\r\n]++|" + COMMENT)
IRI: Final = rb'<[^\x00-\x20<>"{}]*+>'

STRING: Final = (
    rb'"(?:(?!"")[^"\\\r\n]*+%b"|""[^"\\]*+%b""")(?:@[A-Za-z0-9-]++)?'  # with its language
) % (many(rb'\\.[^"\\\r\n]*+'), many(rb'(?:\\.|"(?!""))[^"\\]*+'))
"""In double quotes, short or long. Without the datatype, which is an IRI or a name of its own."""

SINGLE_QUOTED: Final = STRING.replace(b'"', b"'")
"""The same in single quotes."""
