// SPDX-License-Identifier: Apache-2.0
import {useState} from 'react';

import {TextField} from '../../ui/Field';
import {aboutNow, useAbout} from '../data';
import {useWords} from '../words';
import {toE164} from './number';

// A phone number that is being typed, and what is made of it.
export function useNumber(first = '') {
  const [text, setText] = useState(first);
  const [isWrong, setIsWrong] = useState(false);
  // As E.164; null where it cannot be one, which the field then says. What stands without a
  // country code is of the operator's country, which has to be known first.
  async function read(): Promise<string | null> {
    const number = toE164(text, (await aboutNow()).calling_code);
    setIsWrong(!number);
    return number;
  }
  return {text, read, field: {value: text, onType: setText, isWrong}};
}

export function NumberField({value, onType, isWrong}: ReturnType<typeof useNumber>['field']) {
  const {t} = useWords();
  const code = useAbout()?.calling_code.replace(/\D/g, '');
  return (
    <TextField label={t('number.label')} type="tel" autoComplete="tel-national" required
      maxLength={32} value={value} onChange={(event) => onType(event.target.value)}
      hint={code ? t('number.hint', {code}) : undefined}
      wrong={isWrong ? t('number.wrong') : undefined} />
  );
}
