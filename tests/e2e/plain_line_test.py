# SPDX-License-Identifier: Apache-2.0
"""A plain line goes the whole way over REST, comes back in cooling-off, and the demo ends
without a trace.

usage: plain_line_test.py PROGRAM [TEST...]
"""
import json
import shutil
import socket
import subprocess
import sys
import unittest

from operator_in_a_box import Demo, children_of, is_alive

PROGRAM = sys.argv[1] if len(sys.argv) > 1 else "signoff"


class PlainLine(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.demo = Demo(PROGRAM)
        cls.demo.start()
        cls.plain = iter(cls.demo.ready["lines"]["plain"])

    @classmethod
    def tearDownClass(cls):
        cls.demo.__exit__()

    def line_of(self, token, person):
        lines = self.demo.good("GET", "/api/v1/lines", token=token)["items"]
        tail = person["msisdn"][-4:]
        return next(line for line in lines if line["msisdn_masked"].endswith(tail))

    def confirm(self, token, person, case_id, act="confirmation"):
        """Repeats the act with the proofs it asks for."""
        path = f"/api/v1/cases/{case_id}/{act}"
        status, answer = self.demo.call("POST", path, {"proofs": []}, token)
        if status == 200:
            return answer
        self.assertEqual((status, answer["code"]), (403, "assurance.needed"), answer)
        values = {"id_number": person["id_number"], "iccid": person["iccid"]}
        proofs = []
        for need in answer["needs"]:
            kind = need["kind"]
            value = values.get(kind)
            if kind == "otp":
                value = self.demo.code_sent_to(
                    person["other_msisdn"] if act == "withdrawal" else person["msisdn"])
            self.assertIsNotNone(value, answer)
            proofs.append({"kind": kind, "value": value})
        return self.demo.good("POST", path, {"proofs": proofs}, token)

    def stop_line(self, person):
        """Asks for the end of the line and follows it into cooling-off."""
        token = self.demo.log_in(person["msisdn"])
        line = self.line_of(token, person)
        self.assertEqual(line["state"], "ACTIVE")
        precheck = self.demo.good("GET", f"/api/v1/lines/{line['id']}/precheck",
                                  token=token)
        self.assertFalse([o for o in precheck["obligations"] if o["class"] == "blocker"])
        case = self.demo.good(
            "POST", "/api/v1/cases",
            {"line_id": line["id"], "reason": "second line", "effective": "now",
             "settlements": [],
             "acknowledgements": [o["id"] for o in precheck["obligations"]
                                  if o["class"] == "warning"]}, token)
        again, same = self.demo.call(
            "POST", "/api/v1/cases",
            {"line_id": line["id"], "reason": "second line", "effective": "now",
             "settlements": [], "acknowledgements": []}, token)
        self.assertEqual((again, same["id"]), (200, case["id"]))
        case = self.demo.good("POST", f"/api/v1/cases/{case['id']}/submission",
                              {"quote_hash": case["quote"]["hash"]}, token)
        if case["state"] == "AUTH_STEPUP":
            self.assertTrue(case["needs"])
            case = self.confirm(token, person, case["id"])
        if case["state"] == "SCHEDULED":
            self.demo.advance("P1D")
        self.demo.advance("PT1M")
        token = self.demo.log_in_staff("clerk")
        case = self.demo.good("GET", f"/api/v1/cases/{case['id']}", token=token)
        self.assertEqual(case["state"], "COOLING_OFF", json.dumps(case, indent=1))
        return case

    def assert_dead(self, person):
        phone = self.demo.phone(person["msisdn"])
        self.assertFalse(phone["attached_cs"] or phone["attached_ps"], phone)
        sent = self.demo.good("POST", f"/lab/phones/{person['msisdn']}/sms",
                              {"text": "hello"})
        self.assertFalse(sent["delivered"])

    def test_it_ends_for_good_and_the_voucher_verifies_elsewhere(self):
        person = next(self.plain)
        self.assertTrue(self.demo.phone(person["msisdn"])["attached_cs"])
        case = self.stop_line(person)
        self.assert_dead(person)
        self.assertTrue(self.demo.phone(person["msisdn"])["hlr_known"])
        self.demo.advance("P7D")
        for _ in range(3):
            self.demo.advance("P1D")
        token = self.demo.log_in_staff("clerk")
        case = self.demo.good("GET", f"/api/v1/cases/{case['id']}", token=token)
        self.assertEqual(case["state"], "CLOSED", json.dumps(case, indent=1))
        self.assert_dead(person)
        self.assertFalse(self.demo.phone(person["msisdn"])["hlr_known"])
        self.check_voucher(case, token)

    def check_voucher(self, case, token):
        path = f"/api/v1/cases/{case['id']}/voucher"
        pdf = self.demo.good("GET", path, token=token, accept="application/pdf")
        jws = self.demo.good("GET", path, token=token, accept="application/jose")
        jwks = self.demo.good("GET", "/.well-known/jwks.json")
        files = {name: self.demo.data / name for name in ("v.pdf", "v.jws", "jwks.json")}
        files["v.pdf"].write_bytes(pdf)
        files["v.jws"].write_bytes(jws)
        files["jwks.json"].write_text(json.dumps(jwks))
        checks = [
            ["pdfsig", "-nocert", str(files["v.pdf"])],
            ["jose", "jws", "ver", "-i", str(files["v.jws"]), "-k", str(files["jwks.json"])],
            [PROGRAM, "verify", str(files["v.pdf"]), "--jwks", str(files["jwks.json"])],
            [PROGRAM, "verify", str(files["v.jws"]), "--jwks", str(files["jwks.json"])],
        ]
        for command in checks:
            done = subprocess.run(command, capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 0, (command, done.stdout, done.stderr))
            if command[0] == "pdfsig":
                self.assertIn("Signature is Valid", done.stdout)
        files["v.jws"].write_bytes(jws[:-4] + b"AAAA")
        bad = subprocess.run(checks[3], capture_output=True, text=True, timeout=60)
        self.assertEqual(bad.returncode, 8, bad.stdout)

    def test_withdrawn_in_cooling_off_the_same_sim_attaches_again_at_once(self):
        person = next(self.plain)
        case = self.stop_line(person)
        self.assert_dead(person)
        token = self.log_in_elsewhere(person)
        self.confirm(token, person, case["id"], "withdrawal")
        self.demo.advance("PT1M")
        case = self.demo.good("GET", f"/api/v1/cases/{case['id']}",
                              token=self.demo.log_in_staff("clerk"))
        self.assertEqual(case["state"], "WITHDRAWN", json.dumps(case, indent=1))
        phone = self.demo.phone(person["msisdn"])
        self.assertTrue(phone["attached_cs"] and phone["attached_ps"], phone)

    def log_in_elsewhere(self, person):
        """The line is off, so its code goes to the other contact."""
        self.demo.good("POST", "/api/v1/login-codes", {"msisdn": person["msisdn"]})
        code = self.demo.code_sent_to(person["other_msisdn"])
        return self.demo.good("POST", "/api/v1/sessions",
                              {"msisdn": person["msisdn"], "code": code})["token"]


class Ending(unittest.TestCase):
    def test_sigterm_leaves_no_process_and_no_port_and_a_second_start_goes_on(self):
        with Demo(PROGRAM, lines=200) as demo:
            demo.advance("P3D")
            moved = demo.good("GET", "/lab/clock")["now"]
            first = demo.ready["lines"]["plain"][0]
            children = children_of(demo.process.pid)
            self.assertTrue(children)
            port = int(demo.url.rsplit(":", 1)[1])
            self.assertEqual(demo.stop(), 0)
            self.assertFalse([pid for pid in children if is_alive(pid)])
            with self.assertRaises(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=2)
            demo.start()
            self.assertGreaterEqual(demo.good("GET", "/lab/clock")["now"], moved)
            self.assertEqual(demo.ready["lines"]["plain"][0], first)
            # Phones attach while the demo is ready already; whoever asks sees the truth.
            last = demo.ready["lines"]["plain"][-1]
            self.assertTrue(demo.good("POST", f"/lab/phones/{last['msisdn']}/sms",
                                      {"text": "hello"})["delivered"])
            for person in demo.ready["lines"]["plain"]:
                phone = demo.phone(person["msisdn"])
                self.assertTrue(phone["attached_cs"] and phone["attached_ps"], phone)
            self.assertEqual(demo.stop(), 0)

    def test_a_killed_home_register_is_back_within_a_second_or_so(self):
        with Demo(PROGRAM, lines=200) as demo:
            number = demo.ready["lines"]["plain"][0]["msisdn"]
            child = children_of(demo.process.pid)[0]
            subprocess.run(["kill", "-9", str(child)], check=True)
            self.assertTrue(demo.phone(number)["attached_cs"])
            demo.advance("PT1M")
            while not children_of(demo.process.pid):
                pass
            self.assertTrue(demo.phone(number)["hlr_known"])
            self.assertEqual(demo.stop(), 0)


if __name__ == "__main__":
    for tool in ("pdfsig", "jose"):
        if not shutil.which(tool):
            sys.exit(f"{tool} is missing")
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]], verbosity=2)
