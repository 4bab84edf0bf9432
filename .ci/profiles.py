"""Runs official SHACL files over documents with pySHACL and prints what it finds.

Reads from standard input {"background": FILE, "documents": [FILE], "profiles": {NAME:
[FILE]}}, documents and background in N-Triples; prints one JSON object a result, with
blank nodes named as in the documents. TestPySHACLSaysTheSame in package shapes runs it.
"""
import json
import logging
import sys
from multiprocessing import get_context

import rdflib
from pyshacl import validate
from rdflib import RDF, RDFS, SH, BNode, Graph
from rdflib.collection import Collection

rdflib.NORMALIZE_LITERALS = False  # a literal counts as it is written
logging.disable(logging.WARNING)  # ill-typed literals are what we are here for
request = json.load(sys.stdin)

background = Graph().parse(request["background"], format="nt")
axioms = list(background.triples((None, RDFS.subClassOf, None)))
shapes = {}
for name, files in request["profiles"].items():
    shapes[name] = Graph()
    for file in files:
        shapes[name].parse(file, format="turtle")


def path_of(graph, node):
    """Writes a property path as SPARQL does."""
    if node is None:
        return ""
    if not isinstance(node, BNode):
        return "<%s>" % node
    inverse, either = graph.value(node, SH.inversePath), graph.value(node, SH.alternativePath)
    if inverse is not None:
        return "^" + path_of(graph, inverse)
    parts = [path_of(graph, part) for part in Collection(graph, either or node)]
    return ("|" if either is not None else "/").join(parts)


def results_of(document):
    labels = {}
    data = Graph().parse(document, format="nt", bnode_context=labels)
    names = {blank: "_:" + label for label, blank in labels.items()}
    own = set(data.subjects())
    # What the background says of the document's terms, and of what is said there.
    terms, known = set(data.all_nodes()), set()
    for _ in range(2):
        more = [t for term in terms - known for t in background.triples((term, None, None))]
        known |= terms
        terms = {t[2] for t in more}
        for triple in more:
            data.add(triple)
    for triple in axioms:
        data.add(triple)
    found = []
    for name, graph in shapes.items():
        _, report, _ = validate(data, shacl_graph=graph, inplace=True, advanced=False, inference="none")
        # Results of nested shapes hang under sh:detail and have no verdict of their own.
        for result in report.objects(None, SH.result):
            focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
            if focus not in own:
                continue
            found.append({
                "profile": name,
                "document": document,
                "severity": str(report.value(result, SH.resultSeverity)),
                "focus": names.get(focus) or "<%s>" % focus,
                "path": path_of(report, report.value(result, SH.resultPath)),
                "component": str(report.value(result, SH.sourceConstraintComponent)),
                "value": "" if value is None else str(value),
            })
    return found


if __name__ == "__main__":
    with get_context("fork").Pool(2) as pool:
        for found in pool.imap(results_of, request["documents"]):
            for result in found:
                print(json.dumps(result))
