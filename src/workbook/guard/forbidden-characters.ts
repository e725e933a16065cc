/** Characters that XML forbids in any form, searched for in the bytes: four at a time, as nearly no part has any. */
import { Buffer } from 'node:buffer';

const space = 0x20;
const lineBreaks: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d]);
/** U+FFFE and U+FFFF. */
const nonCharacters = [Buffer.from([0xef, 0xbf, 0xbe]), Buffer.from([0xef, 0xbf, 0xbf])];

/** @param bytes - valid UTF-8, in which a byte below 0x80 is always a character of its own */
export function holdsForbidden(bytes: Uint8Array): boolean {
  const head = -bytes.byteOffset & 3;
  const length = Math.max(0, bytes.length - head) >> 2;
  const words = new Int32Array(bytes.buffer, length === 0 ? 0 : bytes.byteOffset + head, length);
  if (holdsControl(bytes, 0, length === 0 ? bytes.length : head)) return true;
  if (length > 0 && holdsControl(bytes, head + 4 * length, bytes.length)) return true;
  for (let place = 0; place < words.length; place += 1) {
    const word = words[place]!;
    // Not zero if one of the four is below a space (“hasless”, S. E. Anderson, Bit Twiddling Hacks).
    if (((word - 0x20202020) & ~word & 0x80808080) === 0) continue;
    const from = head + 4 * place;
    if (holdsControl(bytes, from, from + 4)) return true;
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return nonCharacters.some((one) => buffer.includes(one));
}

function holdsControl(bytes: Uint8Array, from: number, to: number): boolean {
  for (let place = from; place < to; place += 1) {
    const byte = bytes[place]!;
    if (byte < space && !lineBreaks.has(byte)) return true;
  }
  return false;
}
