// SPDX-License-Identifier: Apache-2.0
import {StrictMode} from 'react';
import {createRoot} from 'react-dom/client';

import {startTheme} from '../ui/theme';
import '../ui/tokens.css';
import {followOtherWindows} from './api';
import {startElder} from './elder';
import {startQueue} from './offline/queue';
import {Portal} from './Portal';
import {startUpgrade} from './upgrade';

startTheme();
startElder();
followOtherWindows();
startQueue();
startUpgrade();
createRoot(document.getElementById('root')!).render(<StrictMode><Portal /></StrictMode>);
