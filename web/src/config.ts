/** A user pool that people sign in at: its address, and what this site is to it. */
export interface SignInConfig {
  address: string;
  client: string;
}

export interface SiteConfig {
  /** Address of the service, without a trailing slash. */
  api: string;
  /** Missing where nobody has to sign in. */
  signIn?: SignInConfig;
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
  const signIn = parseSignIn((value as { signIn?: unknown }).signIn);
  return { api: api.replace(/\/+$/, ''), ...(signIn ? { signIn } : {}) };
}

function parseSignIn(value: unknown): SignInConfig | null {
  if (value === undefined) return null;
  const { address, client } = (value ?? {}) as Partial<SignInConfig>;
  if (typeof address !== 'string' || typeof client !== 'string')
    throw new ConfigError();
  return { address: address.replace(/\/+$/, ''), client };
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
