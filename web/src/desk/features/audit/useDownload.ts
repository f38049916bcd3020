// SPDX-License-Identifier: Apache-2.0
// A file from the server that tells how much of it has come, and is saved when it is whole.
import {useCallback, useEffect, useRef, useState} from 'react';

import {api} from '../../api';

export interface Download {
  state: 'idle' | 'running' | 'done' | 'failed';
  bytes: number;
  error: unknown;
}

const kIdle: Download = {state: 'idle', bytes: 0, error: null};

function save(parts: BlobPart[], type: string, name: string) {
  const url = URL.createObjectURL(new Blob(parts, {type}));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export function useDownload() {
  const [download, setDownload] = useState<Download>(kIdle);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const start = useCallback(async (path: string, name: string) => {
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    setDownload({...kIdle, state: 'running'});
    let bytes = 0;
    try {
      const response = await api.raw(path, {signal: own.signal});
      const reader = response.body?.getReader();
      const parts: BlobPart[] = [];
      for (;;) {
        const piece = await reader?.read();
        if (own.signal.aborted) return;
        if (!piece || piece.done) break;
        parts.push(piece.value as BlobPart);
        bytes += piece.value.byteLength;
        setDownload({state: 'running', bytes, error: null});
      }
      save(parts, response.headers.get('Content-Type') ?? 'text/csv', name);
      setDownload({state: 'done', bytes, error: null});
    } catch (error) {
      if (!own.signal.aborted) setDownload({state: 'failed', bytes, error});
    }
  }, []);
  const stop = useCallback(() => {
    running.current?.abort();
    setDownload(kIdle);
  }, []);
  return {download, start, stop};
}
