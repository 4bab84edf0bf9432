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

BYTE_SIZE = "http://www.w3.org/ns/dcat#byteSize"


def violations(name, files, expect_byte_size):
    shapes = Graph()
    for file in files:
        shapes.parse(file, format="turtle")
    _, report, _ = validate(from_turtle, shacl_graph=shapes, advanced=False, inference="none")
    found, bytes_only = 0, 0
    for result in report.subjects(RDF.type, SH.ValidationResult):
        if report.value(result, SH.resultSeverity) != SH.Violation:
            continue
        if str(report.value(result, SH.resultPath)) == BYTE_SIZE and expect_byte_size:
            bytes_only += 1
            continue
        found += 1
        print("      ", report.value(result, SH.focusNode), report.value(result, SH.resultPath), report.value(result, SH.value), report.value(result, SH.resultMessage))
    note = " besides %d of byteSize, which output %s gives another datatype (docs/configuration.md)" % (bytes_only, output) if bytes_only else ""
    check(found == 0, "%s: %d violations%s" % (name, found, note))


v3 = reference + "/shapes/dcat-ap-3/3.0.1/"
v2 = reference + "/shapes/dcat-ap-2.1.1/"
split3 = [f for f in sorted(glob.glob(v3 + "html/shacl/*.ttl")) if "imports" not in f]
split2 = [f for f in sorted(glob.glob(v2 + "*.ttl")) if "imports" not in f]
violations("DCAT-AP 3.0.1, split shapes", split3, output != "dcat-ap-3")
violations("DCAT-AP 3.0.1, generated shapes", [v3 + "shacl/dcat-ap-SHACL.ttl"], output != "dcat-ap-3")
violations("DCAT-AP 2.1.1", split2, output != "dcat-ap-it")

sys.exit(1 if failures else 0)
