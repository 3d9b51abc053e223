/** One kind of thing that the service gets to see, and what becomes of it. */
export interface Kept {
  what: string;
  where: string;
  howLong: string;
}

export interface Running {
  address: string;
  /** The paths of its routes. */
  routes: readonly string[];
}

/** Whether a service runs on the machine that the browser runs on. */
export function isHere(address: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname);
}

/** What a running service keeps, as its routes and its place tell. */
export function keptBy({ address, routes }: Running): Kept[] {
  const here = isHere(address);
  const rows: Kept[] = [
    {
      what: 'Pictures in a request, and the faces and vectors made of them',
      where: 'memory of the function that answers',
      howLong: 'until the answer is sent',
    },
    {
      what: 'Logs: route, status, time taken, bytes, a request number, the number of who asked; no picture, name or vector',
      where: here ? 'the terminal that “make demo” runs in' : 'CloudWatch, encrypted',
      howLong: here ? 'until it is closed' : '14 days (dev) or 90 days (prod)',
    },
  ];
  if (!here && routes.includes('/uploads')) {
    rows.push({
      what: 'Pictures above 4.5 MB, uploaded ahead of a request',
      where: 'a private bucket, encrypted',
      howLong: 'until the request that uses it, two days at most',
    });
  }
  if (routes.some((route) => route.startsWith('/people'))) {
    rows.push({
      what: 'People you enrol: names, vectors and consent',
      where: here
        ? 'a database on this machine'
        : 'tables and an index in your account',
      howLong: 'until you erase them',
    });
  }
  if (routes.includes('/alerts')) rows.push(...keptByWatching(here));
  return rows;
}

function keptByWatching(here: boolean): Kept[] {
  const where = here ? 'a database on this machine' : 'a table in your account';
  return [
    {
      what: 'Alerts: who was seen by which camera and when, with one picture of the face',
      where,
      howLong:
        '7 days, unless the operator has chosen otherwise; or until you erase them',
    },
    {
      what: 'Unknown faces that a camera saw well: one picture and a vector each',
      where,
      howLong: '8 hours, unless the operator has chosen otherwise; or until dismissed',
    },
    {
      what: 'Cases of the watch list, with their pictures',
      where,
      howLong: 'until the case is ended; nobody is matched after its last day',
    },
  ];
}

/** Things that this page keeps in the browser itself. */
export const KEPT_BY_THIS_PAGE: readonly Kept[] = [
  {
    what: 'Pictures you chose, and what came of them',
    where: 'memory of this tab',
    howLong: 'until the tab is closed or loaded again',
  },
  {
    what: 'Light or dark, if you chose one',
    where: 'storage of this browser',
    howLong: 'until you clear it',
  },
  {
    what: 'Proof that you are signed in, where sign-in is asked for',
    where: 'storage of this tab',
    howLong: 'an hour at most, or until the tab is closed',
  },
];
