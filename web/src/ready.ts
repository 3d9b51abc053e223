import { loadConfig } from './config';
import { Session, thisBrowser } from './sign-in/session';

/** What the site knows once it has started. */
export interface Ready {
  address: string;
  session: Session | null;
}

/** Reads the configuration; finishes signing in where the page comes back from it. */
export async function makeReady(): Promise<Ready> {
  const { api, signIn } = await loadConfig();
  if (!signIn) return { address: api, session: null };
  const session = new Session(signIn, thisBrowser());
  await session.comeBack();
  return { address: api, session };
}
