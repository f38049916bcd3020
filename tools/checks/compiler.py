# SPDX-License-Identifier: Apache-2.0
"""Format, clang-tidy and fuzzing: what clang-19 says about the code."""
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
from concurrent.futures import ThreadPoolExecutor

from checks.tree import Finding

JOBS = 2


def format_(tree):
    """The code is as clang-format-19 writes it."""
    found, code = [], tree.code()
    for start in range(0, len(code), 50):
        run = subprocess.run(["clang-format-19", "--dry-run", *code[start:start + 50]],
                             cwd=tree.root, capture_output=True, text=True)
        for path, line in re.findall(r"^(\S+?):(\d+):\d+: warning:", run.stderr, re.M):
            found.append(Finding(path, int(line), f"run clang-format-19 -i {path}"))
    return first_per_file(found)


def first_per_file(found):
    """One finding a file is enough where one command mends them all."""
    seen = {}
    for finding in found:
        seen.setdefault(finding.path, finding)
    return list(seen.values())


def tidy(tree, only=()):
    """clang-tidy-19 finds nothing of .clang-tidy in what changed since its last clean run."""
    configured = subprocess.run(["cmake", "--preset", "tidy"], cwd=tree.root,
                                capture_output=True, text=True)
    if configured.returncode:
        return [Finding("CMakePresets.json", 1,
                        "preset tidy does not configure: " + configured.stderr.strip()[-400:])]
    commands = json.loads((tree.root / "build/tidy/compile_commands.json").read_text())
    clean = tree.root / "build" / "tidy" / "clean"
    clean.mkdir(exist_ok=True)
    rules = fingerprint(tree.root)
    jobs = []
    for command in commands:
        files = batch_of(command["file"])
        if files and (not only or any(str(tree.root / path) in files for path in only)):
            jobs.append((sum(os.path.getsize(file) for file in files), command))
    # The longest first, so that no core waits for one batch at the end.
    jobs.sort(key=lambda job: -job[0])
    with ThreadPoolExecutor(JOBS) as pool:
        results = pool.map(lambda job: tidy_batch(tree.root, job[1], rules, clean), jobs)
        return sorted({finding for result in results for finding in result},
                      key=lambda finding: (finding.path, finding.line))


def batch_of(file):
    """The files that CMake has put together into this one; none where it made something else."""
    if "/Unity/" not in file:
        return []
    return re.findall(r'^#include "(.+)"$', pathlib.Path(file).read_text(), re.M)


def fingerprint(root):
    """What beside the sources decides the findings: the rules, clang and outside headers."""
    packages = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Version}\n", "*-dev",
                               "clang-tidy-19"], capture_output=True, text=True).stdout
    return packages + (root / ".clang-tidy").read_text()


def tidy_batch(root, command, rules, clean):
    """Findings of one batch; none where its inputs are those of an earlier clean run.

    Most of the time goes into the headers, which a batch reads once.
    """
    path = os.path.relpath(command["file"], root)
    argv = shlex.split(command["command"])
    output = argv.index("-o")
    argv = argv[:output] + argv[output + 2:]
    listed = subprocess.run([*argv[:-2], "-MM", argv[-1]], cwd=command["directory"],
                            capture_output=True, text=True)
    key = hashlib.sha256((rules + " ".join(argv)).encode())
    for name in listed.stdout.replace("\\\n", " ").split()[1:]:
        key.update(pathlib.Path(command["directory"], name).read_bytes())
    mark = clean / key.hexdigest()
    if not listed.returncode and mark.exists():
        return []
    run = subprocess.run(["clang-tidy-19", "-p", str(root / "build/tidy"), "--quiet", path],
                         cwd=root, capture_output=True, text=True)
    found = []
    for name, line, text in re.findall(r"^(\S+?):(\d+):\d+: (?:error|warning): (.*)$",
                                       run.stdout, re.M):
        where = os.path.relpath(name, root) if os.path.isabs(name) else name
        # A complaint inside a system header is about the file of ours that uses it.
        outside = where.startswith("..")
        found.append(Finding(path, 1, f"{name}:{line}: {text}") if outside
                     else Finding(where, int(line), text))
    if run.returncode and not found:
        found = [Finding(path, 1, "clang-tidy-19 failed: " + run.stderr.strip()[-300:])]
    if not found and not listed.returncode:
        mark.touch()
    return found


def fuzz(tree, seconds=10):
    """Every fuzz target runs for some seconds without a finding, over the same inputs each time.

    `make fuzz` looks for new ones.
    """
    run = subprocess.run([str(tree.root / "tools/fuzz"), "--again", "--seconds", str(seconds)],
                         cwd=tree.root, capture_output=True, text=True)
    found = []
    for line in (run.stdout + run.stderr).splitlines():
        match = re.match(r"FAILED (\w+): (.*)", line)
        if match:
            found.append(Finding(f"fuzz/{match.group(1)}.cpp", 1, match.group(2)))
    if run.returncode and not found:
        found = [Finding("fuzz/CMakeLists.txt", 1, "tools/fuzz failed: "
                         + " | ".join(run.stdout.strip().splitlines()[-8:])[-1500:])]
    return found
