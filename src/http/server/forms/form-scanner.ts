/** Finds the parts of a form while its bytes arrive: where each begins, and that there are not too many. */

/** More than any form of the site has; a list of sections repeats its field. */
const mostParts = 2_000;

export type FormScanner = {
  /** Feeds on pieces in their order. @returns false once there are too many parts */
  readonly feed: (piece: Uint8Array) => boolean;
  /** Offsets of the lines that separate parts, in bytes from the start of the body; none where it is not multipart. */
  readonly delimiters: readonly number[];
};

/** The line that separates parts, without its end; null for another type of body. */
export function delimiterOf(contentType: string): string | null {
  const boundary = /^multipart\/form-data\b.*?;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  return boundary === null ? null : `--${boundary[1] ?? boundary[2]}`;
}

/** @param contentType - of the body; what it separates its parts with counts wherever it is */
export function openFormScanner(contentType: string): FormScanner {
  const delimiter = delimiterOf(contentType);
  const separator = Buffer.from(delimiter ?? '&', 'latin1');
  const delimiters: number[] = [];
  let parts = 0;
  /** The end of what was read: a separator, and the line break before it, may be cut in two. */
  let tail = Buffer.alloc(0);
  let read = 0;
  return {
    delimiters,
    feed: (piece) => {
      const text = Buffer.concat([tail, piece]);
      const start = read - tail.length;
      read += piece.length;
      let from = tail.length === 0 ? 0 : Math.max(0, tail.length - separator.length + 1);
      for (let at = text.indexOf(separator, from); at >= 0 && parts <= mostParts; at = text.indexOf(separator, from)) {
        parts += 1;
        // Only at the start of a line; elsewhere it belongs to what a file holds.
        const ofLine = start + at === 0 || (at >= 2 && text[at - 2] === 13 && text[at - 1] === 10);
        if (delimiter !== null && ofLine) delimiters.push(start + at);
        from = at + separator.length;
      }
      tail = text.subarray(Math.max(0, text.length - separator.length - 1));
      return parts <= mostParts;
    },
  };
}
