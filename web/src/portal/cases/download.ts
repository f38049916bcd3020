// SPDX-License-Identifier: Apache-2.0
import {api} from '../api';

const kKeptMs = 60_000;

export function save(file: Blob, name: string) {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), kKeptMs);
}

export async function download(path: string, type: string, name: string) {
  const answer = await api.raw(path, {headers: {Accept: type}});
  save(await answer.blob(), name);
}
