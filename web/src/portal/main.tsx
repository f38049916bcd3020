// SPDX-License-Identifier: Apache-2.0
import {StrictMode} from 'react';
import {createRoot} from 'react-dom/client';

import {startTheme} from '../ui/theme';
import '../ui/tokens.css';
import {startElder} from './elder';
import {startQueue} from './offline/queue';
import {Portal} from './Portal';

startTheme();
startElder();
startQueue();
createRoot(document.getElementById('root')!).render(<StrictMode><Portal /></StrictMode>);
if ('serviceWorker' in navigator && import.meta.env.PROD)
  void navigator.serviceWorker.register('/sw.js');
