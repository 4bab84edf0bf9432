"""Runs commands in turn, round after round, so that what disturbs the machine disturbs all of them."""
import os
import statistics
import subprocess
import tempfile


def measure(command, accepted=(0,), discard=False):
    """Returns what the command printed, its wall time in seconds and its largest memory in MB.

    GNU time does the measuring: a process begins with the memory of its parent, and this one is no small parent.
    """
    with tempfile.TemporaryDirectory() as folder:
        figures = os.path.join(folder, "time")
        out = subprocess.DEVNULL if discard else subprocess.PIPE
        done = subprocess.run(["/usr/bin/time", "-q", "-o", figures, "-f", "%e %M", *command], stdout=out, stderr=subprocess.PIPE, text=True)
        if done.returncode not in accepted:
            raise SystemExit("%s ended with %d: %s" % (command[0], done.returncode, done.stderr[-2000:]))
        seconds, kilobytes = open(figures).read().split()
    return done.stdout or "", done.stderr, float(seconds), int(kilobytes) / 1024


def interleave(commands, rounds, run):
    """Calls run(name, command) for each command of a dict in each round; returns the lists of what it gave."""
    measured = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            measured[name].append(run(name, command))
    return measured


def median(measured, field):
    return statistics.median(m[field] for m in measured)


def largest(measured, field):
    return max(m[field] for m in measured)
