import type { AuditEntry } from '../../api/watchTypes';

const ACTIONS: Record<AuditEntry['action'], string> = {
  alert_made: 'made an alert',
  alert_confirmed: 'confirmed an alert',
  alert_rejected: 'rejected an alert',
  case_enabled: 'opened a case',
  case_changed: 'changed a case',
  case_ended: 'ended a case',
  case_expired: 'let a case end',
  picture_added: 'added a picture to a case',
  picture_refused: 'had a picture of a case refused',
  unknown_named: 'named an unknown face',
  unknown_dismissed: 'dismissed an unknown face',
  camera_changed: 'changed a camera',
};

/** What somebody did, as the audit trail says it. */
export function actionInWords(action: AuditEntry['action']): string {
  return ACTIONS[action];
}
