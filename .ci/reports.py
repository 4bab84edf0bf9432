"""Holds what CI systems read of "trebbia validate" against readers that are not trebbia's.

usage: reports.py TOOLS REFERENCE
TOOLS holds the programs trebbia and generate, node_modules, and the sources of pytest.
"""
import collections
import gzip
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.parse

import jsonschema
from junitparser import JUnitXml
from lxml import etree
from markdown_it import MarkdownIt

tools, reference = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
project = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
python = os.path.dirname(sys.executable)
work = tempfile.mkdtemp(dir=tools)
multitool = tools + "/node_modules/@microsoft/sarif-multitool-linux/"
failures = []


def check(ok, text, detail=""):
    print(("ok    " if ok else "FAIL  ") + text + ("" if ok or not detail else "\n      " + str(detail)[:2000]))
    if not ok:
        failures.append(text)


def run(*command, cwd=work, env=None):
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True)


def validate(name, *files):
    """Returns the findings, as JSON gives them, after writing the formats beside each other."""
    formats = ("sarif", "junit", "gitlab", "markdown")
    reports = [a for f in formats for a in ("--report", "%s=%s.%s" % (f, name, f))]
    done = run(tools + "/trebbia", "validate", "--profile", "dcat-ap-it,dati-gov-it", "--format", "json", *reports, *files)
    check(done.returncode == 3, name + ": validated", done.stderr)
    return [json.loads(l) for l in done.stdout.splitlines()]


def read(name):
    with open(os.path.join(work, name), encoding="utf-8") as f:
        return f.read()


def write(name, text):
    os.makedirs(os.path.dirname(os.path.join(work, name)), exist_ok=True)
    with open(os.path.join(work, name), "w", encoding="utf-8") as f:
        f.write(text)


# A small repository, with names and texts that are no ASCII before the fault.
SAMPLE = '''@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
<https://example.org/1> a dcat:Dataset ; dct:identifier "x:1" ;
  dct:title "Perché 😀"@it ; dct:accrualPeriodicity <http://publications.europa.eu/resource/authority/frequency/ANNUALE> ;
  dct:modified "2020-13-45" .
<https://example.org/2> dct:title oops .
'''
BROKEN = {"dct:accrualPeriodicity": "<http://publications.europa.eu/resource/authority/frequency/ANNUALE>", "dct:modified": '"2020-13-45"'}
write("data/città nuova.ttl", SAMPLE)
events = {"sample": validate("sample", "data")}
shutil.copytree(reference + "/examples/catalogs-it", work + "/real")
events["real"] = validate("real", "real")


def findings(name):
    return [e["finding"] for e in events[name] if "finding" in e]


# SARIF: the schema of OASIS as Microsoft's tool carries it, GitHub's rules of ingestion,
# and the line and column that a reader arrives at.
with open(multitool + "sarif-2.1.0.json", encoding="utf-8-sig") as f:
    schema = json.load(f)
Validator = jsonschema.validators.validator_for(schema)
validator = Validator(schema, format_checker=Validator.FORMAT_CHECKER)


def multitool_says(name):
    out = name + ".checked"
    os.chmod(multitool + "Sarif.Multitool", 0o755)
    done = run(multitool + "Sarif.Multitool", "validate", name, "--rule-kind", "Sarif;Gh;Ghas", "--level", "Error;Warning", "-o", out, "--log", "ForceOverwrite")
    if done.returncode != 0 or not os.path.exists(os.path.join(work, out)):
        return [done.stdout + done.stderr]
    return [r["ruleId"] for r in json.loads(read(out))["runs"][0].get("results", [])]


foreign = platform.system() == "Linux" and platform.machine() == "x86_64"
for name in events:
    log = json.loads(read(name + ".sarif"))
    check(not list(validator.iter_errors(log)), name + ".sarif keeps the schema of SARIF 2.1.0", [e.message for e in validator.iter_errors(log)][:3])
    if foreign:
        told = multitool_says(name + ".sarif")
        check(told == [], name + ".sarif keeps the rules of SARIF Multitool and of GitHub's ingestion", told[:5])
    results = log["runs"][0]["results"]
    check(len(results) == len(findings(name)), name + ".sarif holds all %d findings" % len(results))
    lost = []
    for r in results:
        at = r["locations"][0]["physicalLocation"]
        uri = at["artifactLocation"]["uri"]
        if urllib.parse.urlparse(uri).scheme or not os.path.exists(os.path.join(work, urllib.parse.unquote(uri))):
            lost.append(uri)
            continue
        lines = read(urllib.parse.unquote(uri)).splitlines()
        line, column = at["region"]["startLine"], at["region"].get("startColumn", 1)
        if line > len(lines) or column > len(lines[line - 1]) + 1:
            lost.append("%s:%d:%d" % (uri, line, column))
        broken = BROKEN.get(r["properties"].get("path")) if name == "sample" else None
        if broken and not lines[line - 1][column - 1:].startswith(broken):
            lost.append("%s:%d:%d is not %s" % (uri, line, column, broken))
    check(not lost, name + ".sarif leads to a place in a file of the repository", lost[:5])
    prints = collections.Counter(r["partialFingerprints"]["primaryLocationLineHash"] for r in results)
    check(not prints or max(prints.values()) == 1, name + ".sarif tells each result by a fingerprint of its own")

broken = json.loads(read("sample.sarif"))
del broken["runs"][0]["results"][0]["locations"]
broken["runs"][0]["results"][1]["message"] = {"id": "none"}
write("broken.sarif", json.dumps(broken))
if foreign:
    told = multitool_says("broken.sarif")
    check({"GH1015", "GH1017"} <= set(told), "SARIF Multitool does refuse a result without text or place", told)

# Limits of code scanning: 25,000 results, 10 MB compressed, 20 tags a rule.
write("many.ttl", run(tools + "/generate", "-datasets", "3000", "-format", "ttl").stdout)
events["many"] = validate("many", "many.ttl")
text = read("many.sarif")
many = json.loads(text)["runs"][0]
check(len(findings("many")) > 25000 >= len(many["results"]), "many.sarif: %d findings are %d results" % (len(findings("many")), len(many["results"])))
check(many["results"][-1]["ruleId"] == "omitted" and many["invocations"][0]["toolExecutionNotifications"], "many.sarif says that findings are left out")
broken_rules = {f["profile"] + "/" + f["id"] for f in findings("many")}
check(broken_rules < {r["ruleId"] for r in many["results"]}, "many.sarif has results of all %d broken rules" % len(broken_rules))
packed = len(gzip.compress(text.encode()))
check(packed < 10_000_000, "many.sarif is %.1f MB compressed" % (packed / 1e6))
check(max(len(r["properties"]["tags"]) for r in many["tool"]["driver"]["rules"] if "properties" in r) <= 20, "many.sarif has at most 20 tags a rule")
many["results"] = many["results"][:200] + many["results"][-200:]
check(not list(validator.iter_errors({"version": "2.1.0", "runs": [many]})), "many.sarif keeps the schema, in its first and last results")

# JUnit: Jenkins' schema, and three readers that must count the same.
with tarfile.open([os.path.join(tools, f) for f in os.listdir(tools) if f.startswith("pytest-")][0]) as sources:
    member = next(m for m in sources.getnames() if m.endswith("/junit-10.xsd"))
    jenkins = etree.XMLSchema(etree.parse(sources.extractfile(member)))
for name in events:
    report = name + ".junit"
    document = etree.parse(os.path.join(work, report))
    for case in document.iter("testcase"):
        # GitLab reads the file and others the line; Jenkins' schema knows neither, as
        # it knows them not of pytest.
        case.attrib.pop("file", None)
        case.attrib.pop("line", None)
    check(jenkins.validate(document), report + " keeps junit-10.xsd of Jenkins but for file and line", jenkins.error_log)
    suites = JUnitXml.fromfile(os.path.join(work, report))
    cases = [c for suite in suites for c in suite]
    failed = [c for c in cases if c.result]
    check((suites.tests, suites.failures, suites.errors) == (len(cases), len(failed), 0), report + ": junitparser counts %d cases, %d failed" % (len(cases), len(failed)))
    wrong = {(f["place"].rsplit(":", 2)[0], f.get("profile"), f.get("id")) for f in findings(name) if f["severity"] == "violation"}
    check(len(failed) == len(wrong), report + ": a failure for each rule that a document breaks (%d)" % len(wrong))
    keys = collections.Counter((c.classname, c.name) for c in cases)
    check(max(keys.values()) == 1, report + ": class and name tell each case from the others")
    # It ends before a pipe is empty; a file gets all.
    with open(os.path.join(work, name + ".xunit"), "w") as out:
        subprocess.run([tools + "/node_modules/.bin/xunit-viewer", "-r", report, "-o", name + ".xunit.html", "--console", "--no-color", "--no-clear"], cwd=work, stdout=out)
    have = re.findall(r"(\d+) (failure|passed)", read(name + ".xunit")[-300:])
    want = [(str(n), w) for n, w in ((len(failed), "failure"), (len(cases) - len(failed), "passed")) if n]
    check(have == want, report + ": xunit-viewer shows " + str(have), want)
    shown = run(python + "/junit2html", report, name + ".junit.html")
    page = read(name + ".junit.html") if shown.returncode == 0 else shown.stderr
    check(all(c.name in page for c in cases), report + ": junit2html shows every case", page[-300:])

# GitLab's Code Quality: what its documentation requires of each issue.
for name in events:
    issues = json.loads(read(name + ".gitlab"))
    check(len(issues) == len(findings(name)), name + ".gitlab holds all %d findings" % len(issues))
    bad = [i for i in issues if not all(isinstance(i.get(k), str) and i[k] for k in ("description", "check_name", "fingerprint"))
           or i["severity"] not in ("info", "minor", "major", "critical", "blocker")
           or not os.path.exists(os.path.join(work, i["location"]["path"])) or i["location"]["path"].startswith(("/", "./"))
           or not isinstance(i["location"]["lines"]["begin"], int) or i["location"]["lines"]["begin"] < 1]
    check(not bad, name + ".gitlab has what Code Quality requires", bad[:2])
    check(len({i["fingerprint"] for i in issues}) == len(issues), name + ".gitlab tells each issue by a fingerprint of its own")

# The summary of a job: a reader of Markdown sees tables, and no markup of the catalogues.
for name in events:
    text = read(name + ".markdown")
    page = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    rows = [l for l in text.splitlines() if l.startswith("|")]
    tables = page.count("<table>")
    check(tables >= 2 and page.count("<tr>") == len(rows) - tables and not re.search("<(a|img|em)\\b", page) and len(text) < 1 << 20,
          "%s.markdown is %d tables of %d rows" % (name, tables, page.count("<tr>")))

# What other repositories copy or refer to: the schemas of GitHub and GitLab, and pre-commit.
with open(project + "/docs/ci.md", encoding="utf-8") as f:
    blocks = re.findall(r"```yaml\n(.*?)```", f.read(), re.S)
snippet = {"workflow": next(b for b in blocks if "runs-on:" in b), "gitlab-ci": next(b for b in blocks if "before_script:" in b),
           "pre-commit": next(b for b in blocks if "hooks:" in b)}
for name, text in snippet.items():
    write(name + ".yml", text)
for schema, file in (("github-actions", project + "/action.yml"), ("github-workflows", "workflow.yml"), ("gitlab-ci", "gitlab-ci.yml")):
    done = run(python + "/check-jsonschema", "--builtin-schema", "vendor." + schema, file)
    check(done.returncode == 0, "%s keeps the schema %s" % (os.path.basename(file), schema), done.stdout)
for command, file in (("validate-manifest", project + "/.pre-commit-hooks.yaml"), ("validate-config", "pre-commit.yml")):
    done = run(python + "/pre-commit", command, file)
    check(done.returncode == 0, "pre-commit: %s %s" % (command, os.path.basename(file)), done.stdout)

# The hook as it is documented, of the last commit, run by pre-commit on the repository.
git = ["git", "-c", "user.name=nobody", "-c", "user.email=nobody@example.org"]
here = os.path.join(work, "repository")
os.makedirs(here)
write("repository/data/città nuova.ttl", SAMPLE)
write("repository/notes.txt", "no RDF\n")
for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "data"]):
    run(*git, *command, cwd=here)
rev = run("git", "rev-parse", "HEAD", cwd=project).stdout.strip()
config = re.sub(r"repo: \S+", "repo: " + project, re.sub(r"rev: \S+", "rev: " + rev, snippet["pre-commit"]))
# pre-commit gives Go a folder of its own; the modules are those that we have.
environment = {**os.environ, "PRE_COMMIT_HOME": work + "/pre-commit", "GOMODCACHE": run("go", "env", "GOMODCACHE").stdout.strip()}
write("hook.yml", config)
done = run(python + "/pre-commit", "run", "--all-files", "--config", work + "/hook.yml", cwd=here, env=environment)
check(done.returncode == 1 and "data/città nuova.ttl:4:" in done.stdout and "violazione" in done.stdout, "pre-commit runs the documented hook, which fails at the line", done.stdout + done.stderr)
write("hook.yml", config.replace("args: [", "args: [--fail-on, never, "))
done = run(python + "/pre-commit", "run", "--all-files", "--config", work + "/hook.yml", cwd=here, env=environment)
check(done.returncode == 0 and "Passed" in done.stdout, "pre-commit runs the hook, which passes", done.stdout + done.stderr)

sys.exit(1 if failures else 0)
