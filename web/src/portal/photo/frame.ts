// SPDX-License-Identifier: Apache-2.0
// Pictures on a canvas: small for the hints, upright and not too large for sending.

const kHintWidth = 320;
const kSentMax = 2400;
const kQuality = 0.92;

type Source = HTMLVideoElement | HTMLCanvasElement | ImageBitmap;

function sizeOf(source: Source): {width: number; height: number} {
  return source instanceof HTMLVideoElement
    ? {width: source.videoWidth, height: source.videoHeight} : source;
}

function drawn(source: Source, most: number, canvas = document.createElement('canvas')) {
  const {width, height} = sizeOf(source);
  const scale = Math.min(1, most / Math.max(width, height, 1));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d', {willReadFrequently: most === kHintWidth});
  context?.drawImage(source, 0, 0, canvas.width, canvas.height);
  return {canvas, context};
}

export function smallOf(source: Source): ImageData | null {
  const {canvas, context} = drawn(source, kHintWidth);
  return context?.getImageData(0, 0, canvas.width, canvas.height) ?? null;
}

export function still(source: Source): HTMLCanvasElement {
  return drawn(source, kSentMax).canvas;
}

// Shown on a canvas of the page: no address of an image is needed.
export function show(source: HTMLCanvasElement, canvas: HTMLCanvasElement) {
  drawn(source, 1200, canvas);
}

export function jpegOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => canvas.toBlob((blob) =>
    (blob ? resolve(blob) : reject(new Error('photo: no picture'))), 'image/jpeg', kQuality));
}
