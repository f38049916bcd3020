# SPDX-License-Identifier: Apache-2.0
"""250 contacts and 50 messages go from one card to another through the real pcscd, as a
person at a desk would do it; programs that are not ours read the cards and the files.

usage: card_copy_test.py PROGRAM [TEST...]
"""
import csv
import html.parser
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import vobject

import full_card
import virtual_readers

PROGRAM = sys.argv[1] if len(sys.argv) > 1 else "signoff"
SECONDS = 60
SOURCE, TARGET = 0, 1
OTHER_ICCID = "89860012345678905678"
# TS 102 221 clause 6.3: T=0, class A to C, and who made it.
ATR = "3b:9f:96:80:1f:c7:80:31:e0:73:fe:21:13:67:53:69:67:6e:6f:66:66:84"


class Tables(html.parser.HTMLParser):
    """The cells of every row of every table, and the headings."""

    def __init__(self, page):
        super().__init__()
        self.headings, self.rows, self.open = [], [], None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        assert tag not in ("script", "link", "img"), tag
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "h2"):
            self.open = ""

    def handle_data(self, data):
        if self.open is not None:
            self.open += data

    def handle_endtag(self, tag):
        if tag == "td":
            self.rows[-1].append(self.open)
        elif tag == "h2":
            self.headings.append(self.open)
        else:
            return
        self.open = None


def shown_name(contact):
    return contact.get("name") or contact["numbers"][0]["number"]


class CardCopy(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kept = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.kept.name)
        cls.readers = virtual_readers.Readers(PROGRAM, cls.folder)
        cls.book, cls.messages = full_card.Phonebook(), full_card.Messages()
        cls.readers.insert(SOURCE, {"sim": {
            "iccid": full_card.ICCID, "imsi": "460001234567890", "contacts_max": 250,
            "messages_max": 120,
            "files": {**cls.book.described(), **cls.messages.described()}}})

    @classmethod
    def tearDownClass(cls):
        cls.readers.close()
        cls.kept.cleanup()

    def tearDown(self):
        self.readers.pull(TARGET)

    def insert_target(self, **shape):
        self.readers.insert(TARGET, {"sim": {"iccid": OTHER_ICCID,
                                             "imsi": "460001234567891", **shape}})

    def run_it(self, *command):
        done = subprocess.run(command, capture_output=True, text=True, check=False,
                              env=self.readers.environment, timeout=SECONDS,
                              stdin=subprocess.DEVNULL)
        self.assertEqual(done.returncode, 0, (command, done.stdout, done.stderr))
        return done.stdout

    def card(self, reader, *arguments):
        return self.run_it(PROGRAM, "card", *arguments, "--reader", str(reader))

    def backup(self, reader, name, *options):
        file = self.folder / f"{self.id()}-{name}"
        self.card(reader, "backup", str(file), *options)
        return file

    def restore(self, file):
        return json.loads(self.card(TARGET, "restore", str(file), "--json", "--reveal"))

    def kept_contacts(self):
        """What a card can hold of the source's: all but emoji."""
        out = []
        for index, contact in enumerate(self.book.contacts):
            name = full_card.name_of(index).kept
            rest = {key: value for key, value in contact.items() if key != "name"}
            out.append({"name": name, **rest} if name else rest)
        return out

    def test_a_full_card_is_copied_and_nothing_that_fits_is_lost(self):
        first = self.backup(SOURCE, "first.json")
        saved = json.loads(first.read_text())
        self.assertEqual(len(saved["contacts"]), 250)
        self.assertEqual(saved["contacts"], self.book.contacts)
        self.assertEqual(
            [(one["status"], one["text"], one.get("missing", []))
             for one in saved["messages"]], self.messages.texts)
        self.assertEqual({one["peer"]["number"] for one in saved["messages"]},
                         {"13900139000"})
        self.assertEqual({one.get("time") for one in saved["messages"]},
                         {"2026-11-21T20:28:14+08:00", None})

        self.insert_target(contacts_max=250, messages_max=120)
        report = self.restore(first)
        self.assertEqual((report["contacts"], report["messages"]), (250, 50))
        wanted = [{"whose": contact["name"], "what": "name",
                   "lost": full_card.name_of(index).cut}
                  for index, contact in enumerate(self.book.contacts)
                  if full_card.name_of(index).cut]
        self.assertEqual(report["cuts"], wanted)
        self.assertEqual(len(wanted), 25)

        copy = json.loads(self.backup(TARGET, "copy.json").read_text())
        self.assertEqual(copy["contacts"], self.kept_contacts())
        self.assertEqual(copy["messages"], saved["messages"])
        again = self.restore(first)
        self.assertEqual((again["contacts"], again["messages"], again["were_there"]),
                         (0, 0, 300))

    def test_a_smaller_card_takes_what_it_can_and_the_rest_is_named(self):
        self.insert_target(contacts_max=40, messages_max=8)
        saved = self.backup(SOURCE, "first.json")
        report = self.restore(saved)
        self.assertEqual((report["contacts"], report["messages"]), (40, 8))
        whole = [cut for cut in report["cuts"] if cut["what"] == "contact"]
        self.assertEqual([cut["whose"] for cut in whole],
                         [one.get("name", "") for one in self.book.contacts[40:]])
        for cut, contact in zip(whole, self.book.contacts[40:]):
            for number in contact["numbers"]:
                self.assertIn(number["number"], cut["lost"])
        lost = [cut["lost"] for cut in report["cuts"] if cut["what"] == "message"]
        copy = json.loads(self.backup(TARGET, "small.json").read_text())
        self.assertEqual(copy["contacts"], self.kept_contacts()[:40])
        self.assertEqual(sorted(lost + [one["text"] for one in copy["messages"]]),
                         sorted(text for _, text, _ in self.messages.texts))

    def test_vcards_are_read_by_a_program_that_is_not_ours(self):
        contacts = self.book.contacts
        for form, version in (("vcard4", "4.0"), ("vcard3", "3.0")):
            file = self.backup(SOURCE, f"{form}.vcf", "--format", form)
            cards = list(vobject.readComponents(file.read_bytes().decode()))
            self.assertEqual(len(cards), 250)
            self.assertEqual({card.version.value for card in cards}, {version})
            self.assertEqual([card.fn.value for card in cards],
                             [shown_name(one) for one in contacts])
            self.assertEqual(
                [[number.value.removeprefix("tel:") for number in card.tel_list]
                 for card in cards],
                [[number["number"] for number in one["numbers"]] for one in contacts])
            self.assertEqual(
                [[email.value for email in getattr(card, "email_list", [])]
                 for card in cards], [one.get("emails", []) for one in contacts])
            self.assertEqual(
                [card.categories.value if hasattr(card, "categories") else []
                 for card in cards], [one.get("groups", []) for one in contacts])

    def test_tables_and_the_page_hold_every_name_and_message(self):
        contacts = self.book.contacts
        file = self.backup(SOURCE, "book.csv")
        with open(file, encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
        self.assertEqual([row["name"] for row in rows],
                         [one.get("name", "") for one in contacts])
        # What a spreadsheet would take for a formula has a mark in front.
        self.assertEqual([re.sub(r"^'(?=\+)", "", row["number_1"]) for row in rows],
                         [one["numbers"][0]["number"] for one in contacts])
        with open(file.with_name(file.stem + "-messages.csv"), encoding="utf-8-sig",
                  newline="") as lines:
            self.assertEqual([row["text"] for row in csv.DictReader(lines)],
                             [text for _, text, _ in self.messages.texts])

        page = Tables(self.backup(SOURCE, "book.html").read_text())
        self.assertEqual(page.headings[:2], ["Contacts (250)", "Messages (50)"])
        rows = [row for row in page.rows if row]
        names = [one.get("name", "") + (f" ({one['second_name']})" if "second_name" in one
                                        else "") for one in contacts]
        self.assertEqual([row[0] for row in rows[:250]], names)
        for row, (_, text, _) in zip(rows[250:300], self.messages.texts):
            self.assertTrue(row[3].startswith(text), row)

    def test_programs_that_are_not_ours_see_the_card(self):
        self.assertRegex(self.run_it("opensc-tool", "--list-readers"),
                         r"(?m)^0 +Yes .*Virtual PCD 00 00$")
        self.assertEqual(
            self.run_it("opensc-tool", "--reader", "0", "--atr").strip().lower(), ATR)
        answer = self.run_it("opensc-tool", "--reader", "0", "--send-apdu",
                             "00:A4:00:04:02:2F:E2", "--send-apdu", "00:B0:00:00:0A")
        self.assertIn("(SW1=0x90, SW2=0x00)", answer)
        swapped = full_card.swapped(full_card.ICCID)
        self.assertIn(swapped.hex(" ").upper(), answer)

        self.assertIn("0: Virtual PCD 00 00", self.run_it("pcsc_scan", "-r"))
        # Without -n it would ask a list of cards on the net.
        for options in (["-c"], ["-n", "-t", "1"]):
            seen = self.run_it("pcsc_scan", *options)
            self.assertIn("Card state: Card inserted", seen)
            self.assertIn("ATR: " + ATR.replace(":", " ").upper(), seen)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
