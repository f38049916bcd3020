// SPDX-License-Identifier: Apache-2.0
// What a browser says of a field that is not filled as it should be, in the page's language
// instead of its own.
import {useEffect} from 'react';

import {useWords, type WordKey} from '../words';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function wordOf(field: Field): WordKey {
  if (field.validity.rangeUnderflow) return 'field.early';
  if (!field.validity.valueMissing) return 'field.wrong';
  if (field.type === 'checkbox') return 'field.tick';
  if (field.type === 'radio') return 'field.pick';
  return field.type === 'file' ? 'field.file' : 'field.missing';
}

const isField = (node: EventTarget | null): node is Field => node instanceof HTMLInputElement ||
  node instanceof HTMLTextAreaElement || node instanceof HTMLSelectElement;

export function useFieldWords() {
  const {t} = useWords();
  useEffect(() => {
    const tell = ({target}: Event) => {
      if (isField(target) && !target.validity.customError) target.setCustomValidity(t(wordOf(target)));
    };
    // What is typed is judged anew.
    const forget = ({target}: Event) => {
      if (!isField(target)) return;
      const group = target.type === 'radio' && target.form
        ? target.form.querySelectorAll<HTMLInputElement>(`input[name="${CSS.escape(target.name)}"]`)
        : [target];
      group.forEach((field) => field.setCustomValidity(''));
    };
    // So is all of a form that is sent again: a field may have become needless meanwhile.
    const judgeAnew = ({target}: Event) => {
      const button = target instanceof Element
        ? target.closest<HTMLButtonElement>('button[type="submit"]') : null;
      for (const field of button?.form?.elements ?? [])
        if (isField(field)) field.setCustomValidity('');
    };
    document.addEventListener('click', judgeAnew, true);
    document.addEventListener('invalid', tell, true);
    document.addEventListener('input', forget, true);
    return () => {
      document.removeEventListener('click', judgeAnew, true);
      document.removeEventListener('invalid', tell, true);
      document.removeEventListener('input', forget, true);
    };
  }, [t]);
}
