import { readdirSync } from 'node:fs';
import { parse } from 'node:path';

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

import { writeSiteConfig } from './build/site-config.ts';

const samples = readdirSync(new URL('public/samples', import.meta.url));

export default defineConfig({
  plugins: [react(), writeSiteConfig(process.env)],
  define: { __SAMPLES_MADE__: JSON.stringify(samples.map((file) => parse(file).name)) },
  // A strict content security policy forbids data: scripts, styles and fonts.
  build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
});
