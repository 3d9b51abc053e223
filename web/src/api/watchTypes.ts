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
export type Case = Schemas['CaseFacts'];
export type CountedCase = Schemas['CountedCase'];
/** A case that has ended; there is no receipt where it had no picture. */
export type EndedCase = Schemas['EndAnswer'];

export type UnknownFace = Schemas['UnknownFacts'];
/** Faces that look like one person, whom nobody has named. */
export type Cluster = Schemas['ClusterFacts'];
export type UnknownAnswer = Schemas['UnknownAnswer'];
export type NamedUnknown = Schemas['NameAnswer'];

/** What a WebSocket is opened with. */
export type Ticket = Schemas['TicketAnswer'];
