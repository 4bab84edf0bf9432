"""Counts and validates a published catalogue with readers that are not trebbia's.

usage: independent.py CATALOGUE REFERENCE [dcat-ap-it|dcat-ap-3]
The last argument is the "output" of the configuration: it says which datatype
dcat:byteSize has, and so which European version must find no violation at all.
"""
import glob
import json
import subprocess
import sys

from pyld import jsonld
from pyshacl import validate
from rdflib import Graph, RDF, SH
from rdflib.compare import to_isomorphic

folder, reference = sys.argv[1], sys.argv[2]
output = sys.argv[3] if len(sys.argv) > 3 else "dcat-ap-it"
failures = []


def check(ok, text):
    print(("ok    " if ok else "FAIL  ") + text)
    if not ok:
        failures.append(text)


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    lines = [l for l in done.stderr.splitlines() if l.strip()]
    noise = [l for l in lines if "Parsing URI" not in l and "Parsing returned" not in l and "Serializing" not in l]
    check(done.returncode == 0 and not noise, " ".join(command[:3]) + " " + command[-1].rsplit("/", 1)[-1] + ": no warning" + "".join("\n      " + l for l in noise[:3]))
    return len([l for l in done.stdout.splitlines() if l.strip()])


counts = {
    "rapper rdf": run("rapper", "-i", "rdfxml", folder + "/catalog.rdf"),
    "rapper ttl": run("rapper", "-i", "turtle", folder + "/catalog.ttl"),
    "rapper nt": run("rapper", "-i", "ntriples", folder + "/catalog.nt"),
    "serdi ttl": run("serdi", "-i", "turtle", folder + "/catalog.ttl"),
    "serdi nt": run("serdi", "-i", "ntriples", folder + "/catalog.nt"),
}
check(len(set(counts.values())) == 1, "the same number of triples everywhere: " + str(counts))

quads = jsonld.to_rdf(json.load(open(folder + "/catalog.jsonld")), {"format": "application/n-quads"})
from_jsonld, from_turtle = Graph(), Graph()
from_jsonld.parse(data=quads, format="nt")
from_turtle.parse(folder + "/catalog.ttl", format="turtle")
check(to_isomorphic(from_jsonld) == to_isomorphic(from_turtle), "pyld reads the same graph from catalog.jsonld as rdflib from catalog.ttl (%d triples)" % len(from_jsonld))

DCAT, SPDX = "http://www.w3.org/ns/dcat#", "http://spdx.org/rdf/terms#"
DECIMAL = {DCAT + "byteSize": "one literal has one datatype; output dcat-ap-it writes xsd:decimal"}
INTEGER = {DCAT + "byteSize": "one literal has one datatype; output dcat-ap-3 writes xsd:nonNegativeInteger"}
SHA1 = {SPDX + "algorithm": "DCAT-AP 2.1.1 allows SHA-1 only; trebbia gives SHA-256"}
HTTPS = {SPDX + "algorithm": "the vocabulary shape wants algorithms below https:, the terms of SPDX begin with http:; output dcat-ap-3 follows the shape"}


def violations(name, files, exceptions):
    """Validates; what the two standards cannot both have is counted, not forgiven silently."""
    shapes = Graph()
    for file in files:
        shapes.parse(file, format="turtle")
    _, report, _ = validate(from_turtle, shacl_graph=shapes, advanced=False, inference="none")
    found, excepted, kinds = 0, {}, {}
    # Results of nested shapes hang under sh:detail and have no verdict of their own.
    for result in report.objects(None, SH.result):
        if report.value(result, SH.resultSeverity) != SH.Violation:
            continue
        path = str(report.value(result, SH.resultPath))
        if path in exceptions:
            excepted[path] = excepted.get(path, 0) + 1
            continue
        found += 1
        kinds.setdefault((path, report.value(result, SH.sourceConstraintComponent)), []).append(result)
    for (path, component), results in kinds.items():
        first = results[0]
        print("       %d x %s %s, first at %s, value %s: %s" % (len(results), path, component, report.value(first, SH.focusNode), report.value(first, SH.value), report.value(first, SH.resultMessage)))
    check(found == 0, "%s: %d violations" % (name, found))
    for path, count in excepted.items():
        print("      besides %d of %s: %s" % (count, path, exceptions[path]))


v3 = reference + "/shapes/dcat-ap-3/3.0.1/"
v2 = reference + "/shapes/dcat-ap-2.1.1/"
split3 = [f for f in sorted(glob.glob(v3 + "html/shacl/*.ttl")) if "imports" not in f]
split2 = [f for f in sorted(glob.glob(v2 + "*.ttl")) if "imports" not in f]
strict3 = output == "dcat-ap-3"
violations("DCAT-AP 3.0.1, split shapes", split3, {} if strict3 else {**DECIMAL, **HTTPS})
violations("DCAT-AP 3.0.1, generated shapes", [v3 + "shacl/dcat-ap-SHACL.ttl"], {} if strict3 else DECIMAL)
violations("DCAT-AP 2.1.1", split2, {**INTEGER, **SHA1} if strict3 else SHA1)

sys.exit(1 if failures else 0)
