/** A release as it was built before models were in folders by subject. */
import type { Release } from '../../src/release/index.ts';

export function withFlatModels(files: Release['files']): Map<string, Uint8Array> {
  const flat = (path: string) => path.replace(/^(models\/pipelines\/[^/]+)\/[^/]+\/([^/]+)$/, '$1/$2');
  const manifest = JSON.parse(new TextDecoder().decode(files.get('manifest.json')!));
  for (const model of manifest.models) model.path = flat(model.path);
  return new Map([...files].map(([path, bytes]) => [flat(path), bytes] as const)).set(
    'manifest.json',
    new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`),
  );
}
