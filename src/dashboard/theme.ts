/** `dashboards/theme.yaml`: colours, fills and the look that every chart and the stylesheet share. */
import { readContent } from '../content/index.ts';
import type { Patterns } from './draw/pattern.ts';

export type Theme = {
  /** What `theme:key` in a chart represents. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Colours that the stylesheet takes as `--name`. */
  readonly colours: Readonly<Record<string, string>>;
  /** Of these, what differs on a dark page. */
  readonly dark: Readonly<Record<string, string>>;
  readonly patterns: Patterns;
  readonly font: string;
  /** Vega-Lite's `config`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** How the line above each drawing looks. */
  readonly caption: Readonly<Record<string, unknown>>;
};

export function loadTheme(contentRoot: string): Theme {
  return readContent<Theme>(contentRoot, 'dashboards/theme.yaml');
}
