# SPDX-License-Identifier: Apache-2.0
"""Plants one violation per rule in a copy of the tree and sees the check catch it."""
import pathlib
import shutil
import subprocess
import tempfile

from checks.tree import Finding, Tree

LICENCE = "// SPDX-License-Identifier: Apache-2.0\n"
PLANTED = "src/domain/planted.cpp"


def planted(body):
    """A source file of ours with `body` from its second line on."""
    return LICENCE + body


# (check, path, its new text or a function of the old one, line where it must be found)
PLANTS = [
    ("includes", PLANTED, planted('#include "storage/planted.h"\n'), 2),
    ("includes", "src/ports/planted.h", planted('#include "policy/planted.h"\n'), 2),
    ("includes", "src/domain/CMakeLists.txt",
     lambda old: old.replace("NEEDS base", "NEEDS base ports"), 2),
    ("sizes", PLANTED, planted("int planted;\n" * 500), 501),
    ("names", "src/domain/string_utils.cpp", planted("int planted;\n"), 1),
    ("names", PLANTED, planted("class LineManager;\n"), 2),
    ("sentences", "src/domain/CMakeLists.txt", lambda old: "module(domain NEEDS base)\n", 1),
    ("spdx", PLANTED, "int planted;\n", 1),
    ("words", PLANTED, planted("void cancel_line();\n"), 2),
    ("words", PLANTED, planted("bool isCancelled = false;\n"), 2),
    ("words", PLANTED, planted("auto t = std::chrono::system_clock::now();\n"), 2),
    ("words", PLANTED, planted("auto t = std::chrono::steady_clock::now();\n"), 2),
    ("words", PLANTED, planted("std::random_device entropy;\n"), 2),
    ("words", PLANTED, planted("void f() { try { g(); } catch (...) {} }\n"), 2),
    ("words", PLANTED, planted("// TO" "DO: later\n"), 2),
    ("words", PLANTED, planted("int x;  // NOLI" "NT\n"), 2),
    ("machine-paths", "docs/planted.md", "See /ro" "ot/notes.txt.\n", 1),
    ("links", "docs/planted.md", "See [that](nowhere.md).\n", 1),
    ("links", "docs/planted.md", "See [that](architecture.md#no-such-heading).\n", 1),
    ("languages", "README.zh-CN.md", lambda old: "# 另一个\n\n" + old, None),
    ("languages", "README.md", lambda old: old.replace("make demo", "make dmeo"), None),
    ("languages", "docs/cards.zh-CN.md",
     lambda old: old.replace("`euicc smdp", "`euicc sdmp"), None),
    ("languages", "docs/cards.zh-CN.md", lambda old: old.replace("card info", "card inf"), None),
    ("generated", "src/domain/CMakeLists.txt",
     lambda old: old.replace("# What", "# Tells what", 1), None),
    ("web", "web/src/ui/planted.ts", planted("import {x} from '../portal/x';\n"), 2),
    ("web", "web/src/portal/planted.ts", planted("import {x} from '../desk/x';\n"), 2),
    ("web", "web/src/desk/features/cases/planted.ts",
     planted("import {x} from '../refunds/x';\n"), 2),
    ("web", "web/src/ui/planted.ts", planted("export const kText = '停机';\n"), 2),
    ("web", "web/src/ui/Planted.tsx", planted("export const x = <p style={{}} />;\n"), 2),
    ("web-words", "web/src/i18n/states.ts",
     lambda old: old.replace("  STUCK: {", "  STUCKED: {"), None),
    ("web-words", "web/src/desk/words/case.en.ts",
     lambda old: old.replace("'case.hold.legal'", "'case.hold.lawful'"), None),
    ("web-words", "web/src/desk/words/farSides.ts",
     lambda old: old.replace("  E9: {", "  E99: {"), None),
    ("web-words", "web/src/desk/words/accounts.ts",
     lambda old: old.replace("  'write_off': {", "  'written_off': {"), None),
    ("web-words", "openapi/signoff.json",
     lambda old: old.replace('"verdict"', '"planted"'), 1),
    ("format", PLANTED, planted("int   planted( ) {return 1 ;}\n"), 2),
]

# What may stand in the code, so that no rule says more than it should.
ALLOWED = [
    ("words", PLANTED, planted('auto text = "You may cancel the line until";\n')),
    ("words", PLANTED, planted("void stop() { timer_.cancel(); send(LocationCancel{}); }\n")),
    ("words", PLANTED, planted("auto at = clock.now(); auto left = remaining_time(0);\n")),
    ("includes", "src/ports/planted.h", planted('#include "domain/identifiers.h"\n')),
]

TIDY_PLANT = planted("""#include <string>
#include <utility>
std::string twice(std::string text) {
  std::string first = std::move(text);
  return first + text;
}
""")

FUZZ_PLANT = planted("""#include <cstddef>
#include <cstdint>
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 1 && data[0] == 'o') __builtin_trap();
  return 0;
}
""")


def self_test(tree, checks):
    """Each check catches what it is for."""
    lost = []
    with tempfile.TemporaryDirectory(prefix="signoff-check-") as folder:
        copy = pathlib.Path(folder) / "tree"
        for name in tree.files():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(tree.root / name, copy / name)
        for plant in PLANTS:
            check, path, text, line = plant
            caught = with_file(copy, path, text, checks[check])
            if not any(f.path in (path, "docs/architecture.md", "README.zh-CN.md")
                       and line in (None, f.line) for f in caught):
                lost.append(f"{check} did not catch what was planted in {path}: {plant[2]!r}")
        for check, path, text in ALLOWED:
            for finding in with_file(copy, path, text, checks[check]):
                if finding.path == path:
                    lost.append(f"{check} refuses what is allowed: {finding.mend}")
        lost += tidy_and_fuzz(copy)
    return [Finding("tools/checks/self_test.py", 1, text) for text in lost]


def with_file(root, path, text, check):
    """What `check` finds in the copy while `path` has another text."""
    whole = root / path
    old = whole.read_text() if whole.exists() else None
    whole.parent.mkdir(parents=True, exist_ok=True)
    whole.write_text(text(old or "") if callable(text) else text)
    try:
        return check(Tree(root))
    finally:
        whole.unlink() if old is None else whole.write_text(old)


def tidy_and_fuzz(root):
    """The two slow tools, each on one small program of its own."""
    lost = []
    source = root / "src" / "domain" / "planted.cpp"
    source.write_text(TIDY_PLANT)
    run = subprocess.run(["clang-tidy-19", "--quiet", str(source), "--", "-std=c++23"],
                         cwd=root, capture_output=True, text=True)
    if run.returncode == 0 or "bugprone-use-after-move" not in run.stdout:
        lost.append(f"clang-tidy-19 with .clang-tidy missed a use after move: {run.stdout}")
    source.unlink()

    # tools/fuzz with a build of its own: one target that traps at once.
    shutil.rmtree(root / "fuzz")
    (root / "fuzz").mkdir()
    (root / "fuzz" / "planted_fuzz.cpp").write_text(FUZZ_PLANT)
    program = root / "build" / "fuzz" / "fuzz" / "planted_fuzz"
    program.parent.mkdir(parents=True)
    built = subprocess.run(["clang++-19", "-fsanitize=fuzzer", "-o", str(program),
                            str(root / "fuzz" / "planted_fuzz.cpp")],
                           capture_output=True, text=True)
    (root / "tools" / "build").write_text("#!/bin/sh\n")
    run = subprocess.run([str(root / "tools" / "fuzz"), "--seconds", "5", "planted"],
                         cwd=root, capture_output=True, text=True)
    if built.returncode or run.returncode == 0 or "FAILED planted_fuzz" not in run.stdout:
        lost.append(f"tools/fuzz missed a target that traps: "
                    f"{built.stderr}{run.stdout}{run.stderr}")
    return lost
