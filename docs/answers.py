"""Write the expected answers of the catalogue anew, from what ships.

Run `python docs/answers.py` after a change of ontology or data, and read the diff before you commit
it: that a new answer is right is for a person to see. The tests hold each question to its file.
"""

from __future__ import annotations

from mediagora import bundle
from mediagora.querying import queries, query
from mediagora.reporting.answers import printed


def main() -> None:
    """Write `<slug>.expected.csv` or `.ttl` beside each question, and name those that changed."""
    for question in queries():
        answer = query(question.name)
        graph = answer.form == "graph"
        text = "".join(printed(answer, "turtle" if graph else "csv")).replace("\r\n", "\n")
        beside = bundle.root() / "queries" / question.group
        file = beside / f"{question.slug}.expected.{'ttl' if graph else 'csv'}"
        if not file.exists() or file.read_text("utf-8") != text:
            file.write_text(text, encoding="utf-8")
            print(f"{question.name} changed")


if __name__ == "__main__":
    main()
