"""What follows in OWL 2 DL, by HermiT: the Java program that owlready2 brings along.

HermiT is started here as a command, in a process of its own: owlready2's way to it has no time
limit, stops at some IRIs, and loses blank nodes where the folder for temporary files has a space in
its name. `mediagora.owl()` is for those who want to go on in owlready2.

What the answer holds, and what it does not:

* Types of named individuals, values of their object properties, and the hierarchies of named
  classes and properties, with all that is above the most specific ones that HermiT names.
* Values of data properties as far as they follow from subproperties: HermiT tells no others.
* Nothing about blank nodes, nor which names stand for the same individual.
* `owl:Thing` and what is above everything else like it are left out.

Annotations, and properties that nobody declares, entail nothing in OWL 2 DL.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from mediagora.errors import EngineError
from mediagora.reasoning.child import run
from mediagora.reasoning.hermitanswer import entailed, is_answer
from mediagora.reasoning.hermiterrors import explained
from mediagora.reasoning.logical import logical

if TYPE_CHECKING:
    from collections.abc import Iterable

DEFAULT_MEMORY: Final = 2 << 30
"""Bytes that HermiT may take for its objects unless told otherwise."""

_OTHERWISE: Final = "give it less data, or take the profile rl"
_MAIN: Final = "org.semanticweb.HermiT.cli.CommandLine"
_TASKS: Final = ("-c", "-O", "-D", "-I", "-Y")
"""Classes, object properties, data properties, types of individuals, and their values."""

_JVM: Final = (
    "-Xss64m",  # a class tree may be deep
    "-XX:-UsePerfData",  # which would leave a file behind when the process is ended
    "-Dfile.encoding=UTF-8",
    "-Dstdout.encoding=UTF-8",
)


def entailments(
    triples: Iterable[ox.Triple], *, timeout: float, memory_limit: int | None = None
) -> list[ox.Triple]:
    """Give what follows in OWL 2 DL and is not stated (https://www.w3.org/TR/owl2-direct-semantics/).

    A class that can have no member is told as a subclass of `owl:Nothing`, and in no other way.
    Headers, evidence and annotations are left out before HermiT sees the rest; `owl:imports` is
    never followed.

    Args:
        triples: Ontology and data.
        timeout: Seconds until the answer has to be there; then every process is ended.
        memory_limit: Bytes that HermiT may take for its objects; 2 GiB where it is `None`.

    Returns:
        Triples between names, and literals where a data property has them as values; sorted.

    Raises:
        InconsistentError: What is stated contradicts itself.
        EngineError: There is no Java, or none that works; HermiT ran out of time or memory, or
            cannot take something that the triples hold.

    Example:
        >>> entailments([], timeout=60)
        []
    """
    stated = set(triples)
    question = logical(stated)
    if not question:
        return []
    java, classpath = _java(), _classpath()
    limit = DEFAULT_MEMORY if memory_limit is None else memory_limit
    with tempfile.TemporaryDirectory(prefix="mediagora-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        document = folder / "question.nt"
        ox.serialize(question, str(document), format=ox.RdfFormat.N_TRIPLES)
        heap = f"-Xmx{max(limit >> 10, 1)}k"
        command = [java, heap, *_JVM, "-cp", classpath, _MAIN, *_TASKS, document.as_uri()]
        done = run(
            "HermiT",
            command,
            folder,
            timeout,
            otherwise="give it less data, or take the profile rl",
        )
    if done.code or not is_answer(done.answer):
        raise explained(done.complaints or done.answer, done.code, question, memory_limit=limit)
    return sorted(entailed(done.answer, question) - stated, key=str)


def _java() -> str:
    java = shutil.which("java")
    if java is None:
        message = (
            "OWL DL reasoning needs Java, and there is no java on the PATH: install a Java "
            "runtime, 8 or later, such as Debian's default-jre-headless; the profiles rl and rdfs "
            "work without it"
        )
        raise EngineError(message)
    return java


def _classpath() -> str:
    """Where HermiT is; owlready2 itself is not loaded."""
    found = importlib.util.find_spec("owlready2")
    folders = [Path(path) / "hermit" for path in (found and found.submodule_search_locations) or ()]
    for folder in folders:
        if (folder / "HermiT.jar").is_file():
            return os.pathsep.join([str(folder), str(folder / "HermiT.jar")])
    message = "OWL DL reasoning needs owlready2, which brings HermiT: pip install owlready2"
    raise EngineError(message)
