// SPDX-License-Identifier: Apache-2.0
// How close the rows of tables stand; this device's choice.
import {useEffect, useState} from 'react';

export type Density = 'tight' | 'wide';
const kKey = 'signoff.density';

export function useDensity(): [Density, (density: Density) => void] {
  const read = () => (localStorage.getItem(kKey) === 'wide' ? 'wide' : 'tight');
  const [density, setDensity] = useState<Density>(read);
  useEffect(() => {
    const listen = () => setDensity(read());
    addEventListener('signoff:density', listen);
    return () => removeEventListener('signoff:density', listen);
  }, []);
  return [density, (next) => {
    localStorage.setItem(kKey, next);
    dispatchEvent(new Event('signoff:density'));
  }];
}
