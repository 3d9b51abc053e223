import type { components } from './schema';
import type { Receipt } from './types';

type Schemas = components['schemas'];

/** Somebody was recognised by a camera: what the service calls an alert. */
export type Sighting = Schemas['Alert'];
export type Sightings = Schemas['AlertsAnswer'];
export type AlertKind = Sighting['kind'];
export type AlertState = Sighting['state'];
/** What a business knows of somebody, in the order of its own source. */
export type Account = Schemas['AlertAccount'];

export type WatchCamera = Schemas['CameraFacts'];
export type AuditEntry = Schemas['TrailEntry'];
export type FrameAnswer = Schemas['FrameAnswer'];
/** A face that the browser's camera sees; its box is in shares of the frame. */
export type WatchedFace = Schemas['FrameFace'];

/** A wanted person: on whose word, and until when. */
export interface Case {
  id: string;
  note: string;
  name: string;
  expires: string;
  state: 'active' | 'expired' | 'ended';
  by: string;
  created: string;
  ended: string | null;
  receipt: string | null;
  pictures: { n: number; quality: number; by: string; added: string }[];
}
export type CountedCase = Case & { alerts: number };
/** A case that has ended; there is no receipt where it had no picture. */
export interface EndedCase {
  case: Case;
  receipt: Receipt | null;
}

export interface UnknownFace {
  id: string;
  camera: string;
  first: string;
  last: string;
  quality: number;
}

/** Faces that look like one person, whom nobody has named. */
export interface Cluster {
  id: string;
  count: number;
  first: string;
  last: string;
  cameras: string[];
  faces: UnknownFace[];
}
/** `more` where there are so many that the oldest are left out. */
export interface UnknownAnswer {
  clusters: Cluster[];
  more: boolean;
}

/** What a WebSocket is opened with. */
export interface Ticket {
  ticket: string;
  url: string;
  expires: string;
}
