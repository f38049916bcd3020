// SPDX-License-Identifier: Apache-2.0
// The consoles: words, theme, questions to the server and addresses, in this order.
import {QueryClient, QueryClientProvider} from '@tanstack/react-query';
import {App, ConfigProvider} from 'antd';
import enGB from 'antd/locale/en_GB';
import zhCN from 'antd/locale/zh_CN';
import {useEffect, useMemo, useState, type ReactNode} from 'react';
import {BrowserRouter} from 'react-router-dom';

import {Offline, Refusal} from '../api/client';
import {isDark, onTheme} from '../ui/theme';
import {kNonce} from './nonce';
import {Guard} from './parts/Guard';
import {KeysProvider} from './parts/keys';
import {Shell} from './Shell';
import {deskTheme} from './theme';
import {useWords, WordsProvider} from './words';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // A refusal is an answer; only what may pass by itself is asked again.
      retry: (count, error) => count < 2 && !(error instanceof Offline)
        && !(error instanceof Refusal && error.status < 500),
      networkMode: 'always',
      refetchOnWindowFocus: true,
    },
    mutations: {retry: false, networkMode: 'always'},
  },
});

function Look({children}: {children: ReactNode}) {
  const {language} = useWords();
  const [dark, setDark] = useState(isDark);
  useEffect(() => onTheme(() => setDark(isDark())), []);
  const theme = useMemo(() => deskTheme(dark), [dark]);
  return (
    <ConfigProvider locale={language === 'zh' ? zhCN : enGB} theme={theme}
      csp={{nonce: kNonce}} button={{autoInsertSpace: false}}>
      <App className="desk">{children}</App>
    </ConfigProvider>
  );
}

export function Desk() {
  return (
    <WordsProvider>
      <QueryClientProvider client={queries}>
        <Look>
          <BrowserRouter basename="/desk">
            <KeysProvider>
              <Guard><Shell /></Guard>
            </KeysProvider>
          </BrowserRouter>
        </Look>
      </QueryClientProvider>
    </WordsProvider>
  );
}
