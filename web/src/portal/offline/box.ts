// SPDX-License-Identifier: Apache-2.0
// What could not be sent yet, kept on this device until it is, for a day at most: it holds
// personal data. Each item lies encrypted under a key of its own, which no script can take
// out of the browser and which is deleted with it.
export type Kept =
  | {kind: 'objection'; case_number: string}
  | {kind: 'loss'; msisdn: string; id_number: string}
  | {kind: 'bindings'; line_id: string; done: string[]}
  | {kind: 'document'; case_id: string; document_kind: string; file: Blob; name: string};

export type KeptItem = Kept & {id: string; at: number};

interface Box {
  iv: Uint8Array<ArrayBuffer>;
  bytes: ArrayBuffer;
}

// As it lies in the database: when it was kept is all that can be read.
interface Stored {
  id: string;
  at: number;
  key: CryptoKey;
  text: Box;
  file?: Box & {type: string};
}

const kStore = 'waiting';
const kCipher = 'AES-GCM';
const kIvBytes = 12;  // NIST SP 800-38D clause 5.2.1.1.
export const kKeepMs = 86_400_000;

async function shut(key: CryptoKey, plain: BufferSource): Promise<Box> {
  const iv = crypto.getRandomValues(new Uint8Array(kIvBytes));
  return {iv, bytes: await crypto.subtle.encrypt({name: kCipher, iv}, key, plain)};
}

function opened(key: CryptoKey, {iv, bytes}: Box): Promise<ArrayBuffer> {
  return crypto.subtle.decrypt({name: kCipher, iv}, key, bytes);
}

async function storedOf(item: KeptItem): Promise<Stored> {
  const {id, at} = item;
  const key = await crypto.subtle.generateKey({name: kCipher, length: 256}, false,
    ['encrypt', 'decrypt']);
  const text = await shut(key, new TextEncoder().encode(JSON.stringify(item)));
  if (item.kind !== 'document') return {id, at, key, text};
  const file = await shut(key, await item.file.arrayBuffer());
  return {id, at, key, text, file: {...file, type: item.file.type}};
}

async function itemOf({key, text, file}: Stored): Promise<KeptItem> {
  const item: KeptItem = JSON.parse(new TextDecoder().decode(await opened(key, text)));
  if (item.kind === 'document' && file)
    item.file = new Blob([await opened(key, file)], {type: file.type});
  return item;
}

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

export async function keep(item: KeptItem) {
  const stored = await storedOf(item);
  await using('readwrite', (store) => store.put(stored));
}

export const drop = (id: string) => using('readwrite', (store) => store.delete(id));

// What still waits, oldest first; what is a day old, or cannot be opened, is gone.
export async function kept(now: number): Promise<KeptItem[]> {
  const all: Stored[] = await using('readonly', (store) => store.getAll());
  const items: KeptItem[] = [];
  for (const stored of all) {
    const item = now - stored.at < kKeepMs ? await itemOf(stored).catch(() => null) : null;
    if (item) items.push(item);
    else await drop(stored.id);
  }
  return items.sort((a, b) => a.at - b.at);
}
