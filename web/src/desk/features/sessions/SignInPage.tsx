// SPDX-License-Identifier: Apache-2.0
// Stands in the place of any page while nobody is signed in.
import {Alert} from 'antd';
import {useEffect} from 'react';
import {useLocation} from 'react-router-dom';

import {useAbout} from '../../api';
import {LanguageButton} from '../../parts/LanguageButton';
import {useWords} from '../../words';
import {kSignInRefusals, kSignInRefused} from '../../words/signIn';
import {placeLeft, SignInWays} from './SignInWays';

function Refused({code}: {code: string}) {
  const {t, say} = useWords();
  return (
    <Alert type="error" showIcon role="alert" className="trouble"
      message={say(Object.hasOwn(kSignInRefusals, code) ? kSignInRefusals[code] : kSignInRefused)}
      description={/^[a-z_.]{1,40}$/.test(code)
        ? <span className="quiet">{t('trouble.code', {code})}</span> : undefined} />
  );
}

export function SignInPage() {
  const {t, say} = useWords();
  const about = useAbout().data;
  const {pathname, search} = useLocation();
  // The code of a sign-in at the company's page that failed; it comes back to /desk alone.
  const refused = new URLSearchParams(search).get('sign_in');
  const place = refused === null ? `${pathname}${search}` : placeLeft();
  useEffect(() => {
    document.title = `${t('sign_in.title')} · ${t('desk.title')}`;
  }, [t]);
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <div className="sign-in-mark">
          <img src="/mark.svg" alt="" width="40" height="40" />
          <div><h1>{t('sign_in.title')}</h1><span className="quiet">{say(about?.operator)}</span></div>
        </div>
        {refused === null ? null : <Refused code={refused} />}
        {place === '/' ? null : <p className="quiet">{t('sign_in.back')}</p>}
        <SignInWays place={place} />
      </div>
      <LanguageButton />
      {about?.is_demo ? <p className="quiet">{t('desk.demo')}</p> : null}
    </main>
  );
}
