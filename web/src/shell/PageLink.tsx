import { Link } from 'wouter';

import type { Route } from '../routes';
import classes from './shell.module.css';

interface Props {
  route: Route;
  here: string | undefined;
  onNavigate?: (() => void) | undefined;
}

export function PageLink({ route, here, onNavigate }: Props) {
  const { path, label, icon: Icon } = route;
  return (
    <Link
      href={path}
      className={classes.link}
      aria-current={here === path ? 'page' : undefined}
      onClick={onNavigate}
    >
      <Icon size={18} stroke={1.7} aria-hidden />
      {label}
    </Link>
  );
}
