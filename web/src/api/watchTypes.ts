import type { components } from './schema';

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
  pictures: number;
  alerts: number;
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
  cameras: readonly string[];
  faces: readonly UnknownFace[];
}

export interface Ticket {
  ticket: string;
  /** The WebSocket's address, without the ticket. */
  url: string;
  expires: string;
}
