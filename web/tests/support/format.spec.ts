// SPDX-License-Identifier: Apache-2.0
// How moments are written, without a page around them.
import {expect, test} from '@playwright/test';

import {until} from '../../src/i18n/format';

test.beforeEach(({}, {project}) => {
  test.skip(project.name !== 'zh-phone', 'one browser is enough for what is no journey');
});

for (const [zone, at, zh, en] of [
  ['Asia/Shanghai', '2026-12-07T16:00:00Z', '2026年12月7日周一 24:00', 'Mon, 7 Dec 2026, 24:00'],
  // What was to happen then happens a little later.
  ['Asia/Shanghai', '2026-12-07T16:00:07Z', '2026年12月7日周一 24:00', 'Mon, 7 Dec 2026, 24:00'],
  ['Asia/Shanghai', '2026-12-07T15:59:30Z', '2026年12月7日周一 23:59', 'Mon, 7 Dec 2026, 23:59'],
  ['Asia/Shanghai', '2026-12-31T16:00:00Z', '2026年12月31日周四 24:00', 'Thu, 31 Dec 2026, 24:00'],
  ['Asia/Shanghai', '2026-12-08T00:00:00Z', '2026年12月8日周二 08:00', 'Tue, 8 Dec 2026, 08:00'],
  // Midnight comes twice that night, and the second one ends no day.
  ['America/Havana', '2026-11-01T05:00:00Z', '2026年11月1日周日 00:00', 'Sun, 1 Nov 2026, 00:00'],
] as const)
  test(`a deadline at ${at} in ${zone} is named by the day it ends`, () => {
    expect(until('zh-CN', zone, at)).toBe(zh);
    expect(until('en-GB', zone, at)).toBe(en);
  });
