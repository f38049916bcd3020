# SPDX-License-Identifier: Apache-2.0
"""The journeys beyond the plain one, all against one running demo.

usage: journeys_test.py PROGRAM [CLASS[.TEST]...]
"""
import sys
import unittest

import counter_journeys
import desk_journeys
import objection_journeys
import promise_journeys
import whole_way_journeys
from operator_in_a_box import Demo
from subscriber import Journey

# The last one moves the clock.
CLASSES = [counter_journeys.Counter, desk_journeys.Desk, objection_journeys.Objection,
           promise_journeys.Promises, promise_journeys.Lost, promise_journeys.Porting,
           whole_way_journeys.WholeWay]


def suite(wanted):
    load = unittest.defaultTestLoader
    if not wanted:
        return unittest.TestSuite(load.loadTestsFromTestCase(one) for one in CLASSES)
    known = type("Known", (), {one.__name__: one for one in CLASSES})
    return unittest.TestSuite(load.loadTestsFromName(name, known) for name in wanted)


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "signoff"
    whole_way_journeys.PROGRAM = program
    with Demo(program) as demo:
        Journey.use(demo)
        done = unittest.TextTestRunner(verbosity=2).run(suite(sys.argv[2:]))
        is_clean = demo.stop() == 0
    sys.exit(0 if done.wasSuccessful() and is_clean else 1)


if __name__ == "__main__":
    main()
