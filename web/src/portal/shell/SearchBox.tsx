// SPDX-License-Identifier: Apache-2.0
import {useEffect, useState, type FormEvent} from 'react';
import {useNavigate} from 'react-router-dom';

import {Button} from '../../ui/Button';
import {useWords} from '../words';
import './SearchBox.css';

export function SearchBox({query = ''}: {query?: string}) {
  const {t} = useWords();
  const navigate = useNavigate();
  const [text, setText] = useState(query);
  // The way back brings back what was searched for.
  useEffect(() => setText(query), [query]);
  const find = (event: FormEvent) => {
    event.preventDefault();
    navigate(`/my/search?q=${encodeURIComponent(text.trim())}`);
  };
  return (
    <form className="search" role="search" onSubmit={find}>
      <input type="search" className="field-input" aria-label={t('search.label')} maxLength={60}
        placeholder={t('search.example')} value={text} enterKeyHint="search"
        onChange={(event) => setText(event.target.value)} />
      <Button type="submit">{t('search.go')}</Button>
    </form>
  );
}
