# SPDX-License-Identifier: Apache-2.0
"""Words and calls that mean trouble here, and where each of them may stand."""
import re
from dataclasses import dataclass, field

from checks.tree import CODE, SCRIPTS, Finding, bare_code


@dataclass(frozen=True)
class Rule:
    """`pattern` is banned in the files of `where`, but not under `except_in`."""

    pattern: str
    mend: str
    where: tuple = ("src/", "tests/", "fuzz/", "benchmarks/")
    except_in: tuple = ()
    except_tests: bool = False
    # Comments and strings count too: marks that are written there.
    everywhere: bool = False
    flags: int = field(default=0)


# Names of the wire and of Asio keep their spelling; the rest of the code says terminate
# (a line) and withdraw (a case). Texts for people stand in strings and are not looked at.
# The three states and papers that the specification of the domain names keep their names.
WIRE = (r"cancel_pending|pre_cancelled|pre_cancellation|LocationCancel\w*|\w*location_cancel\w*|CancelLocation\w*|cancel_location\w*"
        r"|Cancel(?:Order|Session)\w*|cancel_(?:order|session)\w*"
        r"|cancellation_(?:signal|slot|type|state)\w*|operation_cancel\w*|ECANCELED"
        r"|(?<=\.)cancel(?=\()|(?<=->)cancel(?=\()")
PURE = tuple(f"src/{folder}/" for folder in (
    "domain", "policy", "ports", "engine", "steps", "service", "evidence"))

RULES = (
    Rule(r"(?!{0})(?<!\w)\w*cancel\w*".replace("{0}", rf"(?:{WIRE})(?!\w)"),
         "say terminate (a line) or withdraw (a case); cancel is a word of the wire",
         except_in=("src/connectors/",), flags=re.I),
    Rule(r"\bsystem_clock::now\b|\bstd::time\(|[^\w.>]time\((?:nullptr|NULL|0)\)|\bgettimeofday\b"
         r"|\bclock_gettime\b",
         "take a Clock as a parameter: only base/clock reads the time",
         except_in=("src/base/clock.cpp",)),
    Rule(r"\bsteady_clock::now\b", "take a Clock as a parameter: this folder runs in simulation",
         where=PURE, except_tests=True),
    Rule(r"\brandom_device\b|\bRAND_bytes\b|\bgetrandom\b|[^\w:.]s?rand\(|\bstd::s?rand\(",
         "take a Random as a parameter: only base/random reads entropy",
         except_in=("src/base/random.cpp",)),
    Rule(r"\bcatch\s*\(\s*\.\.\.\s*\)", "catch what is expected, by its type"),
    Rule(r"\bstd::(?:format|print|println)\b", "g++ 12 has none of it: use fmt"),
    Rule(r"\b(?:GTEST_SKIP|DISABLED_\w+)", "mend the test or remove it; none is skipped"),
    Rule("\\b(?:TO" "DO|FIX" "ME)\\b", "do it now, or leave it out", everywhere=True,
         where=("src/", "tests/", "fuzz/", "benchmarks/", "tools/", "web/src/", "cmake/")),
    Rule("NOLI" "NT|clang-format of" "f|eslint-dis" "able|@ts-ig" "nore",
         "mend the cause; a check is never silenced in place", everywhere=True,
         where=("src/", "tests/", "fuzz/", "benchmarks/", "tools/", "web/src/")),
)


def words(tree):
    """No word or call stands where it means trouble."""
    found = []
    for path in sorted({*tree.code(), *tree.scripts()}):
        rules = [rule for rule in RULES if applies(rule, path)]
        if not rules:
            continue
        text = tree.text(path)
        bare = bare_code(text) if path.endswith(CODE) else ""
        for rule in rules:
            pattern = re.compile(rule.pattern, rule.flags)
            for match in pattern.finditer(text if rule.everywhere else bare):
                line = text.count("\n", 0, match.start()) + 1
                found.append(Finding(path, line, f"'{match.group(0).strip()}': {rule.mend}"))
    return found


def applies(rule, path):
    if not path.startswith(rule.where) or path.startswith(rule.except_in or ("\0",)):
        return False
    if not path.endswith(CODE) and not rule.everywhere:
        return False
    return not (rule.except_tests and path.endswith("_test.cpp"))


def machine_paths(tree):
    """Nothing in the repository knows the machine it was written on."""
    pattern = re.compile(r"(?:^|[^\w.])(/(?:work|farm|root|home/\w+)/\S*)")
    found = []
    for path in tree.files():
        if path.endswith("package-lock.json"):
            continue
        for number, line in tree.lines(path):
            match = pattern.search(line)
            if match:
                found.append(Finding(path, number, f"'{match.group(1)}' is a path of one "
                                                   "machine: make it relative or a parameter"))
    return found
