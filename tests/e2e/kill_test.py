# SPDX-License-Identifier: Apache-2.0
"""A thousand running cases while the server and the home register are killed again and
again: all end, nothing happens twice, nobody else is touched, and no key is left behind.

usage: kill_test.py PROGRAM      E2E_CASES, E2E_KILLS, E2E_HLR_KILLS change the numbers
"""
import http.client
import json
import os
import random
import sqlite3
import subprocess
import sys
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

from far_sides import ask_register
from operator_in_a_box import Demo, children_of, is_alive

PROGRAM = sys.argv[1] if len(sys.argv) > 1 else "signoff"
CASES = int(os.environ.get("E2E_CASES", "1000"))
KILLS = int(os.environ.get("E2E_KILLS", "20"))
HLR_KILLS = int(os.environ.get("E2E_HLR_KILLS", "5"))
CLERKS = 12
PATIENCE = 180  # Seconds for one case to be asked for, over all kills.
LINK_SECONDS = 2
ATTACH_SECONDS = 1
END_SECONDS = 300  # From the last kill until all cases have ended.
RUNNING = ("DRAFT", "SUBMITTED", "AUTH_STEPUP", "PRECHECK", "AWAITING_SUBSCRIBER",
           "UNDER_REVIEW", "SECOND_APPROVAL", "FRAUD_HOLD", "SCHEDULED", "EXECUTING",
           "STUCK", "COOLING_OFF", "FINALISING")


class Wire:
    """One kept connection per thread, made anew when the server has died under it."""

    def __init__(self, demo):
        self.demo, self.local, self.opened = demo, threading.local(), []

    def close(self):
        for kept in self.opened:
            kept.close()

    def call(self, method, path, body=None, token=None, headers=None):
        """(status, answer), or nothing when the server did not live to answer."""
        head = {"Content-Type": "application/json", **(headers or {})}
        if token:
            head["Authorization"] = "Bearer " + token
        try:
            if getattr(self.local, "kept", None) is None:
                host, port = self.demo.url.removeprefix("https://").split(":")
                self.local.kept = http.client.HTTPSConnection(
                    host, int(port), timeout=120, context=self.demo.tls)
                self.opened.append(self.local.kept)
            self.local.kept.request(method, path,
                                    None if body is None else json.dumps(body), head)
            answer = self.local.kept.getresponse()
            raw = answer.read()
            return answer.status, json.loads(raw) if raw else None
        except (OSError, http.client.HTTPException, ValueError):
            kept, self.local.kept = getattr(self.local, "kept", None), None
            if kept:
                kept.close()
            return None


class Killer:
    """Kills the server, or the register under it, and starts the server again."""

    def __init__(self, demo):
        self.demo, self.random = demo, random.Random(7)
        self.kills = self.hlr_kills = 0
        # Held while the clock is moved, and while the register is away: two days in which it
        # never answers would rightly leave cases STUCK.
        self.clock = threading.Lock()
        self.left_alive, self.restarts = [], []

    def pause(self, seconds=1.5):
        time.sleep(self.random.uniform(0.05, seconds))

    def kill_server(self):
        children = children_of(self.demo.process.pid)
        self.demo.process.kill()
        self.demo.process.wait()
        self.kills += 1
        end = time.monotonic() + 5
        while [pid for pid in children if is_alive(pid)] and time.monotonic() < end:
            time.sleep(0.01)
        self.left_alive += [pid for pid in children if is_alive(pid)]
        with self.clock:
            began = time.monotonic()
            self.demo.start()
            self.restarts.append(time.monotonic() - began)
            # All phones attach anew, and the register lets none go before that is done.
            time.sleep(ATTACH_SECONDS)

    def kill_register(self):
        with self.clock:
            end = time.monotonic() + 10
            while time.monotonic() < end:
                for pid in children_of(self.demo.process.pid):
                    os.kill(pid, 9)
                    self.hlr_kills += 1
                    self.await_register(pid)
                    # The visited network finds its way back after that; without it no
                    # phone is let go, however many days the clock is moved by.
                    return time.sleep(LINK_SECONDS)
                time.sleep(0.05)

    def await_register(self, former):
        """Until another one answers."""
        end = time.monotonic() + 30
        while time.monotonic() < end:
            if former not in children_of(self.demo.process.pid):
                try:
                    ask_register(("127.0.0.1", self.demo.ready["hlr"]["ctrl_port"]),
                                 "rate_ctr.abs.ctrl")
                    return
                except OSError:
                    pass
            time.sleep(0.02)
        raise AssertionError("the register does not come back")

    def rage(self, kills, hlr_kills):
        acts = [self.kill_server] * kills + [self.kill_register] * hlr_kills
        self.random.shuffle(acts)
        for act in acts:
            self.pause()
            act()


class Kill(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.demo = Demo(PROGRAM, lines=max(200, CASES * 5 // 3 + 1), seed=3)
        cls.demo.start()
        cls.demo.port = int(cls.demo.url.rsplit(":", 1)[1])
        cls.people = cls.demo.ready["lines"]["plain"][:CASES]
        cls.before = cls.subscribers()
        cls.wire, cls.killer = Wire(cls.demo), Killer(cls.demo)
        cls.token = cls.demo.log_in_staff("clerk")

    @classmethod
    def tearDownClass(cls):
        cls.wire.close()
        cls.demo.__exit__()

    @classmethod
    def rows(cls, file, sql):
        path = cls.demo.data / "demo" / file
        base = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)
        try:
            return base.execute(sql).fetchall()
        finally:
            base.close()

    @classmethod
    def subscribers(cls):
        return dict(cls.rows("hlr/hlr.db", "SELECT imsi, msisdn FROM subscriber"))

    def insist(self, method, path, body=None, headers=None):
        """Asks until the server lives to answer."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            answer = self.wire.call(method, path, body, self.token, headers)
            if answer and answer[0] < 500:
                return answer
            time.sleep(0.05)
        raise AssertionError(f"no answer to {method} {path}")

    def ask_for(self, person):
        """The clerk ends the line of a person at the counter, whatever dies meanwhile."""
        _, found = self.insist("GET", "/api/v1/lines?msisdn=" + person["msisdn"][1:])
        line = found["items"][0]["id"]
        status, case = self.insist("POST", "/api/v1/cases", {
            "line_id": line, "reason": "moved", "effective": "now", "settlements": [],
            "acknowledgements": []}, {"Idempotency-Key": line})
        self.assertIn(status, (200, 201), case)
        path = "/api/v1/cases/" + case["id"]
        while case["state"] in ("DRAFT", "AUTH_STEPUP"):
            if case["state"] == "DRAFT":
                self.insist("POST", path + "/submission",
                            {"quote_hash": case["quote"]["hash"]})
            else:
                self.insist("POST", path + "/confirmation", {"proofs": [
                    {"kind": "in_person", "value": person["id_number"]}]})
            _, case = self.insist("GET", path)
        return case["id"]

    def running(self):
        found = {}
        for state in RUNNING:
            _, page = self.insist("GET", f"/api/v1/cases?state={state}&limit=3")
            if page["items"]:
                found[state] = page["items"][0]["number"]
        return found

    def move_clock(self, stop):
        while not stop.is_set():
            with self.killer.clock:
                moved = self.wire.call("POST", "/lab/clock", {"advance": "P2D"})
            if not moved:
                time.sleep(0.2)

    def test_all_cases_end_once_and_nobody_else_is_touched(self):
        began = time.monotonic()
        with ThreadPoolExecutor(CLERKS) as pool:
            asked = [pool.submit(self.ask_for, person) for person in self.people]
            self.killer.rage(KILLS // 2, HLR_KILLS // 2)
            ids = [one.result() for one in asked]
        self.assertEqual(len(set(ids)), CASES)
        opened = time.monotonic()

        stop = threading.Event()
        clock = threading.Thread(target=self.move_clock, args=(stop,))
        clock.start()
        self.killer.rage(KILLS - KILLS // 2, HLR_KILLS - HLR_KILLS // 2)
        end = time.monotonic() + END_SECONDS
        while (left := self.running()) and time.monotonic() < end:
            time.sleep(0.2)
        stop.set()
        clock.join()
        restarts = self.killer.restarts
        print(f"{CASES} cases asked for in {opened - began:.0f} s, ended after "
              f"{time.monotonic() - began:.0f} s; {self.killer.kills} kills of the server "
              f"({sum(restarts):.0f} s for its starts, {max(restarts):.1f} s at most), "
              f"{self.killer.hlr_kills} of the register", flush=True)
        self.assertFalse(left, self.rows(
            "signoff.db", 'SELECT case_id, detail FROM history WHERE "to" = \'STUCK\''))
        self.assertEqual(self.killer.left_alive, [])
        self.assertEqual((self.killer.kills, self.killer.hlr_kills), (KILLS, HLR_KILLS))
        self.assertEqual(self.demo.stop(), 0)
        self.check_store()
        self.check_register()

    def check_store(self):
        checked = subprocess.run(
            [PROGRAM, "db", "check", "--db", self.demo.data / "demo" / "signoff.db"],
            capture_output=True, text=True, timeout=120)
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
        self.assertEqual(self.rows("signoff.db", "SELECT state, count(*) FROM cases"
                                   " GROUP BY state"), [("CLOSED", CASES)])
        nothing = [
            "SELECT line_id FROM cases GROUP BY line_id HAVING count(*) > 1",
            # A state is entered once, so each of its effects is ordered once.
            'SELECT case_id FROM history WHERE "from" <> "to" AND "to" <> \'\''
            ' GROUP BY case_id, "to" HAVING count(*) > 1',
            "SELECT line_id FROM ledger_entries GROUP BY line_id, key HAVING count(*) > 1",
            "SELECT case_id FROM refunds GROUP BY case_id HAVING count(*) > 1",
            "SELECT case_id FROM vouchers GROUP BY case_id, kind HAVING count(*) > 1",
            "SELECT line_id FROM ledger_postings GROUP BY line_id HAVING sum(minor) <> 0",
            "SELECT id FROM refunds WHERE state <> 'PAID'",
            "SELECT id FROM lines WHERE state = 'TERMINATED' AND id NOT IN"
            " (SELECT line_id FROM cases)",
        ]
        for sql in nothing:
            self.assertEqual(self.rows("signoff.db", sql), [], sql)

    def check_register(self):
        ended = {person["imsi"] for person in self.people}
        others = {imsi: number for imsi, number in self.before.items() if imsi not in ended}
        self.assertEqual(self.subscribers(), others)
        for table in ("auc_2g", "auc_3g"):
            self.assertEqual(self.rows(
                "hlr/hlr.db", f"SELECT subscriber_id FROM {table} WHERE subscriber_id"
                " NOT IN (SELECT id FROM subscriber)"), [], table)
        self.assertGreaterEqual(
            self.rows("hlr/hlr.db", "SELECT count(*) FROM auc_2g")[0][0] +
            self.rows("hlr/hlr.db", "SELECT count(*) FROM auc_3g")[0][0], len(others))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]], verbosity=2)
