// SPDX-License-Identifier: Apache-2.0
// The subscriber's addresses. What is seldom needed is loaded when it is.
import {QueryClientProvider} from '@tanstack/react-query';
import {Component, lazy, Suspense, type ReactNode} from 'react';
import {BrowserRouter, Navigate, Route, Routes, useLocation, useParams} from 'react-router-dom';

import {ButtonLink, Ways} from '../ui/Button';
import {Waiting} from '../ui/Waiting';
import {queries, wasCounter} from './api';
import {useSession} from './data';
import {Page} from './Page';
import {Problem} from './Problem';
import {Home} from './shell/Home';
import {Shell} from './shell/Shell';
import {useWords, WordsProvider} from './words';

const SignIn = lazy(() => import('./sign-in/SignIn'));
const Code = lazy(() => import('./sign-in/Code'));
const Search = lazy(() => import('./shell/Search'));
const WaitingList = lazy(() => import('./offline/WaitingList'));
const Lines = lazy(() => import('./lines/Lines'));
const LinePage = lazy(() => import('./lines/LinePage'));
const Pause = lazy(() => import('./lines/Pause'));
const Resume = lazy(() => import('./lines/Resume'));
const Port = lazy(() => import('./lines/Port'));
const Services = lazy(() => import('./lines/Services'));
const Ending = lazy(() => import('./ending/Ending'));
const Quote = lazy(() => import('./ending/QuotePage'));
const Proof = lazy(() => import('./ending/Proof'));
const Receipt = lazy(() => import('./ending/Receipt'));
const Track = lazy(() => import('./cases/Track'));
const Act = lazy(() => import('./cases/Act'));
const Refund = lazy(() => import('./cases/Refund'));
const Documents = lazy(() => import('./cases/Documents'));
const Photo = lazy(() => import('./photo/PhotoPage'));
const Signature = lazy(() => import('./counter/Signature'));
const NotMe = lazy(() => import('./public/NotMe'));
const Lost = lazy(() => import('./public/Lost'));
const Message = lazy(() => import('./public/Message'));
const Voucher = lazy(() => import('./public/Voucher'));
const Enquiry = lazy(() => import('./public/Enquiry'));
const Counter = lazy(() => import('./counter/Counter'));

// What only a person who is signed in may see.
function Signed({children}: {children: ReactNode}) {
  const {t} = useWords();
  const session = useSession();
  const {pathname, search} = useLocation();
  if (session.isPending) return <Waiting label={t('page.loading')} slow={t('page.slow')} />;
  if (session.data) return <>{children}</>;
  if (session.error)
    return (
      <Page title={t('problem.title')}>
        <Problem fault={session.error} onRetry={() => void session.refetch()} />
      </Page>
    );
  if (wasCounter()) return <Navigate to="/my/counter?ended=1" replace />;
  return <Navigate to={`/my/sign-in?to=${encodeURIComponent(pathname + search)}`} replace />;
}

// A page of one thing is made anew for the next thing, so that nothing of it is left over.
function Each({of, children}: {of: string; children: ReactNode}) {
  const params = useParams();
  return <Signed key={params[of]}>{children}</Signed>;
}

function Nowhere() {
  const {t} = useWords();
  return (
    <Page title={t('nowhere.title')} lead={<p>{t('nowhere.lead')}</p>}>
      <Ways>
        <ButtonLink to="/">{t('page.home')}</ButtonLink>
        <ButtonLink to="/my/search">{t('search.go')}</ButtonLink>
      </Ways>
    </Page>
  );
}

function Start() {
  // The address that is printed on vouchers ends so.
  const {hash} = useLocation();
  return hash === '#voucher' ? <Navigate to="/my/voucher" replace /> : <Home />;
}

function Addresses() {
  return (
    <Routes>
      <Route path="/" element={<Start />} />
      <Route path="/my">
        <Route index element={<Navigate to="/" replace />} />
        <Route path="sign-in" element={<SignIn />} />
        <Route path="sign-in/code" element={<Code />} />
        <Route path="search" element={<Search />} />
        <Route path="waiting" element={<WaitingList />} />
        <Route path="not-me" element={<NotMe />} />
        <Route path="lost" element={<Lost />} />
        <Route path="message" element={<Message />} />
        <Route path="voucher" element={<Voucher />} />
        <Route path="voucher/enquiry" element={<Enquiry />} />
        <Route path="counter" element={<Counter />} />
        <Route path="lines" element={<Signed><Lines /></Signed>} />
        <Route path="lines/:id" element={<Each of="id"><LinePage /></Each>} />
        <Route path="lines/:id/pause" element={<Each of="id"><Pause /></Each>} />
        <Route path="lines/:id/resume" element={<Each of="id"><Resume /></Each>} />
        <Route path="lines/:id/port" element={<Each of="id"><Port /></Each>} />
        <Route path="lines/:id/services" element={<Each of="id"><Services /></Each>} />
        <Route path="lines/:id/end/:step" element={<Each of="id"><Ending /></Each>} />
        <Route path="cases/:id" element={<Each of="id"><Track /></Each>} />
        <Route path="cases/:id/quote" element={<Each of="id"><Quote /></Each>} />
        <Route path="cases/:id/sign" element={<Each of="id"><Signature /></Each>} />
        <Route path="cases/:id/proof" element={<Each of="id"><Proof /></Each>} />
        <Route path="cases/:id/receipt" element={<Each of="id"><Receipt /></Each>} />
        <Route path="cases/:id/documents" element={<Each of="id"><Documents /></Each>} />
        <Route path="cases/:id/refund" element={<Each of="id"><Refund /></Each>} />
        <Route path="cases/:id/photo/:side" element={<Each of="side"><Photo /></Each>} />
        <Route path="cases/:id/:act" element={<Each of="act"><Act /></Each>} />
      </Route>
      <Route path="*" element={<Nowhere />} />
    </Routes>
  );
}

function Loading() {
  const {t} = useWords();
  return <Waiting label={t('page.loading')} slow={t('page.slow')} />;
}

function Fallen({fault}: {fault: unknown}) {
  const {t} = useWords();
  return (
    <Page title={t('problem.title')}>
      <Problem fault={fault} onRetry={() => location.reload()} />
    </Page>
  );
}

// A fault of the page's own, or a part that could not be loaded.
class Guard extends Component<{children: ReactNode}, {fault: unknown}> {
  override state = {fault: null as unknown};
  static getDerivedStateFromError(fault: unknown) {
    return {fault};
  }
  override render() {
    if (!this.state.fault) return this.props.children;
    return <Fallen fault={this.state.fault} />;
  }
}

function Guarded({children}: {children: ReactNode}) {
  return <Guard key={useLocation().pathname}>{children}</Guard>;
}

export function Portal() {
  return (
    <QueryClientProvider client={queries}>
      <WordsProvider>
        <BrowserRouter>
          <Shell>
            <Guarded><Suspense fallback={<Loading />}><Addresses /></Suspense></Guarded>
          </Shell>
        </BrowserRouter>
      </WordsProvider>
    </QueryClientProvider>
  );
}
