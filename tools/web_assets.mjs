// SPDX-License-Identifier: Apache-2.0
// Packs the files of DIR/dist and writes DIR/assets.cpp with the table of them.
// usage: node tools/web_assets.mjs DIR
import {createHash} from 'node:crypto';
import * as fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const out = process.argv[2];
const dist = path.join(out, 'dist');
const packed = path.join(out, 'packed');

const kTypes = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};
// A page gets a fresh nonce with each answer, so that it cannot be packed beforehand.
const kPacked = new Set(['.js', '.css', '.json', '.webmanifest', '.svg', '.txt', '.wasm']);
const kWorthPacking = 512; // Bytes.

function brotli(content) {
  return zlib.brotliCompressSync(content, {
    params: {
      [zlib.constants.BROTLI_PARAM_QUALITY]: 11,
      [zlib.constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
}

// Packing is slow, and most files are those of the last time.
function pack(content, name, make) {
  const file = path.join(packed, name);
  if (!fs.existsSync(file)) {
    fs.writeFileSync(file + '.part', make(content));
    fs.renameSync(file + '.part', file);
  }
  const size = fs.statSync(file).size;
  return size < content.length ? {file: path.join('packed', name), size} : null;
}

function files(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder, {withFileTypes: true}).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    return entry.isDirectory() ? files(name) : [name];
  });
}

fs.mkdirSync(packed, {recursive: true});
const kept = new Set();
const assets = files(dist).map((name) => {
  const ending = path.extname(name);
  const type = kTypes[ending];
  if (!type) throw new Error(`web: ${name}: no media type is known for ${ending}`);
  const content = fs.readFileSync(name);
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 32);
  const asset = {
    path: path.relative(dist, name).split(path.sep).join('/'),
    type,
    digest,
    plain: {file: path.relative(out, name), size: content.length},
  };
  if (kPacked.has(ending) && content.length >= kWorthPacking) {
    kept.add(`${digest}.br`).add(`${digest}.gz`);
    asset.brotli = pack(content, `${digest}.br`, brotli);
    asset.gzip = pack(content, `${digest}.gz`, (bytes) => zlib.gzipSync(bytes, {level: 9}));
  }
  return asset;
});
assets.sort((a, b) => (a.path < b.path ? -1 : 1));

const blobs = [];
function blob(part) {
  if (!part) return '{}';
  const name = `signoff_web_${blobs.length}`;
  blobs.push({name, file: part.file});
  return `{${name}, ${part.size}}`;
}
const rows = assets.map((asset) =>
  `    {"${asset.path}", "${asset.type}",\n     ${blob(asset.plain)}, ` +
  `${blob(asset.gzip)}, ${blob(asset.brotli)},\n     "${asset.digest}"},\n`);
const text = `// SPDX-License-Identifier: Apache-2.0
// Written by tools/web.
#include "api/web_assets.h"

#include <array>

asm(R"(
  .pushsection .rodata
${blobs.map(({name, file}) => `  .global ${name}\n${name}:\n  .incbin "${file}"\n`).join('')}
  .popsection
)");
extern "C" {
${blobs.map(({name}) => `extern const char ${name}[];\n`).join('')}}

namespace signoff {

std::span<const WebAsset> web_assets() {
  static const std::array<WebAsset, ${rows.length}> kAssets{{
${rows.join('')}  }};
  return kAssets;
}

}  // namespace signoff
`;
const target = path.join(out, 'assets.cpp');
if (!fs.existsSync(target) || fs.readFileSync(target, 'utf8') !== text)
  fs.writeFileSync(target, text);
for (const name of fs.readdirSync(packed))
  if (!kept.has(name)) fs.unlinkSync(path.join(packed, name));
