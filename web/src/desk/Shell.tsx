// SPDX-License-Identifier: Apache-2.0
// What stands around every page: who is here, where one can go, language, theme, keys.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {Alert, App, Button, Drawer, Dropdown, Layout, Menu, Result, type MenuProps} from 'antd';
import {Suspense, useEffect, useState} from 'react';
import {Link, matchPath, Navigate, Route, Routes, useLocation, useNavigate,
  useSearchParams} from 'react-router-dom';

import {Refusal} from '../api/client';
import {kRoles} from '../i18n/states';
import {chosenTheme, chooseTheme, type Theme} from '../ui/theme';
import {api, useAbout} from './api';
import {SignInAgain} from './features/sessions/SignInAgain';
import {SignInPage} from './features/sessions/SignInPage';
import {placeLeft} from './features/sessions/SignInWays';
import {Guard} from './parts/Guard';
import {KeyHint, useKeyHelp} from './parts/keys';
import {LanguageButton} from './parts/LanguageButton';
import {Trouble, useSentence, Waiting} from './parts/Trouble';
import {isFor, kRoutes, routesFor} from './routes';
import {forgetSignIn, SessionOf, useCaller, useCallerQuery, useForget} from './session';
import {useWords} from './words';

function ThemeButton() {
  const {t} = useWords();
  const [theme, setTheme] = useState(chosenTheme);
  const themes: Theme[] = ['device', 'light', 'dark'];
  return (
    <Dropdown trigger={['click']} menu={{
      selectable: true, selectedKeys: [theme],
      items: themes.map((key) => ({key, label: t(`desk.theme_${key}`)})),
      onClick: ({key}) => { chooseTheme(key as Theme); setTheme(key as Theme); },
    }}>
      <Button type="text" aria-haspopup="menu">{t('desk.theme')}</Button>
    </Dropdown>
  );
}

function useSignOut() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const forget = useForget();
  const {message} = App.useApp();
  const sentence = useSentence();
  return useMutation({
    mutationFn: async () => {
      try {
        await api.client.DELETE('/api/v1/sessions/current');
      } catch (error) {
        // A session that has ended already is what was asked for.
        if (!(error instanceof Refusal && error.status === 401)) throw error;
      }
    },
    onSuccess: () => {
      forgetSignIn();
      navigate('/', {replace: true});
      queries.setQueryData(['session'], null);
      forget();
    },
    onError: (error) => void message.error(sentence(error)),
  });
}

function useOnline(): boolean {
  const [isOnline, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const listen = () => setOnline(navigator.onLine);
    addEventListener('online', listen);
    addEventListener('offline', listen);
    return () => {
      removeEventListener('online', listen);
      removeEventListener('offline', listen);
    };
  }, []);
  return isOnline;
}

function Ways({onGone}: {onGone?: () => void}) {
  const {t} = useWords();
  const caller = useCaller();
  const navigate = useNavigate();
  const {pathname} = useLocation();
  const shown = routesFor(caller).filter((route) => !route.isHidden);
  const here = shown.find((route) => matchPath({path: route.path, end: false}, pathname));
  const items: MenuProps['items'] = shown.map((route) => ({
    key: route.path,
    label: <Link to={route.path} aria-current={route === here ? 'page' : undefined}
      tabIndex={-1}>{t(route.title)}</Link>,
  }));
  return (
    <Menu mode="inline" items={items} selectedKeys={here ? [here.path] : []}
      aria-label={t('desk.menu')}
      onClick={({key, domEvent}) => {
        if (!(domEvent.target instanceof HTMLAnchorElement)) navigate(key);
        onGone?.();
      }} />
  );
}

function Message({kind}: {kind: 'not_found' | 'not_yours'}) {
  const {t} = useWords();
  return (
    <Result status="info" title={<h1>{t(`desk.${kind}`)}</h1>} subTitle={t(`desk.${kind}_more`)}
      extra={<Link to="/">{t('desk.home')}</Link>} />
  );
}

// The title of the window follows the page; the page is told to readers by its heading.
function Titled({title, children}: {title: string; children: React.ReactNode}) {
  const {t} = useWords();
  useEffect(() => {
    document.title = `${title} · ${t('desk.title')}`;
  }, [title, t]);
  return <>{children}</>;
}

function Pages() {
  const {t} = useWords();
  const caller = useCaller();
  const [params] = useSearchParams();
  const first = routesFor(caller).find((route) => !route.isHidden);
  // In by another way after the company's own failed: on to what was wanted then.
  const left = params.has('sign_in') ? placeLeft() : '/';
  return (
    <Suspense fallback={<Waiting />}>
      <Routes>
        <Route path="/" element={first ? <Navigate to={left === '/' ? first.path : left} replace />
          : <Message kind="not_yours" />} />
        {kRoutes.map((route) => (
          <Route key={route.path} path={route.path} element={isFor(route, caller) ? (
            <Titled title={t(route.title)}>
              <Guard key={route.path}><route.page /></Guard>
            </Titled>) : <Message kind="not_yours" />} />
        ))}
        <Route path="*" element={<Message kind="not_found" />} />
      </Routes>
    </Suspense>
  );
}

function Head({onMenu}: {onMenu: () => void}) {
  const {t, language} = useWords();
  const caller = useCaller();
  const help = useKeyHelp();
  const signOut = useSignOut();
  return (
    <header className="head">
      <Button className="head-menu" onClick={onMenu} aria-haspopup="dialog">{t('desk.menu')}</Button>
      <Link to="/" className="head-mark"><img src="/mark.svg" alt="" width="28" height="28" />Signoff</Link>
      <span className="head-who">
        <strong>{kRoles[caller.role][language]}</strong>
        <span className="quiet">{caller.username}</span>
      </span>
      <span className="head-acts">
        <Button type="text" className="head-keys" onClick={help}>
          {t('desk.keys')} <KeyHint of="?" />
        </Button>
        <ThemeButton />
        <LanguageButton />
        <Button type="text" loading={signOut.isPending} onClick={() => signOut.mutate()}>
          {t('desk.sign_out')}
        </Button>
      </span>
    </header>
  );
}

function Frame() {
  const {t, say} = useWords();
  const about = useAbout().data;
  const isOnline = useOnline();
  const [isOpen, setOpen] = useState(false);
  return (
    <Layout className="frame">
      <a href="#page" className="skip">{t('desk.skip')}</a>
      <Head onMenu={() => setOpen(true)} />
      <Layout hasSider>
        <nav className="side" aria-label={t('desk.menu')}>
          <Ways />
          <p className="side-note quiet">{say(about?.operator)}<br />{about?.is_demo ? t('desk.demo') : ''}</p>
        </nav>
        <Drawer open={isOpen} onClose={() => setOpen(false)} placement="left" width={280}
          title={t('desk.menu')} closable={{'aria-label': t('desk.close')}}>
          <Ways onGone={() => setOpen(false)} />
        </Drawer>
        <main id="page" className="page" tabIndex={-1}>
          <div role="status">
            {isOnline ? null : <Alert type="warning" showIcon message={t('desk.offline')} />}
          </div>
          <Pages />
        </main>
      </Layout>
    </Layout>
  );
}

export function Shell() {
  const {asked, hasEnded} = useCallerQuery();
  const {t} = useWords();
  const caller = asked.data;
  if (caller) {
    return (
      <>
        <SessionOf key={caller.username} caller={caller}><Frame /></SessionOf>
        {hasEnded ? <SignInAgain caller={caller} /> : null}
      </>
    );
  }
  if (caller === null) return <SignInPage />;
  return (
    <main className="page">
      <h1 className="visually-hidden">{t('desk.title')}</h1>
      {asked.error ? <Trouble error={asked.error} onAgain={() => void asked.refetch()} /> : <Waiting />}
    </main>
  );
}
