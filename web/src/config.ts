export interface SiteConfig {
  /** Address of the service, without a trailing slash. */
  api: string;
}

export class ConfigError extends Error {
  constructor() {
    super(
      'This site does not know where its service is: /config.json should hold ' +
        '{"api": "https://…"}.',
    );
    this.name = 'ConfigError';
  }
}

export function parseConfig(value: unknown): SiteConfig {
  const api =
    typeof value === 'object' && value !== null && 'api' in value ? value.api : null;
  if (typeof api !== 'string' || !/^https?:\/\//.test(api)) throw new ConfigError();
  return { api: api.replace(/\/+$/, '') };
}

export async function loadConfig(address = '/config.json'): Promise<SiteConfig> {
  try {
    const response = await fetch(address, { cache: 'no-cache' });
    if (!response.ok) throw new ConfigError();
    return parseConfig(await response.json());
  } catch {
    throw new ConfigError();
  }
}
