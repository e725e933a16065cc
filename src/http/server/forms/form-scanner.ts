/** Finds the delimiters of a multipart form while its bytes arrive, and limits their number. */

/** More than any form of the site has; a list of sections repeats its field. */
const mostParts = 2_000;

export type FormScanner = {
  /** Processes the pieces in order. @returns false once there are too many parts */
  readonly feed: (piece: Uint8Array) => boolean;
  /** Offsets of the delimiter lines, in bytes from the start of the body; none if it is not multipart. */
  readonly delimiters: readonly number[];
};

/** The delimiter line, without its end; null for another type of body. */
export function delimiterOf(contentType: string): string | null {
  const boundary = /^multipart\/form-data\b.*?;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  return boundary === null ? null : `--${boundary[1] ?? boundary[2]}`;
}

/** @param contentType - of the body; its delimiter is searched for in any position */
export function openFormScanner(contentType: string): FormScanner {
  const delimiter = delimiterOf(contentType);
  const separator = Buffer.from(delimiter ?? '&', 'latin1');
  const delimiters: number[] = [];
  let parts = 0;
  /** The end of the data read so far: a delimiter and the line break before it may be split between pieces. */
  let tail = Buffer.alloc(0);
  const kept = separator.length + 1;
  let read = 0;
  const count = (at: number, before: string) => {
    parts += 1;
    // Only at the start of a line; elsewhere it is part of a file's content.
    if (delimiter !== null && (at === 0 || before === '\r\n')) delimiters.push(at);
  };
  /** Delimiters of a text that start before `end`. @param start - offset of the text in the body */
  const search = (text: Buffer, start: number, from: number, end: number) => {
    for (let at = text.indexOf(separator, from); at >= 0 && at < end && parts <= mostParts; ) {
      count(start + at, text.toString('latin1', Math.max(0, at - 2), at));
      at = text.indexOf(separator, at + separator.length);
    }
  };
  return {
    delimiters,
    feed: (piece) => {
      const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
      // Only the edge is copied, to find delimiters that cross it.
      const edge = Buffer.concat([tail, bytes.subarray(0, kept + 1)]);
      const start = read - tail.length;
      search(edge, start, Math.max(0, tail.length - separator.length + 1), tail.length + 2);
      search(bytes, read, 2, bytes.length);
      read += bytes.length;
      tail = bytes.length > kept ? Buffer.from(bytes.subarray(-kept)) : Buffer.from(edge.subarray(-kept));
      return parts <= mostParts;
    },
  };
}
