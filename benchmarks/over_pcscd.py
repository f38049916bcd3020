#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What a whole `signoff card` process takes over the real pcscd, start of the program and all.

usage: over_pcscd.py PROGRAM [--runs N]

The card is `signoff card virtual` in a virtual reader of pcscd and answers at once; the
reader's and the card's work is counted too. Prints one line of JSON a figure: the median and
both ends, in ms. Needs what the tests need: pcscd, vsmartcard-vpcd, opensc, and root or user
namespaces.
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests" / "e2e"))
import virtual_readers  # noqa: E402

EID = "89049032123451234512345678901235"
SECONDS = 60


def luhn(digits):
    """The digits with their check digit behind them."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)


def iccid(number):
    return luhn(f"8986001234567{number:06}")


def chip(profiles):
    return {"eid": EID, "profiles": [
        {"iccid": iccid(number), "state": "disabled", "provider": "Example",
         "contacts_max": 1, "messages_max": 1}
        for number in range(profiles)]}


class Desk:
    def __init__(self, program, folder):
        self.program = program
        self.folder = folder
        self.readers = virtual_readers.Readers(program, folder)

    def took(self, *arguments):
        """Milliseconds of one process."""
        started = time.perf_counter()
        done = subprocess.run([self.program, *arguments], capture_output=True, text=True,
                              env=self.readers.environment, timeout=SECONDS, check=False)
        taken = (time.perf_counter() - started) * 1000
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        return taken

    def profile(self, deed, number):
        return self.took("card", "euicc", deed, iccid(number), "--desk",
                         str(self.folder / "desk"))


def show(name, taken):
    print(json.dumps({"name": f"over_pcscd.{name}_ms",
                      "median": round(statistics.median(taken), 2),
                      "low": round(min(taken), 2), "high": round(max(taken), 2),
                      "runs": len(taken)}), flush=True)


def main():
    options = argparse.ArgumentParser(prog="over_pcscd.py")
    options.add_argument("program")
    options.add_argument("--runs", type=int, default=30)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as kept:
        desk = Desk(given.program, pathlib.Path(kept))
        try:
            show("start", [desk.took("version") for _ in range(given.runs)])
            for profiles in (1, 20, 100):
                desk.readers.insert(0, chip(profiles))
                show(f"list_{profiles}",
                     [desk.took("card", "euicc", "list") for _ in range(given.runs)])
                desk.readers.pull(0)
            desk.readers.insert(0, chip(given.runs))
            deeds = {"enable": [], "disable": [], "delete": []}
            for number in range(given.runs):
                for deed, taken in deeds.items():
                    taken.append(desk.profile(deed, number))
            for deed, taken in deeds.items():
                show(deed, taken)
        finally:
            desk.readers.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
