/** What a release states about itself: every file with its SHA-256, and all that it was made from. */
import { createHash } from 'node:crypto';

/** SHA-256 by pillar of how its indicators are made of answers; of what feeds none, by section. */
export type PillarHashes = Readonly<Record<string, string>>;
/** As a manifest states it. */
export type RoundingBasis = {
  readonly method: number;
  /** By cycle. */
  readonly pillars: Readonly<Record<string, PillarHashes>>;
};

/** Who an edition is for: `restricted` adds what the secretariat and entitled donors may see, never what is confidential. */
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
  /** SHA-256 of its meaning, which was frozen when the cycle opened. Not there in releases of earlier software. */
  readonly meaning?: string;
  /** SHA-256 of its texts by language, as they were when the release was built. Not there in releases of earlier software. */
  readonly texts?: Readonly<Record<string, string>>;
  /** SHA-256 of all its files, which releases of earlier software name instead. */
  readonly sha256?: string;
};

/** What is known of a release before it is built. */
export type About = {
  /** Cycle that it is of; earlier ones are in it for comparison. */
  readonly cycle: string;
  readonly instrument: string;
  readonly edition: Edition;
  /** True if the answers are invented and belong to fictional States. */
  readonly illustrative: boolean;
  readonly questionnaires: readonly UsedQuestionnaire[];
  /** Version of this software. */
  readonly software: string;
  /** What groups of protected answers and their rounding follow from; not there where nothing is protected. */
  readonly rounding?: RoundingBasis;
  /** The withdrawn release that this one takes the place of; not there where it corrects none. */
  readonly corrects?: string;
  /** Not there where nothing was removed. */
  readonly errata?: readonly Erratum[];
};

/** Of scored answers, as the countries chose; see docs/disclosure.md. */
export type Protection = {
  /** Submissions of which some answers feed scores and are not listed. */
  readonly submissions: number;
  /** Answers that count with the rounded mean of their group. */
  readonly rounded: number;
  /** Answers that count as not released, as they would show a protected answer. */
  readonly withheld: number;
};

export type ManifestFile = { readonly path: string; readonly sha256: string; readonly bytes: number };

/** SHA-256 of the rules with which a cycle opened: of their canonical form, as it was frozen then. */
export type ManifestRules = { readonly cycle: string; readonly sha256: string };

export type Manifest = About & {
  readonly format: 1;
  /** The release's id: the first twelve digits of the SHA-256 of this manifest without it. */
  readonly release: string;
  /** Name and version of what computed it; another version may write other bytes. */
  readonly engine: string;
  /** Of every random draw, by what draws. */
  readonly seeds: Readonly<Record<string, number>>;
  /** Of each cycle in it; absent from releases of earlier software, which did not keep them. */
  readonly rules?: readonly ManifestRules[];
  /** Absent from releases of earlier software, which rounded nothing. */
  readonly protection?: Protection;
  /**
   * Frozen input tables, and the score tree made of them. They are kept and not published: the hash is taken over a secret
   * seal and the file, so that no one can try out what an unlisted answer was until the hash fits.
   */
  readonly inputs: readonly (ManifestFile & { readonly rows: number })[];
  /** Statements and declarations. */
  readonly models: readonly ManifestFile[];
  /** Published tables, each as Parquet, CSV and JSON. */
  readonly files: readonly (ManifestFile & { readonly mart: string; readonly rows: number })[];
};

export const manifestPath = 'manifest.json';
/** The seal's place among the kept files. */
export const sealPath = 'inputs/seal.txt';
/** What may not be disclosed: everything under it. */
export const keptFolder = 'inputs/';

/** Finishes a manifest with its id, and writes it. */
export function finishManifest(parts: Omit<Manifest, 'release'>): { manifest: Manifest; text: string } {
  const release = sha256(JSON.stringify(parts)).slice(0, 12);
  const { format, ...rest } = parts;
  const manifest: Manifest = { format, release, ...rest };
  return { manifest, text: `${JSON.stringify(manifest, null, 2)}\n` };
}

/** SHA-256 in hexadecimal of one or several pieces. */
export function sha256(...pieces: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}
