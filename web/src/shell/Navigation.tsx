import { Link, useLocation } from 'wouter';

import { routeOf, ROUTES } from '../routes';
import classes from './shell.module.css';

interface Props {
  className?: string | undefined;
  /** Whether every page is listed, not only the leading ones. */
  all?: boolean;
  onNavigate?: () => void;
}

export function Navigation({ className, all = false, onNavigate }: Props) {
  const [location] = useLocation();
  const here = routeOf(location)?.path;
  return (
    <nav aria-label="Pages" className={className}>
      {ROUTES.filter(({ leading }) => all || leading).map(
        ({ path, label, icon: Icon }) => (
          <Link
            key={path}
            href={path}
            className={classes.link}
            aria-current={here === path ? 'page' : undefined}
            onClick={onNavigate}
          >
            <Icon size={18} stroke={1.7} aria-hidden />
            {label}
          </Link>
        ),
      )}
    </nav>
  );
}
