// SPDX-License-Identifier: Apache-2.0
// What could not be sent yet, kept on this device until it is, for a day at most: it holds
// personal data.
export type Kept =
  | {kind: 'objection'; case_number: string}
  | {kind: 'loss'; msisdn: string; id_number: string}
  | {kind: 'bindings'; line_id: string; done: string[]}
  | {kind: 'document'; case_id: string; document_kind: string; file: Blob; name: string};

export type KeptItem = Kept & {id: string; at: number};

const kStore = 'waiting';
export const kKeepMs = 86_400_000;

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('signoff', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(kStore, {keyPath: 'id'});
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function using<T>(mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const move = database.transaction(kStore, mode);
      const request = act(move.objectStore(kStore));
      move.oncomplete = () => resolve(request.result);
      move.onabort = () => reject(move.error);
    });
  } finally {
    database.close();
  }
}

export const keep = (item: KeptItem) => using('readwrite', (store) => store.put(item));
export const drop = (id: string) => using('readwrite', (store) => store.delete(id));

// What still waits, oldest first; what is a day old is gone.
export async function kept(now: number): Promise<KeptItem[]> {
  const all: KeptItem[] = await using('readonly', (store) => store.getAll());
  const old = all.filter((item) => now - item.at >= kKeepMs);
  for (const item of old) await drop(item.id);
  return all.filter((item) => !old.includes(item)).sort((a, b) => a.at - b.at);
}
