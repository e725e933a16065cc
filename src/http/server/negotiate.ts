/** Content negotiation and conditional requests: RFC 9110, sections 12.5.3 and 13.1.2. */

export type Encoding = 'br' | 'gzip' | 'identity';

/** The smallest first: preferred among encodings with equal weight. */
const offered: readonly Encoding[] = ['br', 'gzip', 'identity'];

const known = new Map<string, Encoding | null>();
const mostKnown = 200;

/**
 * @param header - `Accept-Encoding`; a client without it gets the plain bytes
 * @returns null if it refuses every available encoding
 */
export function chooseEncoding(header: string | undefined): Encoding | null {
  if (header === undefined) return 'identity';
  const before = known.get(header);
  if (before !== undefined) return before;
  const chosen = choose(header);
  // Browsers send few different values.
  if (known.size >= mostKnown) known.clear();
  known.set(header, chosen);
  return chosen;
}

/** True if the client accepts gzip with at least the weight of plain bytes; for responses compressed for one client. */
export const prefersGzip = (header: string | undefined): boolean =>
  header !== undefined && choose(header, ['gzip', 'identity']) === 'gzip';

function choose(header: string, among = offered): Encoding | null {
  const weights = new Map<string, number>();
  for (const part of header.split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    if (name === '') continue;
    const coding = name === 'x-gzip' ? 'gzip' : name;
    weights.set(coding, weightOf(parameters));
  }
  const others = weights.get('*');
  // Encodings that are not listed are refused, except plain bytes, which only a weight of 0 refuses.
  const weight = (encoding: Encoding) =>
    weights.get(encoding) ?? (encoding === 'identity' ? (others === 0 ? 0 : leastWeight) : (others ?? 0));
  const acceptable = among.filter((encoding) => weight(encoding) > 0);
  return acceptable.reduce<Encoding | null>(
    (best, encoding) => (best === null || weight(encoding) > weight(best) ? encoding : best),
    null,
  );
}

const leastWeight = 0.0001;

/** An invalid weight counts as 0, as a client cannot show an encoding that it does not support. */
function weightOf(parameters: readonly string[]): number {
  const given = parameters.find((parameter) => /^q\s*=/.test(parameter));
  if (given === undefined) return 1;
  const text = given.replace(/^q\s*=\s*/, '');
  return /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(text) ? Number(text) : 0;
}

/**
 * True if the client already has this representation.
 *
 * @param header - `If-None-Match`: a list of tags, weak or strong, or `*`
 */
export function hasAlready(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header === etag || header.trim() === '*') return true;
  return (header.match(/(?:W\/)?"[\x21\x23-\x7e\x80-\uffff]*"/g) ?? []).some((tag) => tag.replace(/^W\//, '') === etag);
}
