"""Runs a query in a process of its own: the script that `apart.py` starts.

Its argument is a folder, in which it finds what is asked and leaves the answer, both pickled.
"""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path


def main(folder: Path) -> None:
    """Answer what is asked."""
    from mediagora.errors import MediagoraError
    from mediagora.limits import within
    from mediagora.querying.run import query_on
    from mediagora.querying.store import open_store

    asked = pickle.loads((folder / "asked").read_bytes())  # noqa: S301 -- of the parent
    os.chdir(asked["folder"])
    answer: object
    # The parent looks at the clock.
    with within(float("inf"), asked["memory_limit"]):
        try:
            store = open_store(
                asked["data"],
                inference=asked["asked"].question.inference,
                with_shipped=asked["with_shipped"],
            )
            answer = query_on(store, asked["asked"], asked["params"], limit=asked["limit"])
        except MediagoraError as error:
            answer = error
    (folder / "found").write_bytes(pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))


if __name__ == "__main__":
    # -P keeps the folder of this file out of the path; the package is found from above it.
    sys.path.append(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))  # noqa: PTH100, PTH120
    main(Path(sys.argv[1]))
