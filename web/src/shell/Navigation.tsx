import { useLocation } from 'wouter';

import { routeOf, ROUTES, type Group } from '../routes';
import { PageLink } from './PageLink';
import { WatchingMenu } from './WatchingMenu';
import classes from './shell.module.css';

/** The pages that stand in the header; those of watching share a menu. */
export function HeaderNavigation() {
  const here = useHere();
  return (
    <nav aria-label="Pages" className={classes.wide}>
      {pagesOf('leading').map((route) => (
        <PageLink key={route.path} route={route} here={here} />
      ))}
      <WatchingMenu routes={pagesOf('watching')} here={here} />
    </nav>
  );
}

/** Every page below the heading of its group, for narrow windows. */
export function FullNavigation({ onNavigate }: { onNavigate: () => void }) {
  const here = useHere();
  return (
    <nav aria-label="Pages" className={classes.stacked}>
      {GROUPS.map(([group, heading]) => (
        <section key={group} aria-label={heading} className={classes.group}>
          <p className={classes.heading}>{heading}</p>
          {pagesOf(group).map((route) => (
            <PageLink
              key={route.path}
              route={route}
              here={here}
              onNavigate={onNavigate}
            />
          ))}
        </section>
      ))}
    </nav>
  );
}

const GROUPS: readonly (readonly [Group, string])[] = [
  ['leading', 'Pictures and people'],
  ['watching', 'Watching'],
  ['about', 'About'],
];

function pagesOf(group: Group) {
  return ROUTES.filter((route) => route.group === group);
}

function useHere(): string | undefined {
  const [location] = useLocation();
  return routeOf(location)?.path;
}
