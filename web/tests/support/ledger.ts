// SPDX-License-Identifier: Apache-2.0
// A fault in the books of one line, and its mending: what stands in the way of a final bill.
import {execFileSync} from 'node:child_process';

import type {Demo} from './demo';

const kSetNote = `
import sqlite3, sys
database, line, note = sys.argv[1:]
with sqlite3.connect(database, timeout=10) as book:
    where = "FROM ledger_entries WHERE line_id = ? AND seq = 1"
    old, = book.execute("SELECT note " + where, (line,)).fetchone()
    book.execute("UPDATE ledger_entries SET note = ? WHERE line_id = ? AND seq = 1", (note, line))
print(old, end="")
`;

// Answers what stood there.
export function noteOpening(demo: Demo, lineId: string, note: string): string {
  return execFileSync('/usr/bin/python3', ['-c', kSetNote, demo.database, lineId, note],
    {encoding: 'utf8'});
}
