/** What a map is drawn of, laid flat. */

/**
 * A feature in pixels: `cx`, `cy` is where a mark on it may be, `room` the area of its largest part in square pixels;
 * `footnote` names the text that must be shown below a map with it.
 */
export type FlatFeature = { readonly code: string; readonly [column: string]: unknown };

/** Width and height that maps are laid out in, in pixels. */
export const mapSize = { width: 960, height: 468 } as const;
