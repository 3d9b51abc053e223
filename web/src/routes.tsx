import {
  IconAddressBook,
  IconArrowsExchange,
  IconCategory,
  IconCertificate,
  IconFaceId,
  IconFocusCentered,
  IconHome,
  IconLock,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import { lazy, type ComponentType } from 'react';

export interface Route {
  path: string;
  label: string;
  icon: Icon;
  page: ComponentType;
  /** Whether the page is in the header; else a link of the footer leads to it. */
  leading: boolean;
  /** Whether its address goes on behind a slash, with what the page is about. */
  about?: boolean;
}

/** Every page: an entry here is in the navigation and answers at its path. */
export const ROUTES: readonly [Route, ...Route[]] = [
  {
    path: '/',
    label: 'Home',
    icon: IconHome,
    page: lazy(() => import('./pages/home/HomePage')),
    leading: false,
  },
  {
    path: '/swap',
    label: 'Swap',
    icon: IconArrowsExchange,
    page: lazy(() => import('./pages/swap/SwapPage')),
    leading: true,
  },
  {
    path: '/recognize',
    label: 'Recognize',
    icon: IconFaceId,
    page: lazy(() => import('./pages/recognize/RecognizePage')),
    leading: true,
  },
  {
    path: '/people',
    label: 'People',
    icon: IconAddressBook,
    page: lazy(() => import('./pages/people/PeoplePage')),
    leading: true,
  },
  {
    path: '/compare',
    label: 'Compare',
    icon: IconUsers,
    page: lazy(() => import('./pages/compare/ComparePage')),
    leading: true,
  },
  {
    path: '/classify',
    label: 'Classify',
    icon: IconCategory,
    page: lazy(() => import('./pages/classify/ClassifyPage')),
    leading: true,
    about: true,
  },
  {
    path: '/align',
    label: 'Align',
    icon: IconFocusCentered,
    page: lazy(() => import('./pages/align/AlignPage')),
    leading: true,
  },
  {
    path: '/models',
    label: 'Models and licences',
    icon: IconCertificate,
    page: lazy(() => import('./pages/models/ModelsPage')),
    leading: false,
  },
  {
    path: '/privacy',
    label: 'Privacy',
    icon: IconLock,
    page: lazy(() => import('./pages/privacy/PrivacyPage')),
    leading: false,
  },
];

/** The page that answers at an address. */
export function routeOf(location: string): Route | undefined {
  return ROUTES.find(
    ({ path, about = false }) =>
      location === path || (about && location.startsWith(`${path}/`)),
  );
}
