// SPDX-License-Identifier: Apache-2.0
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import react from '@vitejs/plugin-react';
import {defineConfig, type Plugin} from 'vite';

// The service worker keeps the subscriber's shell: the page and what it loads at once. Its
// text changes with their names, and so the browser takes the new one.
function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    generateBundle(_, bundle) {
      const wanted = new Set<string>();
      const follow = (name: string) => {
        const chunk = bundle[name];
        if (wanted.has(name) || chunk?.type !== 'chunk') return;
        wanted.add(name);
        chunk.imports.forEach(follow);
        chunk.dynamicImports.forEach(follow);
        chunk.viteMetadata?.importedCss.forEach((style) => wanted.add(style));
      };
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk' && chunk.isEntry && chunk.name === 'index')
          follow(chunk.fileName);
      const shell = [...wanted].sort().map((name) => `/${name}`);
      const text = readFileSync('src/portal/offline/sw.js', 'utf8');
      const version = createHash('sha256').update(shell.join() + text).digest('hex');
      this.emitFile({
        type: 'asset',
        fileName: 'sw.js',
        source: text.replace('__SHELL__', JSON.stringify(['/', ...shell, '/mark.svg']))
          .replace('__VERSION__', version.slice(0, 12)),
      });
    },
  };
}

export default defineConfig({
  plugins: [react(), serviceWorker()],
  // The server puts the nonce of each answer in its place.
  html: {cspNonce: '__NONCE__'},
  build: {
    outDir: '../build/web/dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2021',
    // The consoles carry Ant Design; they are loaded by staff at their desks.
    chunkSizeWarningLimit: 1600,
    rollupOptions: {input: {index: 'index.html', desk: 'desk.html'}},
  },
  server: {proxy: {'/api': {target: process.env.SIGNOFF_URL ?? 'https://127.0.0.1:8443', secure: false}}},
});
