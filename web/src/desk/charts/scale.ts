// SPDX-License-Identifier: Apache-2.0
// Where values lie on a drawing.

// Spans of time from seconds to weeks share one axis, so it counts powers of ten.
export function logPosition(seconds: number, from: number, to: number): number {
  const at = Math.log(Math.max(seconds, from) / from) / Math.log(to / from);
  return Math.min(1, Math.max(0, at));
}

// A round number that is no less and not much more: the top of an axis.
export function roundTop(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((top) => top >= value) ?? value;
}

// Moves heights apart until none is nearer than `gap` to the next, keeping their order and
// staying between 0 and `bottom`.
export function apart(heights: readonly number[], gap: number, bottom: number): number[] {
  const order = heights.map((_, i) => i).sort((a, b) => heights[a]! - heights[b]!);
  const moved = [...heights];
  let free = 0;
  for (const i of order) {
    moved[i] = Math.max(moved[i]!, free);
    free = moved[i]! + gap;
  }
  let limit = bottom;
  for (const i of order.reverse()) {
    moved[i] = Math.min(moved[i]!, limit);
    limit = moved[i]! - gap;
  }
  return moved;
}
