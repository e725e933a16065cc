/** The stylesheet, the scripts and the fonts, under names that include a hash of their content. */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { copyFolder } from '../../content/index.ts';
import type { Theme } from '../../dashboard/index.ts';
import type { Language } from '../../i18n/index.ts';
import { type Body, makeBody } from './body.ts';
import { browserBundle, isReader, isStyleSheet } from './bundle.ts';
import { webFonts } from './fonts.ts';
import { openKeptBodies } from './kept-bodies.ts';

export type Assets = {
  /** Addresses relative to the root of the site. */
  readonly style: string;
  readonly script: string;
  /** Bodies by address, with a leading slash. */
  readonly bodies: ReadonlyMap<string, Body>;
  /** Size in bytes of the script that every page loads, before compression. */
  readonly scriptSize: number;
};

/** @param languages - those whose script a reader's system may lack have a font; no fonts if omitted */
export async function makeAssets(theme: Theme, languages: readonly Language[] = []): Promise<Assets> {
  const fonts = webFonts(languages, theme.font);
  const bundled = readBundle() ?? (await bundle());
  const css = `${styleSheet(theme, bundled)}\n${fonts.css}`;
  const style = `assets/page-${createHash('sha256').update(css).digest('hex').slice(0, 10)}.css`;
  const scripts = bundled.filter(({ name }) => !isStyleSheet(name));
  const reader = scripts.find(({ name }) => isReader(name))!;
  const bodies = new Map<string, Body>();
  const kept = copyFolder === null ? null : openKeptBodies(join(copyFolder, 'assets-packed'));
  const add = async (name: string, content: string | Uint8Array, type: string) => {
    const hash = createHash('sha256').update(content).digest('hex');
    const known = kept?.read(hash);
    const body = known ?? (await makeBody(content, type, true));
    bodies.set(`/${name}`, body);
    if (!known) void kept?.write(hash, body);
  };
  await Promise.all([
    add(style, css, 'text/css; charset=utf-8'),
    ...scripts.map(({ name, contents }) => add(name, contents, 'text/javascript; charset=utf-8')),
    ...[...fonts.files].map(([name, contents]) => add(name, contents, 'font/woff2')),
  ]);
  return { style, script: reader.name, bodies, scriptSize: reader.contents.length };
}

/** A script or a style sheet. */
type Bundled = { readonly name: string; readonly contents: Uint8Array };

/** From the compiled copy; null if there is none. */
function readBundle(): Bundled[] | null {
  const folder = copyFolder === null ? null : join(copyFolder, 'assets');
  if (folder === null || !existsSync(folder)) return null;
  return readdirSync(folder).map((file) => ({ name: `assets/${file}`, contents: readFileSync(join(folder, file)) }));
}

let bundling = 0;

/**
 * esbuild's process uses 65 MB until it is stopped, and stopping it would end concurrent builds, so the last one
 * stops it.
 */
async function bundle(): Promise<Bundled[]> {
  const { build, stop } = await import('esbuild');
  bundling += 1;
  try {
    const { outputFiles } = await build(browserBundle(join(import.meta.dirname, '../../..')));
    return outputFiles.map(({ path, contents }) => ({ name: `assets/${basename(path)}`, contents }));
  } finally {
    bundling -= 1;
    if (bundling === 0) await stop();
  }
}

/** Colours of the theme as custom properties, then the style sheets sorted by name, which begins with their place. */
function styleSheet(theme: Theme, bundled: readonly Bundled[]): string {
  const variables = (colours: Readonly<Record<string, string>>) =>
    Object.entries(colours).map(([name, colour]) => `--${name}:${colour}`);
  const light = variables(theme.colours).join(';');
  // For screens only: paper is white. Drawings, and marks with a tier's fill, have a light background in both.
  const dark = `@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;${variables(theme.dark).join(';')}}.chart,.legend svg,.mark b{color-scheme:light;color:var(--ink);${light}}figure.chart.chart{background-color:var(--paper);border-radius:4px}}`;
  const sheets = bundled
    .filter(({ name }) => isStyleSheet(name))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return [
    `:root{${light};--font:${theme.font}}`,
    ...sheets.map(({ contents }) => Buffer.from(contents).toString('utf8').trimEnd()),
    dark,
  ].join('\n');
}
