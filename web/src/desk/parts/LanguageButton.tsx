// SPDX-License-Identifier: Apache-2.0
// The other language, named in itself.
import {Button} from 'antd';

import {kLanguageNames, tagOf, type Language} from '../../i18n/language';
import {useWords} from '../words';

export function LanguageButton() {
  const {language, choose} = useWords();
  const other: Language = language === 'zh' ? 'en' : 'zh';
  return (
    <Button type="text" lang={tagOf(other)} onClick={() => choose(other)}>
      {kLanguageNames[other]}
    </Button>
  );
}
