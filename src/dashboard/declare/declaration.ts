/** Types of `dashboards/<name>/dashboard.yaml`. `dashboards/dashboard.schema.json` describes the same for editors. */
import type { DatasetValue } from '../release.ts';
import type { RowFilter } from './row-filter.ts';

export type { RowFilter, Wanted } from './row-filter.ts';

/** Rows of a mart, selected, sorted and labelled. No figure is computed here: every figure shown is in a mart. */
export type DataDeclaration = {
  readonly mart: string;
  /** True if filters do not apply to it, such as levels above the one that is searched. */
  readonly whole?: true;
  readonly where?: RowFilter;
  /** Joins columns of other marts on equal keys, first match; `on` names shared columns, or maps ours to theirs. */
  readonly with?: readonly {
    readonly mart: string;
    readonly on: string | readonly string[] | Readonly<Record<string, string>>;
    readonly where?: RowFilter;
    /** Columns to add, or a map from new to original names. */
    readonly take: readonly string[] | Readonly<Record<string, string>>;
    /** True to drop rows without a match. */
    readonly must?: boolean;
    /** True to take the values of every row with the key, each once, as a list separated by spaces. */
    readonly every?: boolean;
  }[];
  /**
   * One row for each different value of the columns in `by`, with the other columns of its first row. New column = the
   * different values of a column in these rows, separated by spaces, in their order.
   */
  readonly gather?: { readonly by: readonly string[]; readonly lists: Readonly<Record<string, string>> };
  /**
   * New column = the value of a column, or `over` if a date of the row was over when the release was published: states
   * of support are those of the reference date. A month or a year counts to its last day.
   */
  readonly past?: Readonly<Record<string, { readonly of: string; readonly date: string }>>;
  /** New column = the first of these columns that has a value. */
  readonly first_of?: Readonly<Record<string, readonly string[]>>;
  /**
   * `<name>_label` for a column whose name is the kind of label, or new column = label of a kind (literal, or
   * `=column`) and id.
   */
  readonly label?: readonly string[] | Readonly<Record<string, { readonly kind: string; readonly id: string }>>;
  /**
   * New column = list of labels of space-separated ids, of one kind (literal, or `=column`), optionally with a prefix
   * for the ids.
   */
  readonly label_list?: Readonly<
    Record<string, { readonly kind: string; readonly of: string; readonly prefix?: string }>
  >;
  /** New column = labels of the stored choices in `of` (space-separated), from the choice list named in `list`. */
  readonly choices?: Readonly<Record<string, { readonly list: string; readonly of: string }>>;
  /** New column = the description of a table or column in this one, in the language of the page. */
  readonly described?: Readonly<Record<string, string>>;
  /** New column = text `<key>.<value of column>`. */
  readonly label_text?: Readonly<Record<string, { readonly text: string; readonly of: string }>>;
  /** New column = text filled with the row's formatted values. */
  readonly format?: Readonly<Record<string, string>>;
  /** New column = address of a page, such as `country/{country}`. */
  readonly link?: Readonly<Record<string, string>>;
  /** Columns, preceded by `-` for descending order. Null is last in either order. */
  readonly sort?: readonly string[];
  /** Maximum number of rows kept. */
  readonly most?: number;
};

/** Geometry instead of a mart: features of the reference map, each with the columns of the row that has its code. */
export type ShapeDeclaration = {
  readonly shapes: 'boundaries' | 'lines' | 'tiles' | 'dots' | 'frame';
  /** `$kind`, `real` or `illustrative`. */
  readonly of: string;
  /** Name of the data joined by `key`; features without a row get the columns of `missing`. */
  readonly join?: string;
  readonly key?: string;
  readonly missing?: Readonly<Record<string, DatasetValue>>;
  /** Columns for features outside the filter; without a declaration they are not drawn. */
  readonly outside?: Readonly<Record<string, DatasetValue>>;
  readonly format?: Readonly<Record<string, string>>;
  readonly label_text?: DataDeclaration['label_text'];
  readonly label?: DataDeclaration['label'];
};

/** A layered dependency graph: nodes with `x` and `y`, or edges with both ends. */
export type LayerDeclaration = {
  readonly layers: 'nodes' | 'edges';
  readonly edges: DataDeclaration;
  readonly from: string;
  readonly to: string;
  readonly nodes: DataDeclaration;
  readonly node: string;
};

/**
 * Countries, regions or groups side by side: a row for each thing that is compared, with the figures of all. Columns
 * `figure_1`, `low_1`, `high_1` belong to the first one selected, `note_1` is its interval in words or the reason for
 * a missing figure; `distance` is the highest minus the lowest figure, `verdict` whether their intervals overlap,
 * `above` the pairs whose intervals do not.
 */
export type ComparedDeclaration = {
  readonly compare: DataDeclaration;
  /** Filter whose values are compared. */
  readonly among: string;
  /** Column with the code of the country, region or group. */
  readonly by: string;
  /** Column with the thing that is compared. */
  readonly row: string;
  readonly figure: string;
  readonly low?: string;
  readonly high?: string;
  readonly label_text?: DataDeclaration['label_text'];
  readonly link?: DataDeclaration['link'];
  /**
   * Column of parts: the figure is then the mean over the parts that all of them have, `common` the number of these.
   */
  readonly common?: string;
};

/**
 * Ranked rows with their uncertainty: `place` is the rank, `place_low` to `place_high` its 90 % interval over the
 * replications, `chance` the share of the replications in which it is among the first ones, and `sureness` the same
 * as a word. Rows without a figure above 0 are excluded.
 */
export type RankedDeclaration = {
  readonly rank: DataDeclaration;
  /** Column with the figure to rank. */
  readonly figure: string;
  /** Column with the share by which it is multiplied, whose weight varies between replications. */
  readonly cover: string;
  /** Column with the figure in each replication, separated by spaces. */
  readonly replications: string;
  /** Number of ranks that count as the first ones. */
  readonly first: number;
  /** Maximum number of rows kept. */
  readonly most?: number;
  /** Rows with known costs, joined by the column `on`, and the `$parameters` of a budget to compare with. */
  readonly budget?: {
    readonly costs: DataDeclaration;
    readonly on: string;
    readonly amount: string;
    readonly currency: string;
    readonly year: string;
  };
  readonly label_text?: DataDeclaration['label_text'];
};

export type AnyData = DataDeclaration | ShapeDeclaration | LayerDeclaration | ComparedDeclaration | RankedDeclaration;

/** One value, or the first few as a list, for a sentence. */
export type Pick = DataDeclaration & {
  readonly column: string;
  /** True for the number of rows with a value in the column. */
  readonly count?: boolean;
};

export type ColumnDeclaration = {
  readonly column: string;
  /** Parameter of the page that is its title; without a value the column is omitted. Default: the text of its name. */
  readonly title?: string;
  /** Display of the cell: plain text by default. */
  readonly as?: CellKind;
  /** Columns with the bounds of a score. */
  readonly low?: string;
  readonly high?: string;
  /** Column with the address of a link. */
  readonly link?: string;
  /** Language of its values, and of those of `under`, if they are the same on every page, such as names of sources. */
  readonly written_in?: string;
  readonly under_written_in?: string;
  /** Column whose value selects the tone of a mark: a class and a symbol, so that colour is not the only cue. */
  readonly tone?: string;
  /** True if it is short enough to be next to other cells when rows become lists on a narrow screen. */
  readonly brief?: boolean;
  /** True for a column that only leads to another page: documents omit it. */
  readonly onward?: boolean;
  /** True for the cell that names the row. */
  readonly head?: boolean;
  /** Column shown in small type below the text. */
  readonly under?: string;
};
export type CellKind = 'text' | 'number' | 'score' | 'share' | 'mark' | 'code' | 'long';

export type TableDeclaration = {
  readonly data: string;
  readonly columns: readonly ColumnDeclaration[];
  /** Column whose value is the row's anchor. */
  readonly anchor?: string;
  /** Mart that is offered for download below it; the mart of its data by default. */
  readonly download?: string;
  /** Number of rows on a page, if fewer than in other tables. */
  readonly first?: number;
};

/** Values of `as_of` that need no text: the file states the reference date, or the block itself its date. */
export const withoutDateText: ReadonlySet<string> = new Set(['cycle', 'text']);

type Block = {
  readonly id: string;
  readonly data?: Readonly<Record<string, AnyData>>;
  readonly picks?: Readonly<Record<string, Pick>>;
  readonly width?: 'full' | 'half' | 'third' | 'two-thirds';
  /** Consecutive blocks with the same name are shown as tabs. */
  readonly tabs?: string;
  /** Data without which the block is omitted, or shows its text `empty`. */
  readonly needs?: string;
  /**
   * Which countries its sentence is about if a filter narrows the page: the members by default; the `scope`, for
   * which not every selection has figures; or `all`, independent of the selection.
   */
  readonly sentence_of?: 'scope' | 'all';
  /**
   * Of which date its facts are, for its files and documents: the text `as_of.<name>`, `cycle` for the reference date
   * of the cycle, or `text` if its own text states it. Required if its rows have a date of their own.
   */
  readonly as_of?: string;
  /** Filter that must be set with its minimum number of values for the block to be shown; of several, one of them. */
  readonly with_filter?: string | readonly string[];
  /** Filter that must not be set for the block to be shown; of several, none of them. */
  readonly without_filter?: string | readonly string[];
  /** Block of the same page whose table contains these figures. */
  readonly see?: string;
  /**
   * In print: fully expanded (`whole`), or omitted (`out`) because its content is also elsewhere. By default as
   * displayed.
   */
  readonly print?: 'whole' | 'out';
  /**
   * On a narrow screen, its rows are folded below a line that counts them; of cards, the lines after the first. For
   * figures that few readers of a long page look for first.
   */
  readonly fold?: true;
};
/** Shape of a legend key: `square` by default; the last shape is used for the remaining keys. */
export type KeyShape =
  | 'square'
  | 'frame'
  | 'dot'
  | 'ring'
  | 'tick'
  | 'band'
  | 'triangle'
  | 'diamond'
  | 'cross'
  | 'wedge';
export type ChartBlock = Block & {
  /** A file in the dashboard's own folder, or in another's as `<dashboard>/<file>`. */
  readonly chart: string;
  readonly table?: TableDeclaration;
  /** Meaning of the colours: texts `<texts>.<of>`, each with the fill at its position in the theme's list. */
  readonly legend?: {
    readonly texts?: string;
    readonly of?: readonly string[];
    /** Additional keys if a filter narrows the page. */
    readonly narrowed?: readonly string[];
    readonly fills: string;
    readonly shapes?: readonly KeyShape[];
    /**
     * Column with the keys: one that no row of the chart has is omitted, such as a status of no country on a map. The
     * classes of a scale are needed to read the others and are in `always`.
     */
    readonly column?: string;
    readonly always?: readonly string[];
    /** Keys that are in no column, such as a frame: listed if some row of the chart passes the filter. */
    readonly when?: Readonly<Record<string, RowFilter>>;
    /** Instead of texts: parameters with the names; one without a value is omitted. */
    readonly labels?: readonly string[];
  };
  /** On a page narrower than the chart: `fit` it, `shrink` it as far as it is legible, or `scroll` at full size. */
  readonly narrow?: 'fit' | 'shrink' | 'scroll';
  /** Width of the plot on a narrow screen, in pixels: the chart is then drawn twice, once for each kind of screen. */
  readonly narrow_width?: number;
  /** For a chart with a row for each value of a column: many values are split into pages. */
  readonly pages?: { readonly data: string; readonly key: string };
};
export type TableBlock = Block & { readonly table: TableDeclaration };
export type FactsBlock = Block & { readonly facts: readonly string[] };
export type CalloutsBlock = Block & {
  readonly callouts: { readonly data: string; readonly text: string; readonly tone: string };
};
export type CardsBlock = Block & {
  readonly cards: {
    readonly data: string;
    readonly title: string;
    readonly score: ColumnDeclaration;
    readonly mark?: ColumnDeclaration;
    readonly link?: string;
    readonly lines: readonly string[];
  };
};
export type TreeBlock = Block & {
  readonly tree: {
    readonly levels: readonly {
      readonly data: string;
      readonly key: string;
      readonly parent?: string;
      readonly title: string;
      readonly says?: string;
      readonly columns: readonly ColumnDeclaration[];
      /** Expanded initially: always, or if a filter narrows the page. */
      readonly open?: boolean | 'narrowed';
      /** Column with the address of a separate page. */
      readonly link?: string;
    }[];
    readonly leaf?: TableDeclaration & { readonly parent: string };
  };
};
export type SourcesBlock = Block & {
  readonly sources: {
    readonly data: string;
    readonly title: string;
    readonly says: string;
    readonly text: string;
    readonly anchor: string;
  };
};
export type ProseBlock = Block & {
  readonly prose: readonly string[];
  /** Dashboards to which the text links. */
  readonly to?: readonly string[];
  /** Filters that these are opened with: `$parameter` of the page, by filter. */
  readonly opened_with?: Readonly<Record<string, string>>;
  /** Filters whose choice on this page is kept there, in the order of that page. */
  readonly keep?: readonly string[];
  /** Additional paragraphs if a filter narrows the page. */
  readonly narrowed?: readonly string[];
};
/**
 * Sentences from the picks: texts `<key>.text`, each after its `<key>.label` if there is one. Empty ones are omitted.
 */
export type SummaryBlock = Block & { readonly summary: readonly string[] };
/** Entry points: texts `<key>.title` and `<key>.text`, with links to every page of that section of the navigation. */
export type DoorsBlock = Block & { readonly doors: readonly SiteSection[] };
/** Recent events: maximum number of releases, and of corrections. */
export type NewsBlock = Block & { readonly news: number };
export type AnyBlock =
  | ChartBlock
  | TableBlock
  | FactsBlock
  | CalloutsBlock
  | CardsBlock
  | TreeBlock
  | SourcesBlock
  | ProseBlock
  | SummaryBlock
  | DoorsBlock
  | NewsBlock;

/** Sections of the navigation, in order. */
export const siteSections = ['countries', 'support', 'method'] as const;
export type SiteSection = (typeof siteSections)[number];

/** One page for each row, and links among them. */
export type ChoiceDeclaration = {
  readonly name: string;
  readonly data: DataDeclaration;
  readonly value: string;
  readonly label: string;
  /** Column with the value of the parent row, for a choice in levels. */
  readonly parent?: string;
  /**
   * Texts with other names of the values, such as the usual name of a treaty: `<known_as>.<value>`, the value as in
   * addresses. A value without a text has no other name.
   */
  readonly known_as?: string;
  /** Columns of the row that blocks may refer to as `$name`. */
  readonly columns?: readonly string[];
  /** `first`: the page without a value shows the first row. `all`: it has its own blocks. */
  readonly start: 'first' | 'all';
};

/** A filter: narrows a page by values in its address, `?<name>=<value>`. */
export type FilterDeclaration = {
  /** Mart with a row for each thing to select, and conditions for its rows. */
  readonly mart: string;
  readonly where?: Readonly<Record<string, DatasetValue | readonly DatasetValue[]>>;
  /** Column that identifies the thing. Every data and pick whose mart has this column then keeps only the selection. */
  readonly key: string;
  /**
   * Column whose distinct values the form counts too: if a row is a need, the countries. The parameter is
   * `$shown_<column>`.
   */
  readonly counts?: string;
  /** Its texts are `filters.<texts>.title`, `.reset` and `.says` instead of `filters.title` and so on. */
  readonly texts?: string;
  /** Only on the page with a choice, or without one; a dashboard may then have one of each. */
  readonly only?: 'start' | 'chosen';
  readonly by: readonly FilterBy[];
};

/** One field of the form: a list of values, or a check box if `is` gives the value. */
export type FilterBy = {
  readonly name: string;
  readonly column: string;
  /** Mart whose rows state which things match, if it differs from the filter's; its rows have the key too. */
  readonly mart?: string;
  /**
   * Column of its mart that identifies what it keeps, if it differs from the filter's key, such as the elements on a
   * page of countries. It then applies to rows with this column, and does not count countries.
   */
  readonly key?: string;
  /** Name of the field on which it depends: without it, this field is neither offered nor used. */
  readonly after?: string;
  /**
   * Selects the cycle whose figures the page shows: $cycle, $version and so on then come from its row of the mart
   * `cycles`. Of its `where` only `known: true` is allowed: cycles without a value in this column are not offered.
   */
  readonly cycle?: true;
  /** Conditions for its rows; `$name` is a parameter of the page. */
  readonly where?: RowFilter;
  /** Kind of label of its values (literal, or `=column`), or key of the texts that name them. */
  readonly label?: string;
  /** Prefix of the value in the id of its label, such as the list of a choice. */
  readonly prefix?: string;
  readonly text?: string;
  /** True if the column contains several values, separated by spaces. */
  readonly list?: boolean;
  /** A check box, which keeps rows with this value in the column; in the address its value is `yes`. */
  readonly is?: DatasetValue;
  /**
   * A field for several values, from `least` to `most`; the column `sections` groups them in the sections of `order`,
   * named by the texts `filters.<name>.<value>`. Without sections each value is a check box. Its parameters are
   * `$<name>_1`, `$<name>_1_label` and so on.
   */
  readonly several?: {
    readonly least: number;
    readonly most: number;
    readonly sections?: string;
    readonly order?: readonly string[];
  };
  /**
   * A field that does not filter: a check box, whose `$<name>` is `yes` if ticked; an `amount`, an integer above 0;
   * or a `value` of the column.
   */
  readonly option?: true | 'amount' | 'value';
  /** A search field for a part of the name, or for the whole code; `label` is its kind. */
  readonly search?: boolean;
  /** True if the search over all pages leads to a thing by its code, which readers know; names may be those of others. */
  readonly code?: boolean;
  /** Kind of the aggregate in marts of regions and groups, so that figures of the selected one can be shown. */
  readonly scope?: 'region' | 'group';
  /** Only on the page with a choice, or without one. */
  readonly only?: 'start' | 'chosen';
};

/** For which releases a dashboard, or a block of it, is shown. */
export type Offer = {
  /** Mart that must have rows; otherwise it is omitted. */
  readonly with?: string;
  /** True for content that is the same for every instrument: it is shown for the first one only. */
  readonly once?: boolean;
};

/** The content of a document, in order. */
export type DocumentDeclaration = {
  /** Maximum number of pages of its PDF. */
  readonly pages?: number;
  /** Blocks of the page; `<block>.table` for the table of a chart. */
  readonly blocks: readonly string[];
};

/** What the report on a release takes from the pages of a dashboard. */
export type ReportDeclaration = {
  /** Position of the chapter in the report. */
  readonly chapter: number;
  /** Blocks of the page; `<block>.table` for the table of a chart. */
  readonly blocks: readonly string[];
  /** True for a chapter for each choice without a parent, such as each dimension, instead of one for the first page. */
  readonly each?: boolean;
};

export type DashboardDeclaration = Offer & {
  readonly position: number;
  /** Section of the navigation; the first dashboard precedes all sections. Default: countries. */
  readonly section?: SiteSection;
  readonly choice?: ChoiceDeclaration;
  readonly filters?: FilterDeclaration | readonly FilterDeclaration[];
  /** Blocks of each page; those with `only: start` only without a choice, those with `only: chosen` only with one. */
  readonly blocks: readonly (AnyBlock & Offer & { readonly only?: 'start' | 'chosen' })[];
  /** Parameters that are picks: `$name` in every block. */
  readonly parameters?: Readonly<Record<string, Pick>>;
  /** Marts offered as files on the page. */
  readonly downloads?: readonly string[];
  /** Texts with reservations, shown on every page. */
  readonly reservations?: readonly string[];
  /** Documents that its pages offer as PDF and DOCX, by name; with a choice, each chosen page has them. */
  readonly documents?: Readonly<Record<string, DocumentDeclaration>>;
  /** Its chapter in the report on a release; without one it is only in the annexes of the report. */
  readonly report?: ReportDeclaration;
  /** True if pages link to the reader's own weights of the chosen element. */
  readonly own_weights?: boolean;
  /**
   * True if facts are real even in an illustrative release: the page then states this instead of the illustrative
   * banner.
   */
  readonly real?: boolean;
};
