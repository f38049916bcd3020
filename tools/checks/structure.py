# SPDX-License-Identifier: Apache-2.0
"""Who may include whom, how long a file may be, and where things are named."""
import re

from checks.tree import CODE, SCRIPTS, Finding

LINES_MAX = 500


def includes(tree):
    """A module includes what its NEEDS names, and NEEDS points up the list only."""
    folders, modules = tree.folders(), tree.modules()
    rank = {folder: index for index, folder in enumerate(folders)}
    by_name = {module.name: module for module in modules.values()}
    found = []
    for module in modules.values():
        path = f"src/{module.folder}/CMakeLists.txt"
        top = module.folder.split("/")[0]
        for need in module.needs:
            other = by_name.get(need)
            if other is None:
                continue  # CMake itself refuses an unknown module.
            other_top = other.folder.split("/")[0]
            if rank.get(other_top, -1) > rank.get(top, -1):
                found.append(Finding(path, module.line, (
                    f"{module.name} needs {need}, an upward arrow: src/CMakeLists.txt lists "
                    f"{other_top} after {top}; move the code or take it through ports/")))
    for path in tree.code():
        if path.startswith("src/"):
            found += included_by(tree, path, modules, rank)
    return found


def owner(path, modules):
    """The module whose folder holds `path` (relative to src/), the deepest one."""
    parts = path.split("/")[:-1]
    for depth in range(len(parts), 0, -1):
        module = modules.get("/".join(parts[:depth]))
        if module:
            return module
    return None


def included_by(tree, path, modules, rank):
    found = []
    inside = path[len("src/"):]
    own, top = owner(inside, modules), inside.split("/")[0]
    for number, line in tree.lines(path):
        include = re.match(r'\s*#\s*include\s*"([^"]+)"', line)
        if not include:
            continue
        target, target_top = include.group(1), include.group(1).split("/")[0]
        if target_top not in rank:
            continue
        is_test = path.endswith("_test.cpp")
        if not is_test and rank[target_top] > rank.get(top, -1):
            found.append(Finding(path, number, (
                f"{top} includes {target_top}, an upward include; move the code or take it "
                "through ports/")))
            continue
        other = owner(target, modules)
        if own is None or other is None or other in (own, modules.get("base")):
            continue
        allowed = own.needs + (own.test_needs if is_test else ())
        if other.name not in allowed:
            keyword = "TEST_NEEDS" if is_test else "NEEDS"
            found.append(Finding(path, number, (
                f"{own.name} includes {other.name} without naming it: add {other.name} to "
                f"{keyword} in src/{own.folder}/CMakeLists.txt, or do without")))
    return found


def sizes(tree):
    """No file of ours is longer than one can read in a sitting."""
    found = []
    for path in sorted({*tree.code(), *tree.scripts()}):
        length = len(tree.lines(path))
        if length > LINES_MAX:
            found.append(Finding(path, LINES_MAX + 1, (
                f"{length} lines, more than {LINES_MAX}: split the file by subject")))
    return found


def names(tree):
    """No drawer for everything: such a name tells nobody what is inside."""
    drawer = re.compile(r"^(.*_)?(utils?|common|managers?|helpers?)(_.*)?$", re.I)
    typed = re.compile(
        r"\b(?:class|struct|namespace)\s+(?:\w*(?:Manager|Helpers?|Utils?)|utils?|common|helpers?)\b")
    found = []
    for path in tree.files():
        parts = [part.split(".")[0] for part in path.split("/")]
        if path.endswith(CODE + SCRIPTS) and any(drawer.match(part) for part in parts):
            found.append(Finding(path, 1, "rename it by what it does (no utils, common, "
                                          "manager, helper)"))
    for path in tree.code():
        for number, line in tree.lines(path):
            if typed.search(line):
                found.append(Finding(path, number, "name the type by what it does (no utils, "
                                                   "common, manager, helper)"))
    return found


def sentences(tree):
    """Every folder under src/ says in one sentence what it is, first thing."""
    found = []
    for folder in sorted({*tree.folders(), *tree.modules()}):
        path = f"src/{folder}/CMakeLists.txt"
        if not (tree.root / path).exists():
            continue
        first = tree.text(path).split("\n", 1)[0]
        if not re.fullmatch(r"# [A-Z].*\.", first) or "SPDX" in first:
            found.append(Finding(path, 1, "begin with the folder's sentence as a comment: "
                                          "# What it is, in one line."))
    return found


def spdx(tree):
    """Every program says under which licence it is."""
    found = []
    for path in sorted({*tree.code(), *tree.scripts(), "Makefile"}):
        head = "\n".join(tree.text(path).split("\n")[:3])
        if "SPDX-License-Identifier: Apache-2.0" not in head:
            found.append(Finding(path, 1, "add the line SPDX-License-Identifier: Apache-2.0"))
    return found
