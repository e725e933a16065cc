/** A release as it was built before models were in folders by subject, with its score tree at its earlier path. */
import type { Release } from '../../src/release/index.ts';

export function asBuiltEarlier(files: Release['files']): Map<string, Uint8Array> {
  const flat = (path: string) =>
    path
      .replace(/^(models\/pipelines\/[^/]+)\/[^/]+\/([^/]+)$/, '$1/$2')
      .replace('inputs/score_tree.json', 'inputs/forest.json');
  const manifest = JSON.parse(new TextDecoder().decode(files.get('manifest.json')!));
  for (const file of [...manifest.inputs, ...manifest.models]) file.path = flat(file.path);
  return new Map([...files].map(([path, bytes]) => [flat(path), bytes] as const)).set(
    'manifest.json',
    new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`),
  );
}
