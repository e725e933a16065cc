/** Locations in a text that only its author can open: a path on a disk, a host of an internal network, a mailbox. */

/** The start of such a location; it extends to the end of the line, since a path may contain spaces. */
type Pattern = { readonly kind: 'path' | 'host' | 'mail'; readonly found: RegExp; readonly shown: string };

const start = String.raw`(?<![\p{L}\p{N}])`;
const ending = '(?:pdf|docx?|docm|odt|ods|rtf|txt|xlsx?|xlsm|csv|pptx?|zip|rar|jpe?g|png|tiff?|msg|eml|htm)';
/** Host names that no public server has, and addresses of private networks. */
const privateHost = String.raw`(?:localhost|[^\s/:.@]+|[^\s/:@]+\.(?:local|localdomain|localhost|lan|intranet|intra|internal|corp|home|private)|127\.[\d.]+|0\.0\.0\.0|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|169\.254\.\d+\.\d+|\[[^\]\s]*\])`;

const patterns: readonly Pattern[] = [
  { kind: 'path', found: /(?<![\p{L}\p{N}/])[a-z]\s?:\s?[\\/](?!\/)/iu, shown: 'C:\\…' },
  { kind: 'path', found: /(?<![\p{L}\p{N}:/])(?:\\\\|\/\/)(?=[\p{L}\p{N}?._-])/u, shown: '\\\\…' },
  {
    kind: 'path',
    found: new RegExp(
      `${start}(?:file|smb|cifs|nfs|afp|javascript|vbscript|data|blob|about|ftp|sftp|ms-\\p{L}+|onedrive|outlook)\\s*:(?!\\s)`,
      'iu',
    ),
    shown: 'file:…',
  },
  {
    kind: 'path',
    found:
      /(?<![\p{L}\p{N}/.:])(?:~|\/(?:home|users|volumes|mnt|media|tmp|var|root|private|documents|desktop|downloads|sdcard))\//iu,
    shown: '/…',
  },
  {
    kind: 'path',
    found: /%(?:userprofile|appdata|homepath|homedrive|temp|onedrive|public)%|\$(?:HOME|env:)/iu,
    shown: '%…%',
  },
  {
    kind: 'path',
    found: /(?<![\p{L}\p{N}:/])(?:\.\.?[\\/])?(?:[\p{L}\p{N} _.()-]+\\)+[\p{L}\p{N} _.()-]+/u,
    shown: '…\\…',
  },
  { kind: 'path', found: new RegExp(`^\\s*[^\\s/\\\\:]+\\.${ending}\\s*$`, 'imu'), shown: '…' },
  {
    kind: 'host',
    found: new RegExp(
      `${start}https?://(?:[^\\s/@]*@|${privateHost}(?=[:/?#\\s]|$)|[^\\s/]*-my\\.sharepoint\\.)`,
      'iu',
    ),
    shown: 'http://…',
  },
  {
    kind: 'mail',
    found: new RegExp(`${start}mailto\\s*:|[\\p{L}\\p{N}._%+-]+@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+`, 'iu'),
    shown: '…@…',
  },
];

/** Each of these locations has one of these signs. */
const anySign = /[:/\\~%$@.]/;

export type Reachable = {
  /** The text without these locations; empty if there was nothing else. */
  readonly text: string;
  /** The kinds of locations removed, in a form that discloses nothing; empty for none. */
  readonly taken: readonly string[];
};

/**
 * Removes such a location and the rest of its line: a path may contain spaces, so its end cannot be determined.
 *
 * @param kinds - the kinds to remove
 */
export function withoutUnreachable(text: string, kinds: readonly Pattern['kind'][]): Reachable {
  if (!anySign.test(text)) return { text, taken: [] };
  const taken = new Set<string>();
  const lines = text.split('\n').map((line) => {
    const found = patterns
      .filter(({ kind }) => kinds.includes(kind))
      .map((pattern) => ({ at: line.search(pattern.found), shown: pattern.shown }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at);
    if (found.length === 0) return line;
    taken.add(found[0]!.shown);
    return line.slice(0, found[0]!.at).replace(/[\s("'<«“:;,=–-]+$/u, '');
  });
  return taken.size === 0 ? { text, taken: [] } : { text: lines.join('\n').trim(), taken: [...taken] };
}
