/** Range requests, for clients that fetch only what they need, such as DuckDB over HTTP: RFC 9110, section 14. */

export type Range = { readonly first: number; readonly last: number };

/**
 * @param header - `Range`
 * @returns `whole` if the header must be ignored: it is invalid, in another unit, or requests several ranges
 */
export function readRange(header: string | undefined, size: number): Range | 'whole' | 'unsatisfiable' {
  const [, start, end] = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '') ?? [];
  if (start === undefined || end === undefined || (start === '' && end === '')) return 'whole';
  if (start === '') {
    const length = Number(end);
    return length === 0 || size === 0 ? 'unsatisfiable' : { first: Math.max(0, size - length), last: size - 1 };
  }
  const [first, last] = [Number(start), end === '' ? size - 1 : Math.min(Number(end), size - 1)];
  if (end !== '' && Number(end) < first) return 'whole';
  return first >= size ? 'unsatisfiable' : { first, last };
}

/**
 * The response to a range request.
 *
 * @param etag - entity tag of the plain bytes, to which ranges refer
 * @returns null if the whole file must be sent: no range is requested, or the client has a range of another version
 */
export function respondPart(
  bytes: Uint8Array,
  etag: string,
  headers: Readonly<Record<string, string>>,
  asked: { readonly range: string | undefined; readonly ifRange: string | undefined },
): Response | null {
  // There is no Last-Modified, so only the entity tag can match, and only as a strong one.
  if (asked.range === undefined || (asked.ifRange !== undefined && asked.ifRange.trim() !== etag)) return null;
  const range = readRange(asked.range, bytes.length);
  if (range === 'whole') return null;
  const common = { ...headers, etag, 'accept-ranges': 'bytes' };
  if (range === 'unsatisfiable')
    return new Response(null, { status: 416, headers: { ...common, 'content-range': `bytes */${bytes.length}` } });
  const part = new Uint8Array(bytes.subarray(range.first, range.last + 1));
  return new Response(part, {
    status: 206,
    headers: {
      ...common,
      'content-range': `bytes ${range.first}-${range.last}/${bytes.length}`,
      'content-length': String(part.length),
    },
  });
}
