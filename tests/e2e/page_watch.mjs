// SPDX-License-Identifier: Apache-2.0
// Looks at every screen of a walk, at both widths, and listens to what the browser says.
import assert from 'node:assert/strict';

export const kPhone = {width: 360, height: 740};
export const kDesk = {width: 1200, height: 900};

// What nobody translates: names of things.
const kNames = /V(-[0-9A-Z]{5}){3}|Signoff|English|PDF|JWS|JPEG|PNG|MP4|MB|e?SIM|ICCID/g;

// Faults of the screen as it stands: what sticks out, is cut, or lies over something else.
function faults() {
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth)
    found.push(`scrolls sideways: ${root.scrollWidth} in ${root.clientWidth}`);
  const shown = [...document.querySelectorAll('body *')].filter((node) =>
    node.checkVisibility() && node.tagName !== 'NOSCRIPT');
  for (const node of shown) {
    const box = node.getBoundingClientRect();
    if (box.width > 0 && (box.left < -0.5 || box.right > root.clientWidth + 0.5))
      found.push(`sticks out: ${node.tagName} ${node.textContent.slice(0, 40)}`);
    if (node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0)
      found.push(`is cut: ${node.tagName} ${node.textContent.slice(0, 40)}`);
  }
  const leaves = shown.filter((node) => node.childElementCount === 0 && node.textContent.trim());
  const boxes = leaves.flatMap((node) =>
    [...node.getClientRects()].map((box) => ({node, box})));
  for (const [at, one] of boxes.entries()) {
    for (const two of boxes.slice(at + 1)) {
      const wide = Math.min(one.box.right, two.box.right) - Math.max(one.box.left, two.box.left);
      const high = Math.min(one.box.bottom, two.box.bottom) - Math.max(one.box.top, two.box.top);
      if (one.node !== two.node && wide > 1 && high > 1)
        found.push(`overlap: ${one.node.textContent} and ${two.node.textContent}`);
    }
  }
  return found;
}

export class Watch {
  constructor(context, page, {origin, size, language, file}) {
    Object.assign(this, {page, size, language, file});
    this.complaints = [];
    this.refusals = [];
    this.expected = [];
    context.on('request', (request) => {
      if (new URL(request.url()).origin !== origin) this.complaints.push(request.url());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => this.hear(message));
  }

  // Chromium calls an answer of 4xx an error of its own; those that belong to the walk
  // are told one by one.
  hear(message) {
    if (!['error', 'warning'].includes(message.type())) return;
    const status = /the server responded with a status of (\d+)/.exec(message.text());
    if (status) this.refusals.push(Number(status[1]));
    else this.complaints.push(message.text());
  }

  expectRefusal(status) {
    this.expected.push(status);
  }

  async look(screen) {
    for (const size of [this.size === kPhone ? kDesk : kPhone, this.size]) {
      await this.page.setViewportSize(size);
      assert.deepEqual(await this.page.evaluate(faults), [], `${screen} at ${size.width}`);
      await this.page.screenshot({path: this.file(screen, size.width), fullPage: true});
    }
    this.read(screen, await this.page.locator('body').innerText());
  }

  read(screen, text) {
    const foreign = this.language === 'zh'
      ? text.replace(kNames, '').match(/[A-Za-z]{2,}/g)
      : text.replace(/中文|星联/g, '').match(/\p{Script=Han}+/gu);
    assert.equal(foreign, null, `${screen} speaks another language: ${foreign}`);
    assert.doesNotMatch(text, /undefined|null|NaN|\[object|\{\w*\}/, screen);
  }

  end() {
    assert.deepEqual(this.complaints, []);
    assert.deepEqual(this.refusals.sort(), this.expected.sort());
  }
}
