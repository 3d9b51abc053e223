import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

import { writeSiteConfig } from './build/site-config.ts';

export default defineConfig({
  plugins: [react(), writeSiteConfig(process.env)],
  // A strict content security policy forbids data: scripts, styles and fonts.
  build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
});
