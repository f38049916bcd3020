// SPDX-License-Identifier: Apache-2.0
// A decision on a case as it was seen, and the language that its customer is written in.
import {useQuery} from '@tanstack/react-query';

import {answered, type Schemas} from '../../../api/client';
import type {Language} from '../../../i18n/language';
import {api, useAct, type Case} from '../../api';
import {useWords} from '../../words';

export type Decision = Schemas['Decision'];

export function useDecide(theCase: Case, onDone: () => void) {
  const {mutateAsync} = useAct(theCase.id);
  return async (body: Decision) => {
    await mutateAsync({seen: theCase, act: async ({id}, headers) =>
      answered(await api.client.POST('/api/v1/cases/{id}/decision',
        {params: {path: {id}, header: headers}, body}))});
    onDone();
  };
}

// What we wrote so far tells the language; before the first message it is the reader's.
export function useCustomerLanguage(id: string): Language {
  const {language} = useWords();
  const messages = useQuery({
    queryKey: ['messages', id],
    queryFn: async () => answered(
      await api.client.GET('/api/v1/cases/{id}/messages', {params: {path: {id}}})),
  }).data?.items ?? [];
  if (messages.length === 0) return language;
  return messages.some(({text}) => /[\u4e00-\u9fff]/.test(text)) ? 'zh' : 'en';
}
