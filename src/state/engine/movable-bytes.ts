/**
 * Bytes that the caller does not read after passing them to the store: a store in a separate thread transfers them
 * instead of making a copy, and they are empty afterwards.
 */
export class MovableBytes extends Uint8Array<ArrayBuffer> {}

/** Transfers bytes that fill a whole buffer; a part of a buffer is copied. */
export function movable(bytes: Uint8Array): MovableBytes {
  const { buffer } = bytes;
  if (buffer instanceof ArrayBuffer && bytes.byteLength === buffer.byteLength) return new MovableBytes(buffer);
  return new MovableBytes(new Uint8Array(bytes).buffer);
}
