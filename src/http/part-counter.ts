/** Counts the parts of a form while its bytes arrive, so that one of a million empty parts is never parsed. */

/** More than any form of the site has; a list of sections repeats its field. */
const mostParts = 2_000;

/** Feeds on pieces in their order. @returns false once there are too many parts */
export type PartCounter = (piece: Uint8Array) => boolean;

/** @param contentType - of the body; what it separates its parts with is looked for, whatever stands between */
export function partCounter(contentType: string): PartCounter {
  const boundary = /^multipart\/form-data\b.*?;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const separator = Buffer.from(boundary ? `--${boundary[1] ?? boundary[2]}` : '&', 'latin1');
  let parts = 0;
  let tail = Buffer.alloc(0);
  return (piece) => {
    const text = Buffer.concat([tail, piece]);
    let from = 0;
    for (let at = text.indexOf(separator); at >= 0 && parts <= mostParts; at = text.indexOf(separator, from)) {
      parts += 1;
      from = at + separator.length;
    }
    // A separator may be cut in two by the end of the piece.
    tail = text.subarray(Math.max(from, text.length - separator.length + 1));
    return parts <= mostParts;
  };
}
