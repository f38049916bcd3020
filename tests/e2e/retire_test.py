# SPDX-License-Identifier: Apache-2.0
"""What a desk does to a card reaches the case of its line: at once, or from the desk's outbox
when the server is there again; once, and only under a key that the company has named.

usage: retire_test.py PROGRAM [TEST...]
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import virtual_readers
from card_test import EID, Smdp
from serve_test import LINE, Company, person

PROGRAM = sys.argv[1] if len(sys.argv) > 1 else "signoff"
SECONDS = 60


class Retire(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kept = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.kept.name)
        cls.readers = virtual_readers.Readers(PROGRAM, cls.folder)
        cls.smdp = Smdp(cls.folder)

    @classmethod
    def tearDownClass(cls):
        cls.smdp.server.shutdown()
        cls.smdp.server.server_close()
        cls.readers.close()
        cls.kept.cleanup()

    def tearDown(self):
        self.readers.pull(0)

    def setUp(self):
        self.company = Company()
        self.addCleanup(self.company.end)
        self.someone = person(1)
        line = self.someone["line"]
        self.company.register.add(line["imsi"], line["msisdn"])
        self.company.register.start()
        self.company.run("staff", "add", "li", "--role", "clerk", "--db",
                         str(self.company.database), "--password-file", "-",
                         "--without-totp", stdin="correct horse\n")
        self.company.load(self.someone)
        self.company.serve()
        self.where = ["--server", self.company.url, "--ca-file",
                      str(self.company.certificate)]
        self.company.run("login", *self.where, "--staff", "li", "--code-file", "-",
                         stdin="correct horse\n")
        self.desk = self.folder / self.id()
        self.roots = []

    def open_case(self):
        token = self.company.log_in_by_code(self.someone, LINE)
        line = self.company.good("GET", "/api/v1/lines", token=token)["items"][0]
        return self.company.good("POST", "/api/v1/cases", {"line_id": line["id"]},
                                 token)["number"]

    def put_in(self):
        self.readers.insert(0, {"eid": EID, "profiles": [
            {"iccid": self.someone["line"]["iccid"], "state": "enabled",
             "provider": "Example", "imsi": "460001234567890", "contacts_max": 5,
             "messages_max": 5,
             "notify": [{"events": ["disable", "delete"], "address": "smdp.example"}]}]},
            "--root", self.folder / "ci.pem")
        self.roots.append(self.company.data / f"ci-{len(self.roots)}.pem")
        shutil.copy(self.folder / "ci.pem", self.roots[-1])

    def retire(self, desk=None, expect=0):
        """(the line of JSON, what was said beside it)."""
        token = self.company.data / ".config" / "signoff" / "token"
        done = subprocess.run(
            [PROGRAM, "card", "retire", "--json", "--desk", desk or self.desk, "--ca",
             self.folder / "tls.pem", "--via", self.smdp.place(), *self.where,
             "--token-file", token], capture_output=True, text=True,
            env=self.readers.environment, timeout=SECONDS, check=False, start_new_session=True)
        self.assertEqual(done.returncode, expect, (done.stdout, done.stderr))
        return json.loads(done.stdout), done.stderr

    def stop(self):
        self.company.process.terminate()
        self.assertEqual(self.company.process.wait(SECONDS), 0, self.company.log())

    def configure(self):
        """Names this desk's keys and the roots of all cards so far."""
        roots = ", ".join(f'"{root.name}"' for root in self.roots)
        file = self.company.data / "signoff.toml"
        kept = file.read_text().split("[rsp]")[0]
        file.write_text(f'{kept}[rsp]\nroots = [{roots}]\n[cards]\n'
                        f'desk_keys = ["{self.desk}/wipes/jwks.json"]\n')

    def waiting(self):
        return sorted((self.desk / "outbox").glob("*.json"))

    def card_of(self, number):
        return json.loads(self.company.run("case", "card", number, "--json")[0])

    def test_what_a_desk_did_reaches_the_case_whenever_the_server_can_take_it(self):
        number = self.open_case()

        # The company has named neither this desk nor any root: it says so, nothing is lost.
        self.put_in()
        report, _ = self.retire()
        self.assertTrue(report["done"], report)
        self.assertEqual(report["case"]["outcome"], "refused")
        self.assertEqual(report["case"]["error"]["code"], "wipe.no_desk_keys")
        self.assertEqual(len(self.waiting()), 1)
        self.assertEqual(self.card_of(number)["wipes"], [])
        self.readers.pull(0)

        # The server is down: the card is finished all the same.
        self.put_in()
        self.stop()
        self.configure()
        report, _ = self.retire()
        self.assertTrue(report["done"], report)
        self.assertEqual(report["case"]["outcome"], "not_sent")
        self.assertEqual(report["case"]["error"]["code"], "server.unreachable")
        self.assertEqual(len(self.waiting()), 2)
        replay = {file: file.read_bytes() for file in self.waiting()}

        # It is there again: what waited is sent by the next run, whatever card that has.
        self.company.serve()
        report, said = self.retire()
        self.assertNotIn("case", report)
        self.assertIn("Sent of earlier cards: 2", said)
        self.assertEqual(self.waiting(), [])
        seen = self.card_of(number)
        self.assertEqual([one["is_proved"] for one in seen["wipes"]], [True, True])
        self.assertTrue(all(one["is_in_history"] for one in seen["wipes"]))
        self.assertTrue(seen["is_proved"], seen)
        self.assertIn("deleted", [one["change"] for one in seen["reports"]])
        shown = self.company.run("case", "card", number)[0]
        self.assertIn("Wiped at a desk", shown)
        for secret in (EID, self.someone["line"]["iccid"]):
            self.assertNotIn(secret, shown)
            self.assertNotIn(secret, self.company.log())

        # The same once more changes nothing.
        history = self.company.run("case", "show", number)[0]
        for file, content in replay.items():
            file.write_bytes(content)
        _, said = self.retire()
        self.assertIn("Sent of earlier cards: 2", said)
        again = self.card_of(number)
        self.assertEqual(again["wipes"], seen["wipes"])
        self.assertEqual(len(again["reports"]), len(seen["reports"]))
        self.assertEqual(self.company.run("case", "show", number)[0], history)

    def test_a_card_is_attached_at_once_and_one_without_a_case_is_said(self):
        # A desk's keys are there after its first card.
        self.put_in()
        self.retire()
        self.readers.pull(0)
        self.stop()
        self.put_in()
        self.configure()
        self.company.serve()
        report, said = self.retire()
        self.assertIn("Sent of earlier cards: 1", said)
        self.assertEqual(report["case"], {"outcome": "no_case", "numbers": [],
                                          "waiting": False})
        self.readers.pull(0)

        number = self.open_case()
        self.put_in()
        self.stop()
        self.configure()
        self.company.serve()
        report, _ = self.retire()
        self.assertEqual(report["case"], {"outcome": "attached", "numbers": [number],
                                          "waiting": False})
        self.assertEqual(self.waiting(), [])
        known = len(self.card_of(number)["wipes"])
        self.readers.pull(0)

        # Another desk's key is none of the company's.
        self.put_in()
        report, _ = self.retire(desk=self.folder / "stranger")
        self.assertEqual(report["case"]["error"]["code"], "jws.key_unknown")
        self.assertEqual(len(self.card_of(number)["wipes"]), known)

    def test_a_server_that_is_asked_for_wrongly_is_said_before_any_card(self):
        self.put_in()
        self.where = ["--server", "http://signoff.example"]
        report, _ = self.retire(expect=2)
        self.assertEqual(report["error"]["code"], "server.not_https")
        listed = subprocess.run([PROGRAM, "card", "euicc", "list", "--json"],
                                capture_output=True, text=True, timeout=SECONDS, check=True,
                                env=self.readers.environment)
        self.assertEqual(len(listed.stdout.splitlines()), 1, "it was not touched")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
