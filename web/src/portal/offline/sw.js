// SPDX-License-Identifier: Apache-2.0
// Keeps the subscriber's shell so that it opens without a network. Answers of the API are
// never kept: they are personal. The build fills in what is kept, and its version.
const kShell = __SHELL__;
const kCache = 'signoff-__VERSION__';
const kPatienceMs = 4_000;  // Before what is kept is better than waiting on.

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(kCache).then((cache) => cache.addAll(kShell))
    .then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name !== kCache)
      .map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

// A page comes fresh where there is a network, so that its policy and its scripts agree;
// else, or where the network is too slow or the server away, as it was kept.
async function page(request) {
  const kept = await caches.match('/');
  if (!kept) return fetch(request);
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), kPatienceMs));
  const fresh = fetch(request).then((answer) => (answer.status >= 500 ? kept : answer));
  return Promise.race([fresh.catch(() => kept), late]);
}

// Files are named by their content and never change.
async function file(request) {
  return (await caches.match(new URL(request.url).pathname)) ?? fetch(request);
}

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  const isOurs = url.origin === self.location.origin && event.request.method === 'GET';
  if (!isOurs) return;
  if (event.request.mode === 'navigate') {
    if (/^\/(my\/.*)?$/.test(url.pathname)) event.respondWith(page(event.request));
  } else if (kShell.includes(url.pathname)) {
    event.respondWith(file(event.request));
  }
});
