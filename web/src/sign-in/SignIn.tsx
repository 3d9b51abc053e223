import { Button } from '@mantine/core';

import type { Session } from './session';

/** Signs in or out, where the service has a user pool. */
export function SignIn({ session }: { session: Session }) {
  const signedIn = session.token() !== null;
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      onClick={() => {
        if (signedIn) session.signOut();
        else void session.signIn();
      }}
    >
      {signedIn ? 'Sign out' : 'Sign in'}
    </Button>
  );
}
