import type { SignInConfig } from '../config';
import { challenge, randomText } from './pkce';

const PENDING = 'visage.sign-in.pending';
const TOKEN = 'visage.sign-in.token';
const SCOPES = [
  'openid',
  'visage/read',
  'visage/enrol',
  'visage/erase',
  'visage/watch',
];

/** What leaving and coming back goes through; a browser's own, or a test's. */
export interface Browser {
  readonly address: string;
  readonly kept: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  go(address: string): void;
  /** Changes the address shown, without loading anything. */
  show(address: string): void;
}

interface Pending {
  state: string;
  verifier: string;
  back: string;
}

interface Token {
  token: string;
  ends: number;
}

export class SignInError extends Error {
  override name = 'SignInError';
}

/**
 * Signing in at a user pool: the code flow with PKCE. The token lives in this tab
 * only, and ends with it.
 */
export class Session {
  constructor(
    private readonly config: SignInConfig,
    private readonly browser: Browser,
  ) {}

  /** The access token, or null where nobody is signed in (any longer). */
  token(now = Date.now()): string | null {
    const kept = this.browser.kept.getItem(TOKEN);
    if (kept === null) return null;
    const { token, ends } = JSON.parse(kept) as Token;
    return now < ends ? token : null;
  }

  async signIn(): Promise<void> {
    const { address, kept } = this.browser;
    const pending = { state: randomText(), verifier: randomText(), back: address };
    kept.setItem(PENDING, JSON.stringify(pending satisfies Pending));
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: this.config.client,
      redirect_uri: home(address),
      scope: SCOPES.join(' '),
      state: pending.state,
      code_challenge: await challenge(pending.verifier),
      code_challenge_method: 'S256',
    });
    this.browser.go(`${this.config.address}/oauth2/authorize?${query}`);
  }

  signOut(): void {
    this.browser.kept.removeItem(TOKEN);
    const query = new URLSearchParams({
      client_id: this.config.client,
      logout_uri: home(this.browser.address),
    });
    this.browser.go(`${this.config.address}/logout?${query}`);
  }

  /** Takes the code that the user pool sent back, if this page was opened with one. */
  async comeBack(): Promise<void> {
    const asked = new URL(this.browser.address).searchParams;
    const [code, state, error] = [
      asked.get('code'),
      asked.get('state'),
      asked.get('error'),
    ];
    if (state === null || (code === null && error === null)) return;
    const pending = this.takePending();
    this.browser.show(
      pending?.state === state ? pending.back : home(this.browser.address),
    );
    if (pending?.state !== state) {
      throw new SignInError('This sign-in was not started here; please sign in again.');
    }
    if (code === null) {
      throw new SignInError(
        asked.get('error_description') ?? 'The sign-in was refused.',
      );
    }
    this.keep(await this.exchange(code, pending.verifier));
  }

  private takePending(): Pending | null {
    const text = this.browser.kept.getItem(PENDING);
    this.browser.kept.removeItem(PENDING);
    return text === null ? null : (JSON.parse(text) as Pending);
  }

  private async exchange(code: string, verifier: string): Promise<Token> {
    const form = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: this.config.client,
      redirect_uri: home(this.browser.address),
      code,
      code_verifier: verifier,
    });
    const request = { method: 'POST', body: form };
    const response = await fetch(`${this.config.address}/oauth2/token`, request);
    if (!response.ok) {
      throw new SignInError('The sign-in could not be finished; please try again.');
    }
    const answer = (await response.json()) as {
      access_token: string;
      expires_in: number;
    };
    const ends = Date.now() + answer.expires_in * 1000;
    return { token: answer.access_token, ends };
  }

  private keep(token: Token): void {
    this.browser.kept.setItem(TOKEN, JSON.stringify(token));
  }
}

/** The page that the user pool knows: the site's start, without query and hash. */
function home(address: string): string {
  return new URL('/', address).href;
}

export function thisBrowser(): Browser {
  return {
    get address() {
      return window.location.href;
    },
    kept: window.sessionStorage,
    go(address) {
      window.location.assign(address);
    },
    show(address) {
      window.history.replaceState(null, '', address);
    },
  };
}
