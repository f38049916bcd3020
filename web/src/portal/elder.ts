// SPDX-License-Identifier: Apache-2.0
// Elder mode: large type, one act a screen, always a person to call. This device's choice.
import {useSyncExternalStore} from 'react';

const kKey = 'signoff-elder';
const kChanged = 'signoff:elder';

export function isElder(): boolean {
  return localStorage.getItem(kKey) === 'on';
}

export function startElder() {
  document.documentElement.dataset.elder = isElder() ? 'on' : 'off';
}

export function chooseElder(isOn: boolean) {
  if (isOn) localStorage.setItem(kKey, 'on');
  else localStorage.removeItem(kKey);
  startElder();
  dispatchEvent(new Event(kChanged));
}

export function useElder(): boolean {
  return useSyncExternalStore((listen) => {
    addEventListener(kChanged, listen);
    return () => removeEventListener(kChanged, listen);
  }, isElder);
}
