// SPDX-License-Identifier: Apache-2.0
// Hints while a document is photographed, from a small grey picture of the frame. They only
// advise; the server judges.

export type Hint = 'dark' | 'blurred' | 'glare' | 'edge_cut' | 'wrong_side';
export type Side = 'front' | 'back' | 'passport';

// Limits found on pictures 320 points wide.
const kDark = 55;             // Mean brightness of 255.
const kSharpness = 60;        // Variance of the Laplacian: below it letters run together.
const kBurnt = 250;           // A point this bright shows nothing.
const kTile = 8;
const kBurntTiles = 0.012;    // Part of all tiles.
const kStep = 28;             // A difference of neighbours that is an edge.
const kRing = 0.03;           // The outer part of the frame, of its shorter side.
const kRingBusy = 0.6;        // How busy the ring may be, beside the middle.
const kRedPart = 0.012;

interface Grey {
  width: number;
  height: number;
  at: Uint8ClampedArray;
}

function greyOf(frame: ImageData): Grey {
  const {width, height, data} = frame;
  const at = new Uint8ClampedArray(width * height);
  for (let i = 0; i < at.length; ++i)
    at[i] = 0.299 * data[4 * i]! + 0.587 * data[4 * i + 1]! + 0.114 * data[4 * i + 2]!;
  return {width, height, at};
}

function mean({at}: Grey): number {
  let sum = 0;
  for (const value of at) sum += value;
  return sum / at.length;
}

// How much the second derivative varies: little where the picture is not sharp.
export function sharpness({width, height, at}: Grey): number {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = 1; y < height - 1; ++y)
    for (let x = 1; x < width - 1; ++x) {
      const i = y * width + x;
      const value = at[i - 1]! + at[i + 1]! + at[i - width]! + at[i + width]! - 4 * at[i]!;
      sum += value;
      squares += value * value;
      ++count;
    }
  return squares / count - (sum / count) ** 2;
}

// The part of tiles that are burnt out while the picture is not white all over.
export function burntPart({width, height, at}: Grey): number {
  let burnt = 0;
  let tiles = 0;
  for (let y = 0; y + kTile <= height; y += kTile)
    for (let x = 0; x + kTile <= width; x += kTile) {
      let bright = 0;
      for (let i = 0; i < kTile * kTile; ++i)
        if (at[(y + Math.floor(i / kTile)) * width + x + (i % kTile)]! >= kBurnt) ++bright;
      burnt += bright === kTile * kTile ? 1 : 0;
      ++tiles;
    }
  return burnt / tiles;
}

// Whether writing or edges run out of the frame: its ring is as busy as its middle.
export function ringBusy({width, height, at}: Grey): number {
  const ring = Math.max(2, Math.round(Math.min(width, height) * kRing));
  const edges = [0, 0];
  const points = [0, 0];
  for (let y = 0; y < height - 1; ++y)
    for (let x = 0; x < width - 1; ++x) {
      const i = y * width + x;
      const isRing = x < ring || y < ring || x >= width - ring || y >= height - ring ? 1 : 0;
      const step = Math.abs(at[i]! - at[i + 1]!) + Math.abs(at[i]! - at[i + width]!);
      points[isRing]! += 1;
      if (step > kStep) edges[isRing]! += 1;
    }
  const middle = edges[0]! / points[0]!;
  return middle === 0 ? 0 : edges[1]! / points[1]! / middle;
}

// The side with the national emblem has it, in red, in its upper left.
export function redPart({width, height, data}: ImageData): number {
  let red = 0;
  const right = Math.floor(width / 2);
  const bottom = Math.floor(height * 0.6);
  for (let y = 0; y < bottom; ++y)
    for (let x = 0; x < right; ++x) {
      const i = 4 * (y * width + x);
      if (data[i]! > 120 && data[i]! - data[i + 1]! > 60 && data[i]! - data[i + 2]! > 60) ++red;
    }
  return red / (right * bottom);
}

// `hasEmblem`: the back of the country's cards bears it.
export function hintsOf(frame: ImageData, side: Side, hasEmblem: boolean): Hint[] {
  const grey = greyOf(frame);
  const hints: Hint[] = [];
  if (mean(grey) < kDark) hints.push('dark');
  if (sharpness(grey) < kSharpness) hints.push('blurred');
  if (burntPart(grey) > kBurntTiles) hints.push('glare');
  if (ringBusy(grey) > kRingBusy) hints.push('edge_cut');
  const isEmblem = redPart(frame) > kRedPart;
  if (hasEmblem && side !== 'passport' && isEmblem !== (side === 'back')) hints.push('wrong_side');
  return hints;
}
