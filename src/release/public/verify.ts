/** Rebuilds a release from its kept inputs, and compares every byte. */
import { compile, type OnProgress } from '../build/build.ts';
import { keptVolume } from '../build/memory.ts';
import { cyclesOfOtherRules } from '../build/rules.ts';
import { type Manifest, type ManifestFile, sealPath, sha256 } from '../files/manifest.ts';
import { readManifest } from '../files/open.ts';
import { inputPath, loadInputs, readKeptInputs } from '../input/load.ts';
import { earlierScoreTreePath, scoreTreePath } from '../steps/kept-score-tree.ts';

export type Difference = {
  readonly path: string;
  /**
   * `changed`: the stored file is not the one in the manifest. `missing`: it is not stored. `rebuilt_otherwise`:
   * rebuilt from the kept inputs and models, it has other bytes. `unnamed`: stored, but not in the manifest.
   * `other_rules`: the rules of a cycle differ from those in the manifest, or from those in the input tables.
   */
  readonly why: 'changed' | 'missing' | 'unnamed' | 'rebuilt_otherwise' | 'other_rules';
};

export type Verification = {
  readonly manifest: Manifest;
  /** Empty if the release matches its manifest. */
  readonly differences: readonly Difference[];
};

/**
 * @param files - every file of the release, including kept inputs
 * @param scratch - folder for temporary files; by default the system's
 * @throws Problem `release_unreadable` if there is no manifest
 */
export async function verifyRelease({
  files,
  scratch,
  onProgress = () => {},
}: {
  files: ReadonlyMap<string, Uint8Array>;
  scratch?: string;
  onProgress?: OnProgress;
}): Promise<Verification> {
  const manifest = readManifest(files);
  const stored = storedDifferences(manifest, files);
  // Changed inputs or models cannot be trusted, so nothing is rebuilt from them.
  if (stored.some(({ path }) => !path.startsWith('marts/'))) return { manifest, differences: stored };
  const {
    format: _,
    release: __,
    engine,
    seeds,
    rules = [],
    protection,
    inputs,
    models,
    files: tables,
    ...about
  } = manifest;
  let otherRules: readonly string[] = [];
  const again = await compile({
    sources: new Map(models.map(({ path }) => [path.replace(/^models\//, ''), text(files, path)])),
    about,
    seal: text(files, sealPath),
    volume: keptVolume(inputs),
    load: async (opening) => {
      const kept = await readKeptInputs(await opening, files, manifest);
      otherRules = cyclesOfOtherRules(rules, kept);
      await loadInputs(opening, kept, { takesAnswers: true });
    },
    scratch,
    onProgress,
  });
  const rebuilt = new Map([...again.manifest.inputs, ...again.manifest.files].map((file) => [file.path, file.sha256]));
  const otherwise = [...inputs, ...tables].filter(
    ({ path, sha256 }) => rebuilt.get(path === earlierScoreTreePath ? scoreTreePath : path) !== sha256,
  );
  return {
    manifest,
    differences: [
      ...stored,
      ...otherwise.map(({ path }) => ({ path, why: 'rebuilt_otherwise' as const })),
      ...otherRules.map((cycle) => ({
        path: `${inputPath('rules')} ${cycle}`,
        why: 'other_rules' as const,
      })),
    ],
  };
}

function storedDifferences(manifest: Manifest, files: ReadonlyMap<string, Uint8Array>): Difference[] {
  const seal = files.get(sealPath);
  const named: (ManifestFile & { sealed?: boolean })[] = [
    ...manifest.inputs.map((file) => ({ ...file, sealed: true })),
    ...manifest.models,
    ...manifest.files,
  ];
  const known = new Set([...named.map(({ path }) => path), 'manifest.json', sealPath]);
  const differences: Difference[] = seal ? [] : [{ path: sealPath, why: 'missing' }];
  for (const { path, sha256: expected, sealed } of named) {
    const bytes = files.get(path);
    if (!bytes) differences.push({ path, why: 'missing' });
    else if (sha256(...(sealed && seal ? [seal] : []), bytes) !== expected) differences.push({ path, why: 'changed' });
  }
  for (const path of files.keys()) if (!known.has(path)) differences.push({ path, why: 'unnamed' });
  return differences;
}

const text = (files: ReadonlyMap<string, Uint8Array>, path: string) => new TextDecoder().decode(files.get(path));
