import { identifier, oneOf, type Settings } from '../../address/settings';
import type { AlertKind, AlertState } from '../../api/watchTypes';

export type View = 'review' | 'audit';

export interface AlertSettings {
  view: View;
  state: AlertState | 'all';
  kind: AlertKind | 'all';
  camera: string;
  /** The one that is looked at first. */
  alert: string;
}

export const ALERT_SETTINGS: Settings<AlertSettings> = {
  view: oneOf<View>(['review', 'audit'], 'review'),
  state: oneOf<AlertState | 'all'>(
    ['candidate', 'confirmed', 'rejected', 'all'],
    'candidate',
  ),
  kind: oneOf<AlertKind | 'all'>(['customer', 'watchlist', 'all'], 'all'),
  camera: identifier(),
  alert: identifier(),
};
