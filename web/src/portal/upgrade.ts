// SPDX-License-Identifier: Apache-2.0
// The page and its service worker across versions of the program.
const kLoaded = 'signoff-loaded';
const kOnceMs = 60_000;

// A page that was opened before an upgrade asks for parts that are gone: it is loaded anew,
// but not over and over.
function reload() {
  const last = Number(sessionStorage.getItem(kLoaded));
  if (!navigator.onLine || Date.now() - last < kOnceMs) return;
  sessionStorage.setItem(kLoaded, String(Date.now()));
  location.reload();
}

export function startUpgrade() {
  if (!import.meta.env.PROD) return;
  addEventListener('vite:preloadError', reload);
  if ('serviceWorker' in navigator) void navigator.serviceWorker.register('/sw.js');
}
