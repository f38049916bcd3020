// SPDX-License-Identifier: Apache-2.0
// Keeps the subscriber's shell so that it opens without a network. Answers of the API are
// never kept: they are personal. The build fills in what is kept, and its version.
const kShell = __SHELL__;
const kCache = 'signoff-__VERSION__';

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
// else as it was kept. Files are named by their content and never change.
async function answer(request) {
  const url = new URL(request.url);
  if (request.mode === 'navigate') {
    try {
      return await fetch(request);
    } catch (fault) {
      const kept = await caches.match('/');
      if (kept) return kept;
      throw fault;
    }
  }
  return (await caches.match(url.pathname)) ?? fetch(request);
}

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  const isOurs = url.origin === self.location.origin && event.request.method === 'GET';
  const isShell = kShell.includes(url.pathname) ||
    (event.request.mode === 'navigate' && /^\/(my\/.*)?$/.test(url.pathname));
  if (isOurs && isShell) event.respondWith(answer(event.request));
});
