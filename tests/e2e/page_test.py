# SPDX-License-Identifier: Apache-2.0
"""The plain page ends a line and takes one back in Debian's Chromium: page.mjs walks.

usage: page_test.py PROGRAM SCREENS_DIRECTORY [TEST...]
"""
import os
import pathlib
import subprocess
import sys
import unittest

from operator_in_a_box import Demo

PROGRAM, SCREENS = sys.argv[1:3]
WALK = pathlib.Path(__file__).resolve().parent / "page.mjs"
SECONDS = 120
NODE_PEERS = WALK.parent.parent / "node" / "node_modules" / "playwright-core"


def trusting_home(demo):
    """A home whose key store, which Chromium asks, holds the demo's authority."""
    home = demo.data / "home"
    store = home / ".pki" / "nssdb"
    store.mkdir(parents=True)
    for command in (["-N", "--empty-password"],
                    ["-A", "-n", "demo", "-t", "C,,", "-i", demo.ready["ca_file"]]):
        subprocess.run(["certutil", *command, "-d", f"sql:{store}"], check=True)
    return home


def start_walk(locale, demo):
    return subprocess.Popen(
        ["node", WALK, locale, demo.data / "ready.json", demo.data, SCREENS],
        env={**os.environ, "HOME": str(trusting_home(demo)),
             "NODE_EXTRA_CA_CERTS": demo.ready["ca_file"]})


class PlainPage(unittest.TestCase):
    def test_a_line_ends_and_another_comes_back_in_both_languages(self):
        if not NODE_PEERS.is_dir():
            self.fail("playwright-core is absent: run npm ci in tests/node")
        # Each moves the clock of a demo of its own, so both walk at once.
        with Demo(PROGRAM, lines=300) as one, Demo(PROGRAM, lines=300) as other:
            walks = [start_walk("zh-CN", one), start_walk("en-GB", other)]
            try:
                ends = [walk.wait(SECONDS) for walk in walks]
            finally:
                for walk in walks:
                    walk.kill()
                    walk.wait()
            self.assertEqual(ends, [0, 0])
            self.assertEqual([one.stop(), other.stop()], [0, 0])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
