// SPDX-License-Identifier: Apache-2.0
import {useSyncExternalStore} from 'react';

function listen(changed: () => void): () => void {
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
}

// What the browser believes; only a call can tell for sure.
export function useOnline(): boolean {
  return useSyncExternalStore(listen, () => navigator.onLine);
}
