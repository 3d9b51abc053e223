// The parts of libheif-js that are used here; its own types leave them out.
declare module 'libheif-js/libheif-wasm/libheif-bundle.mjs' {
  interface HeifImage {
    get_width(): number;
    get_height(): number;
    /** Fills `pixels` with RGBA, and gives null where that fails. */
    display(pixels: ImageData, done: (filled: ImageData | null) => void): void;
  }
  interface LibHeif {
    HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] };
  }
  export default function libheif(): LibHeif;
}
