import {
  IconAddressBook,
  IconArrowsExchange,
  IconBell,
  IconBroadcast,
  IconCamera,
  IconCategory,
  IconCertificate,
  IconDeviceCctv,
  IconFaceId,
  IconFocusCentered,
  IconHome,
  IconLock,
  IconUserQuestion,
  IconUsers,
  IconUserSearch,
  type Icon,
} from '@tabler/icons-react';
import { lazy, type ComponentType } from 'react';

export type Group = 'leading' | 'watching' | 'about';

export interface Route {
  path: string;
  label: string;
  icon: Icon;
  page: ComponentType;
  /** Where it stands: in the header, in the header's menu, or in the footer. */
  group: Group;
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
    group: 'about',
  },
  {
    path: '/swap',
    label: 'Swap',
    icon: IconArrowsExchange,
    page: lazy(() => import('./pages/swap/SwapPage')),
    group: 'leading',
  },
  {
    path: '/recognize',
    label: 'Recognize',
    icon: IconFaceId,
    page: lazy(() => import('./pages/recognize/RecognizePage')),
    group: 'leading',
  },
  {
    path: '/people',
    label: 'People',
    icon: IconAddressBook,
    page: lazy(() => import('./pages/people/PeoplePage')),
    group: 'leading',
  },
  {
    path: '/compare',
    label: 'Compare',
    icon: IconUsers,
    page: lazy(() => import('./pages/compare/ComparePage')),
    group: 'leading',
  },
  {
    path: '/classify',
    label: 'Classify',
    icon: IconCategory,
    page: lazy(() => import('./pages/classify/ClassifyPage')),
    group: 'leading',
    about: true,
  },
  {
    path: '/align',
    label: 'Align',
    icon: IconFocusCentered,
    page: lazy(() => import('./pages/align/AlignPage')),
    group: 'leading',
  },
  {
    path: '/watch',
    label: 'Watch',
    icon: IconCamera,
    page: lazy(() => import('./pages/watch/WatchPage')),
    group: 'watching',
  },
  {
    path: '/live',
    label: 'Live',
    icon: IconBroadcast,
    page: lazy(() => import('./pages/live/LivePage')),
    group: 'watching',
  },
  {
    path: '/alerts',
    label: 'Alerts',
    icon: IconBell,
    page: lazy(() => import('./pages/alerts/AlertsPage')),
    group: 'watching',
  },
  {
    path: '/watchlist',
    label: 'Watch list',
    icon: IconUserSearch,
    page: lazy(() => import('./pages/watchlist/WatchListPage')),
    group: 'watching',
  },
  {
    path: '/unknown',
    label: 'Unknown',
    icon: IconUserQuestion,
    page: lazy(() => import('./pages/unknown/UnknownPage')),
    group: 'watching',
  },
  {
    path: '/cameras',
    label: 'Cameras',
    icon: IconDeviceCctv,
    page: lazy(() => import('./pages/cameras/CamerasPage')),
    group: 'watching',
  },
  {
    path: '/models',
    label: 'Models and licences',
    icon: IconCertificate,
    page: lazy(() => import('./pages/models/ModelsPage')),
    group: 'about',
  },
  {
    path: '/privacy',
    label: 'Privacy',
    icon: IconLock,
    page: lazy(() => import('./pages/privacy/PrivacyPage')),
    group: 'about',
  },
];

/** The page that answers at an address. */
export function routeOf(location: string): Route | undefined {
  return ROUTES.find(
    ({ path, about = false }) =>
      location === path || (about && location.startsWith(`${path}/`)),
  );
}
