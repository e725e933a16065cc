/** The manifest of a release: every file with its SHA-256, and everything that the release was made from. */
import { createHash } from 'node:crypto';

/** SHA-256 by pillar of how its indicators are composed of answers; by section for what feeds no pillar. */
export type PillarHashes = Readonly<Record<string, string>>;
/** The basis of the rounding, in the form of a manifest. */
export type RoundingBasis = {
  readonly method: number;
  /** By cycle. */
  readonly pillars: Readonly<Record<string, PillarHashes>>;
};

/**
 * Audience of an edition: `restricted` adds what the secretariat and entitled donors may see, never confidential
 * answers.
 */
export const editions = ['public', 'restricted'] as const;
export type Edition = (typeof editions)[number];

/** What was removed from a release, why and when. The reason is public. */
export type Erratum = {
  readonly country: string;
  /** Null if it was removed from every cycle. */
  readonly cycle: string | null;
  readonly reason: string;
  /** UTC. */
  readonly withdrawn_at: string;
};

/** A questionnaire version that a release uses: what it asks and scores, and the texts that it is shown with. */
export type UsedQuestionnaire = {
  readonly version: string;
  /** SHA-256 of its meaning, which was frozen when the cycle opened. Absent in releases of earlier software. */
  readonly meaning?: string;
  /** SHA-256 of its texts by language, as of the build. Absent in releases of earlier software. */
  readonly texts?: Readonly<Record<string, string>>;
  /** SHA-256 of all its files, which releases of earlier software give instead. */
  readonly sha256?: string;
};

/** What is known of a release before it is built. */
export type About = {
  /** The released cycle; earlier ones are included for comparison. */
  readonly cycle: string;
  readonly instrument: string;
  readonly edition: Edition;
  /** True if the answers are invented and belong to fictional States. */
  readonly illustrative: boolean;
  readonly questionnaires: readonly UsedQuestionnaire[];
  /** Version of this software. */
  readonly software: string;
  /** What the groups of protected answers and their rounding derive from; absent if nothing is protected. */
  readonly rounding?: RoundingBasis;
  /** The withdrawn release that this one replaces; absent if it corrects none. */
  readonly corrects?: string;
  /** Absent if nothing was removed. */
  readonly errata?: readonly Erratum[];
};

/** Counts of protected answers and submissions, as the countries chose; see docs/disclosure.md. */
export type Protection = {
  /** Submissions with answers that feed scores and are not listed. */
  readonly submissions: number;
  /** Answers that are scored with the rounded mean of their group. */
  readonly rounded: number;
  /** Answers that are scored as not released, as they would reveal a protected answer. */
  readonly withheld: number;
};

export type ManifestFile = { readonly path: string; readonly sha256: string; readonly bytes: number };

/** SHA-256 of the canonical form of the rules that were frozen when a cycle opened. */
export type ManifestRules = { readonly cycle: string; readonly sha256: string };

export type Manifest = About & {
  readonly format: 1;
  /** The release id: the first twelve hexadecimal digits of the SHA-256 of this manifest without `release`. */
  readonly release: string;
  /** Name and version of the software that computed it; another version may write other bytes. */
  readonly engine: string;
  /** Seeds of the random draws, by their use. */
  readonly seeds: Readonly<Record<string, number>>;
  /** Rules of each cycle of the release; absent in releases of earlier software, which did not keep them. */
  readonly rules?: readonly ManifestRules[];
  /** Absent in releases of earlier software, which rounded nothing. */
  readonly protection?: Protection;
  /**
   * Frozen input tables, and the score tree built from them. They are kept and not published. Each hash covers a
   * secret seal and the file, so that no one can find an unlisted answer by trying values until the hash matches.
   */
  readonly inputs: readonly (ManifestFile & { readonly rows: number })[];
  /** SQL statements and declarations. */
  readonly models: readonly ManifestFile[];
  /** Published tables, each as Parquet, CSV and JSON. */
  readonly files: readonly (ManifestFile & { readonly mart: string; readonly rows: number })[];
};

export const manifestPath = 'manifest.json';
/** Path of the seal among the kept files. */
export const sealPath = 'inputs/seal.txt';
/** Everything under this path is never disclosed. */
const keptFolder = 'inputs/';

/** True for what is kept with a release and never published. */
export const isKeptInput = (path: string): boolean => path.startsWith(keptFolder);

/** Adds the id to a manifest and serialises it. */
export function finishManifest(parts: Omit<Manifest, 'release'>): { manifest: Manifest; text: string } {
  const release = sha256(JSON.stringify(parts)).slice(0, 12);
  const { format, ...rest } = parts;
  const manifest: Manifest = { format, release, ...rest };
  return { manifest, text: `${JSON.stringify(manifest, null, 2)}\n` };
}

/** SHA-256 in hexadecimal of one or several inputs. */
export const sha256 = (...pieces: readonly (string | Uint8Array)[]): string => sha256OfPieces(pieces);

/** The same of pieces of which each is valid until the next is taken. */
export function sha256OfPieces(pieces: Iterable<string | Uint8Array>): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}
