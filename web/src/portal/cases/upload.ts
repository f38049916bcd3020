// SPDX-License-Identifier: Apache-2.0
import type {Schemas} from '../../api/client';
import {api, queries} from '../api';
import {documentForm} from '../offline/queue';

export type DocumentKind = Schemas['Case']['documents'][number]['kind'];

// Adds a document; answers its id. Offline and Refusal go to the caller.
export async function upload(caseId: string, kind: DocumentKind, file: Blob,
  name: string): Promise<string> {
  const answer = await api.raw(`/api/v1/cases/${caseId}/documents`,
    {method: 'POST', body: documentForm(kind, file, name)});
  const after: Schemas['Case'] = await answer.json();
  queries.setQueryData(['case', caseId], after);
  return after.documents[after.documents.length - 1]?.id ?? '';
}
