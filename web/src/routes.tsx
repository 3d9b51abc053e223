import {
  IconArrowsExchange,
  IconCertificate,
  IconFaceId,
  IconFocusCentered,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import { lazy, type ComponentType } from 'react';

export interface Route {
  path: string;
  label: string;
  icon: Icon;
  page: ComponentType;
}

/** Every page: an entry here is in the navigation and answers at its path. */
export const ROUTES: readonly [Route, ...Route[]] = [
  {
    path: '/align',
    label: 'Align',
    icon: IconFocusCentered,
    page: lazy(() => import('./pages/align/AlignPage')),
  },
  {
    path: '/swap',
    label: 'Swap',
    icon: IconArrowsExchange,
    page: lazy(() => import('./pages/swap/SwapPage')),
  },
  {
    path: '/recognize',
    label: 'Recognize',
    icon: IconFaceId,
    page: lazy(() => import('./pages/recognize/RecognizePage')),
  },
  {
    path: '/compare',
    label: 'Compare',
    icon: IconUsers,
    page: lazy(() => import('./pages/compare/ComparePage')),
  },
  {
    path: '/models',
    label: 'Models',
    icon: IconCertificate,
    page: lazy(() => import('./pages/models/ModelsPage')),
  },
];
