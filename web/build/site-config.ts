import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';

/** The text of config.json, or null when no service address is given. */
export function siteConfig(address: string | undefined): string | null {
  const api = address?.trim().replace(/\/+$/, '');
  if (!api) return null;
  if (!/^https?:\/\//.test(api)) {
    throw new Error(`VISAGE_API_URL must start with http:// or https://; got "${api}"`);
  }
  return `${JSON.stringify({ api })}\n`;
}

/** Writes config.json beside the built page, for hosts that only serve files. */
export function writeSiteConfig(address: string | undefined): Plugin {
  let folder = '';
  return {
    name: 'visage-site-config',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      const text = siteConfig(address);
      if (text === null) {
        console.warn(
          'VISAGE_API_URL is not set: no config.json was written, so whatever serves ' +
            'this build has to serve one: {"api": "https://your-service"}.',
        );
        return;
      }
      await writeFile(join(folder, 'config.json'), text);
      console.info(`config.json points the site at ${text.trim()}`);
    },
  };
}
