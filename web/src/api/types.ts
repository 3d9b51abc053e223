import type { components } from './schema';

type Schemas = components['schemas'];

export type Point = readonly [number, number];

/** Pixels of the upright picture as it was sent. */
export type Box = Schemas['FaceBox'];
export type PictureSize = Schemas['PictureSize'];
/** A picture with the turn, in degrees counter-clockwise, that its faces were found in. */
export type FoundPicture = Schemas['PictureFacts'];

/** What is drawn of a face, whichever route found it. */
export interface ShownFace {
  index: number;
  box: Box;
  /** 68 points, iBUG order. */
  landmarks?: readonly Point[];
  points?: Schemas['FivePoints'];
  /** The name of who it is taken for. */
  label?: string | null;
}

/** A face with its 68 landmarks. */
export type FoundFace = Schemas['LandmarkFacts'];
export type AlignedFace = Schemas['AlignedFace'];
export type AlignAnswer = Schemas['AlignAnswer'];
export type LandmarksAnswer = Schemas['LandmarksAnswer'];

/** A face with its five points and its quality. */
export type DescribedFace = Schemas['FaceFacts'];
/** A described face, and who it is taken for, if anyone. */
export type NamedFace = Schemas['NamedFace'];
export type RecognizeAnswer = Schemas['RecognizeAnswer'];
export type CompareAnswer = Schemas['CompareAnswer'];
/** A measured threshold and how often it is wrong; shares from 0 to 1. */
export type Threshold = Schemas['Threshold'];

/** Something about a swap that its beholder should know. */
export type SwapWarning = Schemas['Warned'];
export type SwapAnswer = Schemas['SwapAnswer'];
export type Model = Schemas['ModelFacts'];

/** A classifier of the store, and what its card says of it. */
export type Classifier = Schemas['ClassifierFacts'];
/** A class and how likely it is; class_idx is -1 for a face that nobody knows. */
export type ClassShare = Schemas['ClassFacts'];
export type ClassifyAbout = Schemas['ClassifyAbout'];

/** What a classifier says of a picture, and which face of it is meant. */
export interface Classified {
  classes: readonly ClassShare[];
  about: ClassifyAbout;
}

export type Blend = 'seamless' | 'feather' | 'none';
export type Crop = 'face' | 'head';
export type Format = 'png' | 'jpeg' | 'webp';

export interface SwapOptions {
  blend: Blend;
  label: boolean;
  /** Take a face that is blurred, cut off or tiny all the same. */
  anyQuality: boolean;
  format: Format;
}

export interface AlignOptions {
  size: number;
  crop: Crop;
  margin: number;
  format: Format;
}

/** Which faces are compared, and at which false-accept rate. */
export interface Comparison {
  far: number;
  faceA: number;
  faceB: number;
}

/** Somebody of a collection, and their consent. */
export type Person = Schemas['PersonFacts'];
export type People = Schemas['PeopleAnswer'];
export type KeptFace = Schemas['KeptFace'];
export type Enrolled = Schemas['EnrolAnswer'];
/** What was erased, when, and where copies may live on. */
export type Receipt = Schemas['ReceiptFacts'];
/** "This face is not that person", as somebody has said. */
export type Rejection = Schemas['RejectionFacts'];
export type SearchAnswer = Schemas['SearchAnswer'];
/** A face with who it is taken for, if anyone. */
export type SearchedFace = Schemas['SearchedFace'];
/** Among whom was searched, and how often that names a stranger. */
export type Searched = Schemas['SearchedFacts'];
