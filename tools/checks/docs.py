# SPDX-License-Identifier: Apache-2.0
"""The documents agree with the tree, with one another and with themselves."""
import re
import subprocess

from checks.tree import Finding

FENCE = re.compile(r"^\s*(```|~~~)")


def prose(tree, path):
    """(number, text) of the lines of a Markdown file that are outside code fences."""
    inside = False
    for number, line in tree.lines(path):
        if FENCE.match(line):
            inside = not inside
        elif not inside:
            yield number, line


def fences(tree, path):
    """The code blocks of a Markdown file, each as one text."""
    return re.findall(r"^```[^\n]*\n(.*?)^```", tree.text(path), re.M | re.S)


def slug(title):
    """The anchor a Markdown viewer makes of a heading."""
    kept = re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", title).strip().lower())
    return kept.replace(" ", "-")


def headings(tree, path):
    """(number, level, title) of each heading."""
    found = []
    for number, line in prose(tree, path):
        match = re.match(r"(#+)\s+(.*)", line)
        if match:
            found.append((number, len(match.group(1)), match.group(2)))
    return found


def links(tree):
    """Every relative link of a Markdown file leads to a file, and to a heading in it."""
    found = []
    for path in tree.files():
        if not path.endswith(".md"):
            continue
        for number, line in prose(tree, path):
            for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", line)):
                problem = broken(tree, path, target)
                if problem:
                    found.append(Finding(path, number, problem))
    return found


def broken(tree, path, target):
    """What is wrong with a link of `path`; None where it leads somewhere."""
    if re.match(r"[a-z][a-z+.-]*:", target):
        return None  # Of the network: not ours to ask in a check.
    name, _, anchor = target.partition("#")
    whole = (tree.root / path).parent / name if name else tree.root / path
    if not whole.exists():
        return f"link to '{target}', which does not exist: mend or remove it"
    if anchor and whole.suffix == ".md":
        inside = whole.resolve().relative_to(tree.root.resolve()).as_posix()
        if anchor not in {slug(title) for _, _, title in headings(tree, inside)}:
            return f"link to '{target}': no such heading in {inside}"
    return None


CHINESE = ".zh-CN.md"


def languages(tree):
    """What stands in both languages has the same headings, commands, code and links."""
    chinese = [path for path in tree.files() if path.endswith(CHINESE)]
    if "README" + CHINESE not in chinese:
        return [Finding("README" + CHINESE, 1, "is missing: the README stands in both languages")]
    found = []
    for second in chinese:
        first = second.removesuffix(CHINESE) + ".md"
        if (tree.root / first).exists():
            found += differences(tree, first, second)
        else:
            found.append(Finding(second, 1, f"{first} is missing: write it, or remove this one"))
    return found


def differences(tree, first, second):
    """Where two documents that say the same in two languages do not."""
    found = []
    one, other = headings(tree, first), headings(tree, second)
    if [level for _, level, _ in one] != [level for _, level, _ in other]:
        number = next((b[0] for a, b in zip(one, other) if a[1] != b[1]),
                      other[-1][0] if other else 1)
        found.append(Finding(second, number, (
            f"{len(other)} headings, {first} has {len(one)}, or their levels differ: "
            "give both the same sections")))
    if commands(tree, first) != commands(tree, second):
        found.append(Finding(second, 1, f"its commands differ from those of {first}"))
    for what, of in (("links", targets), ("names in a table", tabled)):
        odd = sorted(set(of(tree, first)) ^ set(of(tree, second)))
        if odd:
            found.append(Finding(second, 1, f"its {what} differ from those of {first}: {odd}"))
    return found


def commands(tree, path):
    """The code blocks but for drawings, without remarks: those are translated."""
    return [re.sub(r"\s+#.*", "", block) for block in fences(tree, path)
            if not block.startswith("flowchart")]


def targets(tree, path):
    """Where its links lead. Pictures and documents stand in both languages, as owner.en.png
    and owner.zh.png, cards.md and cards.zh-CN.md."""
    found = [t for _, line in prose(tree, path) for t in re.findall(r"\]\(([^)\s]+)\)", line)]
    same = [re.sub(r"\.(en|zh)\.png$", ".png", t).replace(CHINESE, ".md") for t in found]
    return [t for t in same if t != path.replace(CHINESE, ".md").split("/")[-1]]


def tabled(tree, path):
    """What the first column of its tables calls by name: commands, options, codes."""
    cells = [re.split(r"(?<!\\)\|", line)[1].strip()
             for _, line in prose(tree, path) if line.startswith("|")]
    return [name for cell in cells for name in re.findall(r"`[^`]+`|^\d+$", cell)]


def generated(tree):
    """What tools/docs writes is what stands in docs/."""
    run = subprocess.run([str(tree.root / "tools" / "docs"), "--check"],
                         capture_output=True, text=True)
    found = []
    for line in run.stdout.splitlines():
        path, number, mend = line.split(":", 2)
        found.append(Finding(path, int(number), mend.strip()))
    if run.returncode and not found:
        found.append(Finding("tools/docs", 1, run.stderr.strip() or "failed"))
    return found
