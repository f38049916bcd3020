// SPDX-License-Identifier: Apache-2.0
// What stands around every page: who the operator is, the language, the type, the way out,
// and what needs no sign-in.
import {useIsMutating} from '@tanstack/react-query';
import {useEffect, useState, useSyncExternalStore, type ReactNode} from 'react';
import {Link, NavLink, useNavigate} from 'react-router-dom';

import {Button} from '../../ui/Button';
import {Mark} from '../../ui/Mark';
import {chooseTheme, isDark, onTheme} from '../../ui/theme';
import {leave} from '../api';
import {useAbout, useSession} from '../data';
import {IdleWatch} from '../counter/idle';
import {chooseElder, useElder} from '../elder';
import {useOnline} from '../offline/online';
import {forgetKept, useQueue} from '../offline/queue';
import {useWords} from '../words';
import {useFieldWords} from './fieldWords';
import './Shell.css';

const kSlowMs = 5_000;

function Switches() {
  const {t, language, choose} = useWords();
  const dark = useSyncExternalStore(onTheme, isDark);
  const elder = useElder();
  return (
    <div className="switches">
      <button type="button" className="switch" lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => choose(language === 'zh' ? 'en' : 'zh')}>
        {t('shell.other_language')}
      </button>
      <button type="button" className="switch" aria-pressed={elder}
        onClick={() => chooseElder(!elder)}>
        {t('shell.elder')}
      </button>
      <button type="button" className="switch" aria-pressed={dark} aria-label={t('shell.dark')}
        onClick={() => chooseTheme(dark ? 'light' : 'dark')}>
        <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
          <path d={dark ? 'M16.5 11.8A7 7 0 0 1 8.2 3.5a7 7 0 1 0 8.3 8.3Z'
            : 'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM10 1.5v2M10 16.5v2M1.5 10h2M16.5 ' +
              '10h2M4 4l1.4 1.4M14.6 14.6 16 16M4 16l1.4-1.4M14.6 5.4 16 4'} />
        </svg>
      </button>
    </div>
  );
}

function useLeave() {
  const navigate = useNavigate();
  const session = useSession();
  return () => {
    const isShared = Boolean(session.data?.line_id);
    navigate(isShared ? '/my/counter?ended=1' : '/', {replace: true});
    void leave();
    void forgetKept({isShared}).catch(() => undefined);
  };
}

function Places() {
  const {t} = useWords();
  const caller = useSession().data;
  const goAway = useLeave();
  if (!caller) return null;
  return (
    <nav className="places" aria-label={t('shell.places')}>
      {caller.line_id
        ? <NavLink to={`/my/lines/${caller.line_id}`} end>{t('shell.my_line')}</NavLink>
        : <NavLink to="/my/lines" end>{t('shell.my_lines')}</NavLink>}
      {!caller.line_id && <NavLink to="/my/search">{t('shell.search')}</NavLink>}
      <button type="button" onClick={goAway}>
        {t(caller.line_id ? 'counter.end' : 'shell.leave')}
      </button>
    </nav>
  );
}

// An act that takes long: silence would look like a fault.
function useSlow(): boolean {
  const isActing = useIsMutating() > 0;
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    setIsSlow(false);
    if (!isActing) return;
    const timer = setTimeout(() => setIsSlow(true), kSlowMs);
    return () => clearTimeout(timer);
  }, [isActing]);
  return isActing && isSlow;
}

function Banners() {
  const {t, count} = useWords();
  const isOnline = useOnline();
  const isSlow = useSlow();
  const {waiting, isSent, refused, forgetNotes} = useQueue();
  return (
    <div className={isSlow ? 'banners banners-here' : 'banners'} role="status">
      {isSlow && <p className="banner">{t('shell.slow')}</p>}
      {!isOnline && <p className="banner">{t('shell.offline')}</p>}
      {waiting.length > 0 && (
        <p className="banner">
          {count(waiting.length, 'waiting.one', 'waiting.many')}{' '}
          <Link to="/my/waiting">{t('waiting.look')}</Link>
        </p>
      )}
      {refused.map(({kind, why}, at) => (
        <p key={at} className="banner">
          {t('waiting.refused', {what: t(`waiting.kind_${kind}`), why: why || t('problem.server')})}
        </p>
      ))}
      {isSent && <p className="banner banner-good">{t('waiting.sent')}</p>}
      {(isSent || refused.length > 0) &&
        <p><Button look="quiet" onClick={forgetNotes}>{t('waiting.seen')}</Button></p>}
    </div>
  );
}

export function Call() {
  const {t, say} = useWords();
  const about = useAbout();
  if (!about) return null;
  return (
    <a className="call" href={`tel:${about.hotline.replace(/[^\d+]/g, '')}`}>
      <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
        <path d="M4 3h3l1.5 4L6.7 8.5a10 10 0 0 0 4.8 4.8L13 11.5l4 1.5v3c0 .6-.4 1-1
          1A13 13 0 0 1 3 4c0-.6.4-1 1-1Z" />
      </svg>
      <span>
        <strong>{t('shell.call', {hotline: about.hotline})}</strong>
        <span className="call-hours">{say(about.hotline_hours)}</span>
      </span>
    </a>
  );
}

function Footer() {
  const {t, say} = useWords();
  const about = useAbout();
  const elder = useElder();
  return (
    <footer className="footer">
      <nav aria-label={t('shell.without_login')}>
        <ul>
          <li><Link to="/my/message">{t('task.message')}</Link></li>
          <li><Link to="/my/not-me">{t('task.not_me')}</Link></li>
          <li><Link to="/my/lost">{t('task.lost')}</Link></li>
          <li><Link to="/my/voucher">{t('task.voucher')}</Link></li>
        </ul>
      </nav>
      {!elder && <Call />}
      {about && (
        <p className="footer-about">
          {say(about.operator)} · {t('shell.clocks', {zone: say(about.time_zone_name)})}
          {about.is_demo && ` · ${t('shell.demo')}`}
        </p>
      )}
    </footer>
  );
}

export function Shell({children}: {children: ReactNode}) {
  const {t} = useWords();
  const isCounter = Boolean(useSession().data?.line_id);
  const elder = useElder();
  useFieldWords();
  return (
    <div className="shell">
      {/* The address stays: what the page knows of its way here would go with it. */}
      <a className="skip" href="#main" onClick={(event) => {
        event.preventDefault();
        document.getElementById('main')?.focus();
      }}>{t('shell.skip')}</a>
      <header className="header">
        <Link to={isCounter ? '/my/counter' : '/'} className="home"><Mark /></Link>
        <Switches />
        {elder && !isCounter && <Call />}
      </header>
      <Places />
      <Banners />
      <main id="main" className="main" tabIndex={-1}>{children}</main>
      {isCounter ? <IdleWatch /> : <Footer />}
    </div>
  );
}
