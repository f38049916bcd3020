// SPDX-License-Identifier: Apache-2.0
// Two ways to use a page: with nothing but keys, and with a mouse.
import assert from 'node:assert/strict';

const kStepsMax = 60;

// What has the focus: its words, and whether one can see that it has it.
function focused() {
  const node = document.activeElement;
  // Behind the last and before the first, nothing has it.
  if (node === document.body) return {words: '', isSeen: false};
  const label = node.labels && node.labels[0];
  return {
    words: (label ? label.textContent : node.textContent).trim(),
    isSeen: getComputedStyle(node).outlineStyle !== 'none',
  };
}

export class Keys {
  constructor(page) {
    this.page = page;
  }

  async reach(words, key = 'Tab') {
    for (let steps = 0; steps < kStepsMax; ++steps) {
      await this.page.keyboard.press(key);
      const now = await this.page.evaluate(focused);
      if (!now.words.includes(words)) continue;
      assert.ok(now.isSeen, `one cannot see the focus on ${words}`);
      return;
    }
    assert.fail(`${key} does not lead to ${words}`);
  }

  async press(words) {
    await this.reach(words);
    await this.page.keyboard.press('Enter');
  }

  async fill(words, text) {
    await this.reach(words);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(text);
  }

  async tick(words) {
    await this.reach(words);
    await this.page.keyboard.press('Space');
  }

  // One of several: Tab leads to the group, an arrow to its member.
  async choose(words) {
    const isInGroup = () => this.page.evaluate((wanted) => {
      const {type, name} = document.activeElement;
      return type === 'radio' && [...document.getElementsByName(name)].some((one) =>
        one.labels[0].textContent.includes(wanted));
    }, words);
    for (let steps = 0; steps < kStepsMax && !await isInGroup(); ++steps)
      await this.page.keyboard.press('Tab');
    await this.reach(words, 'ArrowDown');
  }
}

export class Mouse {
  constructor(page) {
    this.page = page;
  }

  press(words) {
    return this.page.getByRole('button', {name: words}).click();
  }

  fill(words, text) {
    return this.page.getByLabel(words).fill(text);
  }

  tick(words) {
    return this.page.getByLabel(words).check();
  }

  choose(words) {
    return this.page.getByLabel(words).check();
  }
}
