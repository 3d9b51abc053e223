/** Kinds the service reads, and kinds only the browser can turn into them. */
export const ACCEPT = 'image/*,.heic,.heif,.tif,.tiff';
