/** Data for the page of a reader's own view. */
import type { BoundChoice } from '../../../dashboard/index.ts';
import type { OwnView } from '../../../release/index.ts';
import type { PictureEnding } from '../download/downloads.ts';
import type { PageLink } from '../page-context.ts';
import type { AskedCountries } from './own-address.ts';
import type { WeightFault } from './own-weights.ts';

/** One part as shown in the form. */
export type FormPart = {
  readonly element: string;
  readonly label: string;
  /** Multiple of its published weight. */
  readonly times: number;
  /** Share of the score, 0 to 1; null if every weight is 0. */
  readonly share: number | null;
  readonly publishedShare: number;
};

export type OwnViewPage = {
  readonly label: string;
  readonly parts: readonly FormPart[];
  /** Null if every weight is 0. */
  readonly view: OwnView | null;
  /** True if the weights are the published ones. */
  readonly same: boolean;
  /** False if earlier software computed the intervals of the release differently. */
  readonly drawnAlike: boolean;
  readonly faults: readonly WeightFault[];
  readonly threshold: number;
  readonly leastGroup: number;
  readonly illustrative: boolean;
  readonly choices: { readonly title: string; readonly options: readonly BoundChoice[] };
  readonly asked: AskedCountries;
  /** Addresses: of this element without own weights, of the files of this view, of the related published pages. */
  readonly published: string;
  readonly files: readonly OwnFileLink[];
  readonly beside: readonly PageLink[];
};

/** The figures, or the chart of them. */
export type OwnFile = 'csv' | 'xlsx' | PictureEnding;

export const isPicture = (kind: OwnFile): kind is PictureEnding => kind !== 'csv' && kind !== 'xlsx';

/** A file of a view: of the countries shown if some are selected, or of all. */
export type OwnFileLink = {
  readonly href: string;
  readonly kind: OwnFile;
  readonly of: 'view' | 'shown' | 'all';
};
