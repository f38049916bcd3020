# SPDX-License-Identifier: Apache-2.0
"""The source tree as the checks see it, and what a check hands back."""
import pathlib
import re
import subprocess
from dataclasses import dataclass

CODE = (".h", ".cpp")
SCRIPTS = (".ts", ".tsx", ".js", ".mjs", ".py", ".sh")
SKIPPED = {".git", "build", "node_modules", "dist", ".cache", "__pycache__"}


@dataclass(frozen=True)
class Finding:
    """One violation: where it is and how to mend it."""

    path: str
    line: int
    mend: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.mend}"


@dataclass(frozen=True)
class Module:
    """One `module(name NEEDS ...)` of a CMakeLists.txt under src/."""

    name: str
    folder: str  # relative to src/: "connectors/hlr"
    needs: tuple
    test_needs: tuple
    line: int


class Tree:
    """Files of one checkout; paths are relative to its root, with forward slashes."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self._texts = {}

    def files(self):
        """Every file that is in the repository or would be after `git add`."""
        if (self.root / ".git").exists():
            listed = subprocess.run(
                ["git", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard", "-z"],
                cwd=self.root, capture_output=True, text=True, check=True).stdout
            names = [n for n in listed.split("\0") if n and (self.root / n).is_file()]
        else:
            names = [p.relative_to(self.root).as_posix() for p in self.root.rglob("*")
                     if p.is_file()]
        return sorted(n for n in names if not SKIPPED & set(n.split("/")[:-1]))

    def code(self):
        """C++ sources and headers of ours."""
        return [n for n in self.files() if n.endswith(CODE)
                and n.split("/")[0] in ("src", "tests", "fuzz", "benchmarks")]

    def scripts(self):
        """Programs that are not C++: by ending, or by standing in tools/ or .ci/."""
        return [n for n in self.files() if n.endswith(SCRIPTS)
                or (n.split("/")[0] in ("tools", ".ci") and "." not in n.split("/")[-1])]

    def text(self, name):
        """The file's text; "" for one that is not UTF-8."""
        if name not in self._texts:
            try:
                self._texts[name] = (self.root / name).read_text(encoding="utf-8")
            except UnicodeDecodeError:
                self._texts[name] = ""
        return self._texts[name]

    def lines(self, name):
        """(number, text) of each line, from 1."""
        return list(enumerate(self.text(name).splitlines(), 1))

    def folders(self):
        """Top folders of src/ in the order of their arrows."""
        listed = re.search(r"foreach\(\w+ ([^)]*)\)", self.text("src/CMakeLists.txt"))
        return listed.group(1).split() if listed else []

    def modules(self):
        """Every module under src/, by its folder."""
        found = {}
        for name in self.files():
            if not name.startswith("src/") or not name.endswith("/CMakeLists.txt"):
                continue
            text = re.sub(r"#.*", "", self.text(name))
            call = re.search(r"\bmodule\(\s*(\w+)([^)]*)\)", text)
            if not call:
                continue
            folder = name[len("src/"):-len("/CMakeLists.txt")]
            words = arguments(call.group(2))
            found[folder] = Module(call.group(1), folder, tuple(words.get("NEEDS", ())),
                                   tuple(words.get("TEST_NEEDS", ())),
                                   text[:call.start()].count("\n") + 1)
        return found


def arguments(text):
    """CMake keyword arguments: {"NEEDS": [...], "LINKS": [...]}."""
    words, keyword = {}, None
    for word in text.split():
        if word in ("NEEDS", "LINKS", "TEST_NEEDS", "TEST_LINKS"):
            keyword = word
            words.setdefault(keyword, [])
        elif keyword:
            words[keyword].append(word)
    return words


def bare_code(text):
    """C++ text with comments and the insides of string literals blanked; lines stay."""
    pattern = re.compile(
        r'R"([^(\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9A-Fa-f])\'(?:\\.|[^\'\\\n])\''
        r"|//[^\n]*|/\*.*?\*/", re.S)

    def blank(match):
        return re.sub(r"[^\n]", " ", match.group(0))

    return pattern.sub(blank, text)
