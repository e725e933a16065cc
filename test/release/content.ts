/** A content root for tests: the models of the project with a small instrument of another field. */
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const projectRoot = resolve(import.meta.dirname, '../..');

/** A copy for one test, which may change its models and rules. */
export function smallContent(): { root: string; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'gap-content-'));
  cpSync(join(projectRoot, 'test/cases/release-content'), root, { recursive: true });
  for (const folder of ['staging', 'indicators', 'scores', 'statistics', 'marts', 'model.schema.json']) {
    cpSync(join(projectRoot, 'pipelines', folder), join(root, 'pipelines', folder), { recursive: true });
  }
  for (const file of [
    'countries',
    'centroids',
    'groups',
    'group_names',
    'regions',
    'treaties',
    'treaty_names',
    'treaty_coverage',
  ]) {
    symlinkSync(join(projectRoot, `pipelines/reference/${file}.csv`), join(root, `pipelines/reference/${file}.csv`));
  }
  symlinkSync(join(projectRoot, 'package.json'), join(root, 'package.json'));
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
