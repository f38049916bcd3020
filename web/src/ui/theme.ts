// SPDX-License-Identifier: Apache-2.0
// Light, dark, or as the device has it. The choice is this device's and survives a visit.

export type Theme = 'light' | 'dark' | 'device';

const kKey = 'signoff.theme';
const kDark = matchMedia('(prefers-color-scheme: dark)');

export function chosenTheme(): Theme {
  const kept = localStorage.getItem(kKey);
  return kept === 'light' || kept === 'dark' ? kept : 'device';
}

export function isDark(): boolean {
  const theme = chosenTheme();
  return theme === 'device' ? kDark.matches : theme === 'dark';
}

function paint() {
  document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
}

export function chooseTheme(theme: Theme) {
  if (theme === 'device') localStorage.removeItem(kKey);
  else localStorage.setItem(kKey, theme);
  paint();
  dispatchEvent(new Event('signoff:theme'));
}

// Tells of every change, the device's own included; answers how to stop listening.
export function onTheme(listen: () => void): () => void {
  addEventListener('signoff:theme', listen);
  kDark.addEventListener('change', listen);
  return () => {
    removeEventListener('signoff:theme', listen);
    kDark.removeEventListener('change', listen);
  };
}

export function startTheme() {
  paint();
  kDark.addEventListener('change', paint);
}
