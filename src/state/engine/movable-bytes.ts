/**
 * Bytes that anyone who gives them to the store does not read again: a store that writes in a separate thread takes them
 * over instead of making a copy, and they are empty afterwards.
 */
export class MovableBytes extends Uint8Array<ArrayBuffer> {}

/** Takes over what fills a whole buffer; a part of one is copied. */
export function movable(bytes: Uint8Array): MovableBytes {
  const { buffer } = bytes;
  if (buffer instanceof ArrayBuffer && bytes.byteLength === buffer.byteLength) return new MovableBytes(buffer);
  return new MovableBytes(new Uint8Array(bytes).buffer);
}
