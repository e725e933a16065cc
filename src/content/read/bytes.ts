/** Checks of a file before its text is parsed. */
import { isUtf8 } from 'node:buffer';
import type { Fault } from '../../problem/index.ts';
import { faultAt } from '../fault.ts';

/** Far larger than any content file; a larger one would delay every command that reads the content. */
const mostMegabytes = 32;

/**
 * @param text - the bytes decoded as UTF-8
 * @returns the fault of a file that is too large, not UTF-8 or empty; null if it can be read
 */
export function bytesFault(file: string, bytes: Buffer, text: string): Fault | null {
  if (bytes.length > mostMegabytes * 1_000_000) {
    const what = `The file has ${Math.ceil(bytes.length / 1_000_000)} MB, and ${mostMegabytes} MB is the limit for a file of content.`;
    return faultAt(file, null, { what, correction: 'Check that it is the file that was meant.' });
  }
  if (!isUtf8(bytes)) return notUtf8(file, bytes);
  if (/[^\s\uFEFF]/.test(text)) return null;
  return faultAt(
    file,
    { line: 1, column: 1 },
    { what: 'The file is empty.', correction: 'Write its content, or remove the file.' },
  );
}

function notUtf8(file: string, bytes: Buffer): Fault {
  const what = 'The file is not text in UTF-8: a character here cannot be read.';
  return faultAt(file, firstUnreadable(bytes), { what, correction: 'Save it again, with the encoding UTF-8.' });
}

/** Position of the first bytes that are not UTF-8. */
function firstUnreadable(bytes: Buffer) {
  let start = 0;
  for (let line = 1; ; line += 1) {
    const found = bytes.indexOf(0x0a, start);
    const end = found === -1 ? bytes.length : found;
    const part = bytes.subarray(start, end);
    if (!isUtf8(part)) return { line, column: columnOf(part) };
    if (found === -1) return { line: 1, column: 1 };
    start = end + 1;
  }
}

function columnOf(line: Buffer): number {
  const text = line.toString('utf8');
  return Math.max(0, text.indexOf('\uFFFD')) + 1;
}
