/** The descriptions that a release shows to its readers, for translators. */
import { type ModelFiles, modelFiles } from './files.ts';
import type { Model } from './model.ts';
import { checkModels } from './read.ts';

/**
 * Titles of all models, and the content, columns and units of published tables, in the order of the tables.
 *
 * @returns without duplicates; null if a model cannot be read
 */
export function modelDescriptions(contentRoot: string): string[] | null {
  const files: ModelFiles = modelFiles(contentRoot);
  const { models, faults } = checkModels(files, { examples: false });
  if (faults.length > 0) return null;
  const published = models
    .filter(({ schema }) => schema === 'marts')
    .sort((one, other) => (one.file < other.file ? -1 : 1));
  const others = models.filter(({ schema }) => schema !== 'marts').map(({ title }) => title);
  return [...new Set([...published.flatMap(descriptionsOf), ...others])];
}

const descriptionsOf = ({ title, means, columns }: Model): string[] => [
  title,
  means,
  ...Object.values(columns).flatMap((column) => (column.unit ? [column.means, column.unit] : [column.means])),
];
