# SPDX-License-Identifier: Apache-2.0
"""Who may import whom in the web faces, and where their words stand."""
import posixpath
import re

from checks.tree import Finding

SOURCES = "web/src/"
# A folder imports from those that stand before it here, and from itself.
ORDER = ("i18n", "api", "ui")
FACES = ("portal", "desk")
# A type alone may be taken from the client of the contract by those before it.
IMPORT = re.compile(r"^(?:import|export)\b(?P<type>\s+type\b)?[^;'\"]*?['\"](?P<from>\.[^'\"]+)['\"]",
                    re.M)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
STYLE = re.compile(r"<[a-z][^>]*\sstyle=|dangerouslySetInnerHTML|\binnerHTML\b")


def is_words(path):
    return "/words" in path or "/i18n/" in path


def web(tree):
    """Arrows between the folders of the web faces, texts in the dictionaries only."""
    found = []
    for path in tree.files():
        if not path.startswith(SOURCES) or not path.endswith((".ts", ".tsx")):
            continue
        found += arrows(tree, path)
        for number, line in tree.lines(path):
            if CHINESE.search(line) and not is_words(path):
                found.append(Finding(path, number, "a text for people stands in words/ or i18n/"))
            if STYLE.search(line):
                found.append(Finding(path, number, "the page's policy forbids styles and "
                                                   "markup made of text: use a class"))
    return found


def arrows(tree, path):
    found = []
    text = tree.text(path)
    own = path[len(SOURCES):].split("/")
    for match in IMPORT.finditer(text):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), match["from"]))
        if not target.startswith(SOURCES):
            continue
        other = target[len(SOURCES):].split("/")
        if other[0] == "api" and match["type"]:
            continue
        mend = refused(own, other)
        if mend:
            line = text.count("\n", 0, match.start()) + 1
            found.append(Finding(path, line, mend))
    return found


def refused(own, other):
    """Why this import may not be; empty where it may."""
    if own[0] in FACES and other[0] in FACES and own[0] != other[0]:
        return f"{own[0]} imports {other[0]}: what both need stands in ui/"
    if own[0] in ORDER and other[0] in FACES:
        return f"{own[0]} imports {other[0]}, an upward arrow"
    if own[0] in ORDER and other[0] in ORDER and ORDER.index(other[0]) > ORDER.index(own[0]):
        return f"{own[0]} imports {other[0]}, an upward arrow"
    if ("features" in own and "features" in other
            and own[own.index("features") + 1] != other[other.index("features") + 1]):
        return "a feature imports another: move what both need to parts/"
    return ""
