import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';

/** The text of config.json, or null when no service address is given. */
export function siteConfig(
  address: string | undefined,
  signInAddress?: string,
  client?: string,
): string | null {
  const api = trimmed(address);
  if (!api) return null;
  if (!/^https?:\/\//.test(api)) {
    throw new Error(`VISAGE_API_URL must start with http:// or https://; got "${api}"`);
  }
  const pool = trimmed(signInAddress);
  if (Boolean(pool) !== Boolean(client)) {
    throw new Error(
      'VISAGE_SIGN_IN_URL and VISAGE_CLIENT_ID come together, or not at all',
    );
  }
  const signIn = pool ? { signIn: { address: pool, client } } : {};
  return `${JSON.stringify({ api, ...signIn })}\n`;
}

function trimmed(address: string | undefined): string | undefined {
  return address?.trim().replace(/\/+$/, '');
}

/**
 * What the page may ask: itself and the service that it was built for, or null. Alerts
 * come from an address of their own, wss://, which its answers name.
 */
export function policy(text: string | null, liveAddress?: string): string | null {
  if (text === null) return null;
  const live = trimmed(liveAddress);
  if (live && !/^wss?:\/\//.test(live)) {
    throw new Error(`VISAGE_LIVE_URL must start with wss:// or ws://; got "${live}"`);
  }
  const { api, signIn } = JSON.parse(text) as {
    api: string;
    signIn?: { address: string };
  };
  const asked = [api, signIn?.address, live].filter((address) => address);
  const origins = asked.map((address) => new URL(address as string).origin);
  return ["connect-src 'self'", ...origins].join(' ');
}

/** Writes config.json beside the built page, for hosts that only serve files. */
export function writeSiteConfig(environment: NodeJS.ProcessEnv): Plugin {
  const text = siteConfig(
    environment['VISAGE_API_URL'],
    environment['VISAGE_SIGN_IN_URL'],
    environment['VISAGE_CLIENT_ID'],
  );
  let folder = '';
  return {
    name: 'visage-site-config',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    transformIndexHtml() {
      const content = policy(text, environment['VISAGE_LIVE_URL']);
      if (content === null) return [];
      const attrs = { 'http-equiv': 'Content-Security-Policy', content };
      return [{ tag: 'meta', attrs, injectTo: 'head-prepend' }];
    },
    async closeBundle() {
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
