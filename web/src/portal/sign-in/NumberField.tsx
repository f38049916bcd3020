// SPDX-License-Identifier: Apache-2.0
import {TextField} from '../../ui/Field';
import {useAbout} from '../data';
import {useWords} from '../words';

export function NumberField({value, onType, isWrong}:
  {value: string; onType: (text: string) => void; isWrong: boolean}) {
  const {t} = useWords();
  const code = useAbout()?.calling_code.replace(/\D/g, '');
  return (
    <TextField label={t('number.label')} type="tel" autoComplete="tel-national" required
      maxLength={24} value={value} onChange={(event) => onType(event.target.value)}
      hint={code ? t('number.hint', {code}) : undefined}
      wrong={isWrong ? t('number.wrong') : undefined} />
  );
}
