/** `dashboards/theme.yaml`: the colours, fills and styles shared by every chart and the stylesheet. */
import { readContent } from '../content/index.ts';
import type { Patterns } from './draw/pattern.ts';

export type Theme = {
  /** Values for `theme:key` in charts. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Colours that the stylesheet uses as `--name`. */
  readonly colours: Readonly<Record<string, string>>;
  /** Those that differ in dark mode. */
  readonly dark: Readonly<Record<string, string>>;
  readonly patterns: Patterns;
  readonly font: string;
  /** Vega-Lite's `config`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Style of the caption above each drawing. */
  readonly caption: Readonly<Record<string, unknown>>;
};

export function loadTheme(contentRoot: string): Theme {
  return readContent<Theme>(contentRoot, 'dashboards/theme.yaml');
}
