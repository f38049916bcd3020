// SPDX-License-Identifier: Apache-2.0
import {Offline, type Schemas} from '../../api/client';
import {api, queries} from '../api';
import {documentForm, keepForLater} from '../offline/queue';

export type DocumentKind = Schemas['Case']['documents'][number]['kind'];

const kBytesMax = 10_000_000;

export const isLarge = (file: Blob | null) => (file?.size ?? 0) > kBytesMax;

// Adds a document; answers its id. Offline and Refusal go to the caller.
export async function upload(caseId: string, kind: DocumentKind, file: Blob,
  name: string): Promise<string> {
  const answer = await api.raw(`/api/v1/cases/${caseId}/documents`,
    {method: 'POST', body: documentForm(kind, file, name)});
  const after: Schemas['Case'] = await answer.json();
  queries.setQueryData(['case', caseId], after);
  return after.documents[after.documents.length - 1]?.id ?? '';
}

// The same, or kept until there is a network. True when it was sent now.
export async function uploadOrKeep(caseId: string, kind: DocumentKind, file: Blob,
  name: string): Promise<boolean> {
  try {
    await upload(caseId, kind, file, name);
    return true;
  } catch (fault) {
    if (!(fault instanceof Offline)) throw fault;
    await keepForLater({kind: 'document', case_id: caseId, document_kind: kind, file, name},
      fault);
    return false;
  }
}
