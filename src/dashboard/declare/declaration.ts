/** What `dashboards/<name>/dashboard.yaml` may say. `dashboards/dashboard.schema.json` tells an editor the same. */
import type { DatasetValue } from '../release.ts';

/** A literal, `$name` for a parameter of the page, or a list of which any fits. */
export type Wanted =
  | DatasetValue
  | readonly DatasetValue[]
  | { readonly not: DatasetValue | readonly DatasetValue[] }
  | { readonly known: boolean };
export type RowFilter = Readonly<Record<string, Wanted>>;

/** Rows of a mart, chosen, sorted and labelled. No figure is computed here: what is shown is in a mart. */
export type DataDeclaration = {
  readonly mart: string;
  /** True where a filter leaves it as it is, such as the levels above what is searched for. */
  readonly whole?: true;
  readonly where?: RowFilter;
  /** Columns of other marts, by equal keys; `on` names shared columns, or maps ours to theirs. First match counts. */
  readonly with?: readonly {
    readonly mart: string;
    readonly on: string | readonly string[] | Readonly<Record<string, string>>;
    readonly where?: RowFilter;
    /** Columns to take, or a map from the new name to theirs. */
    readonly take: readonly string[] | Readonly<Record<string, string>>;
    /** True to drop rows of ours that find none of theirs. */
    readonly must?: boolean;
  }[];
  /** New column = the first of these that has a value. */
  readonly first_of?: Readonly<Record<string, readonly string[]>>;
  /** `<name>_label` for a column whose name is its kind, or new column = label of a kind (literal, or `=column`) and id. */
  readonly label?: readonly string[] | Readonly<Record<string, { readonly kind: string; readonly id: string }>>;
  /** Column of space-separated ids = list of their labels, of one kind (literal, or `=column`); ids may want a prefix. */
  readonly label_list?: Readonly<
    Record<string, { readonly kind: string; readonly of: string; readonly prefix?: string }>
  >;
  /** New column = labels of stored choices: ids in `of`, separated by spaces, of the choice list that `list` names. */
  readonly choices?: Readonly<Record<string, { readonly list: string; readonly of: string }>>;
  /** New column = text `<key>.<value of column>`. */
  readonly label_text?: Readonly<Record<string, { readonly text: string; readonly of: string }>>;
  /** New column = text filled with the row's values, each formatted as its column is. */
  readonly format?: Readonly<Record<string, string>>;
  /** New column = address of a page, `country/{country}`. */
  readonly link?: Readonly<Record<string, string>>;
  /** Columns, `-` before one for falling order. Null comes last either way. */
  readonly sort?: readonly string[];
  /** Keep so many of the first rows. */
  readonly most?: number;
};

/** Geometry in place of a mart: features of the reference map, each with the columns of the row that has its code. */
export type ShapeDeclaration = {
  readonly shapes: 'boundaries' | 'lines' | 'tiles' | 'dots' | 'frame';
  /** `$kind`, `real` or `illustrative`. */
  readonly of: string;
  /** Name of the data that joins by `key`; what has no row gets `missing`. */
  readonly join?: string;
  readonly key?: string;
  readonly missing?: Readonly<Record<string, DatasetValue>>;
  /** Columns of what a filter leaves out; where none are declared it is not drawn. */
  readonly outside?: Readonly<Record<string, DatasetValue>>;
  readonly format?: Readonly<Record<string, string>>;
  readonly label_text?: DataDeclaration['label_text'];
  readonly label?: DataDeclaration['label'];
};

/** Layers of a graph of who reads whom: nodes with `x` and `y`, or edges with both ends. */
export type LayerDeclaration = {
  readonly layers: 'nodes' | 'edges';
  readonly edges: DataDeclaration;
  readonly from: string;
  readonly to: string;
  readonly nodes: DataDeclaration;
  readonly node: string;
};

/**
 * Countries, regions or groups side by side: a row for each thing that is compared, with the figures of all of them.
 * Columns `figure_1`, `low_1`, `high_1` are those of the first that is chosen, `note_1` its interval in words or why it has
 * no figure; `distance` is the highest less the lowest figure, `verdict` whether their intervals overlap, `above` the pairs
 * whose intervals do not.
 */
export type ComparedDeclaration = {
  readonly compare: DataDeclaration;
  /** Filter whose values are compared. */
  readonly among: string;
  /** Column that names who is compared. */
  readonly by: string;
  /** Column that names what is compared. */
  readonly row: string;
  readonly figure: string;
  readonly low?: string;
  readonly high?: string;
  readonly label_text?: DataDeclaration['label_text'];
  readonly link?: DataDeclaration['link'];
  /** Column of parts: the figure is then the mean over the parts that all of them have, `common` their number. */
  readonly common?: string;
};

/**
 * Rows in an order, with how sure it is: `place`, the places `place_low` to `place_high` of nine replications in ten, and
 * `chance`, the share of the replications in which it is among the first ones; `sureness` states that in a word. Rows without
 * a figure above 0 are left out.
 */
export type RankedDeclaration = {
  readonly rank: DataDeclaration;
  /** Column with what is put in order. */
  readonly figure: string;
  /** Column with the share that it is multiplied by, whose strength moves from replication to replication. */
  readonly cover: string;
  /** Column with the figure in each replication, separated by spaces. */
  readonly replications: string;
  /** How many places count as the first ones. */
  readonly first: number;
  /** Keep so many of the first rows. */
  readonly most?: number;
  /** Rows with what is known of what it costs, by the column `on`, and the `$parameters` of a budget to compare it with. */
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
  /** True for how many rows there are that have a value in the column. */
  readonly count?: boolean;
};

export type ColumnDeclaration = {
  readonly column: string;
  /** Parameter of the page that is its title; without a value the column is left out. Default: the text of its name. */
  readonly title?: string;
  /** How the cell looks: plain text by default. */
  readonly as?: CellKind;
  /** Columns with the bounds of a score. */
  readonly low?: string;
  readonly high?: string;
  /** Column that holds the address of a link. */
  readonly link?: string;
  /** Column whose value names the tone of a mark: a class and a sign, so that colour is not alone. */
  readonly tone?: string;
  /** Short enough to are next to others where a row folds on a narrow screen. */
  readonly brief?: boolean;
  /** The cell that names the row. */
  readonly head?: boolean;
  /** Column shown in small letters beneath the text. */
  readonly under?: string;
};
export type CellKind = 'text' | 'number' | 'score' | 'share' | 'mark' | 'code' | 'long';

export type TableDeclaration = {
  readonly data: string;
  readonly columns: readonly ColumnDeclaration[];
  /** Column whose value is the row's anchor. */
  readonly anchor?: string;
  /** Mart that the download beneath it holds; the data's own mart by default. */
  readonly download?: string;
  /** Rows of a page, where it is shorter than those of other tables. */
  readonly first?: number;
};

type Block = {
  readonly id: string;
  readonly data?: Readonly<Record<string, AnyData>>;
  readonly picks?: Readonly<Record<string, Pick>>;
  readonly width?: 'full' | 'half' | 'third' | 'two-thirds';
  /** Blocks in a row with the same name are behind one another, to be switched. */
  readonly tabs?: string;
  /** Data without which the block is left out, or shows its text `empty`. */
  readonly needs?: string;
  /**
   * Of which countries its sentence speaks, where a filter narrows the page: of the members by default; of the `scope`, for
   * which not every selection has figures; or of `all`, so that it contains nothing about a selection.
   */
  readonly sentence_of?: 'scope' | 'all';
  /** Filter that must be set for the block to be there, with as many values as it takes at least; of several, one of them. */
  readonly with_filter?: string | readonly string[];
  /** Filter that must not be; of several, none of them. */
  readonly without_filter?: string | readonly string[];
  /** Block of the same page whose table holds these figures. */
  readonly see?: string;
  /** On paper: unfolded `whole`, or left `out` as listing again what is elsewhere. By default as it opens. */
  readonly print?: 'whole' | 'out';
};
/** How a key of a legend is drawn: `square` by default; the last given shape serves for the rest. */
export type KeyShape = 'square' | 'dot' | 'ring' | 'tick' | 'band' | 'triangle' | 'diamond' | 'cross' | 'wedge';
export type ChartBlock = Block & {
  /** A file of the dashboard's own folder, or of another's as `<dashboard>/<file>`. */
  readonly chart: string;
  readonly table?: TableDeclaration;
  /** What the colours mean: texts `<texts>.<of>`, each with the fill in its place in the theme's list. */
  readonly legend?: {
    readonly texts?: string;
    readonly of?: readonly string[];
    /** Those that come after them where a filter narrows the page. */
    readonly narrowed?: readonly string[];
    readonly fills: string;
    readonly shapes?: readonly KeyShape[];
    /** In place of texts: parameters with the names; one without a value is left out. */
    readonly labels?: readonly string[];
  };
  /** Where the page is narrower than the chart: `fit` into it, `shrink` down to what is legible, or `scroll` at full size. */
  readonly narrow?: 'fit' | 'shrink' | 'scroll';
  /** Width of the plot on a narrow screen, in pixels: the chart is then drawn twice, and each screen shows its own. */
  readonly narrow_width?: number;
  /** Of a chart with a row for each value of a column: many of them are shown in pages. */
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
      /** Unfolded from the start: always, or where a filter narrows the page. */
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
  /** Dashboards that the prose leads to. */
  readonly to?: readonly string[];
  /** Paragraphs after them where a filter narrows the page. */
  readonly narrowed?: readonly string[];
};
/** Sentences made from the picks, one below another: texts `<key>.text`, each after its `<key>.label` if there is one. An empty one is left out. */
export type SummaryBlock = Block & { readonly summary: readonly string[] };
/** Ways into the site: texts `<key>.title` and `<key>.text`, with links to every page of that section of the navigation. */
export type DoorsBlock = Block & { readonly doors: readonly SiteSection[] };
/** What happened last: so many releases, and so many corrections. */
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
  /** Column with the value of the row above it, for a choice in steps. */
  readonly parent?: string;
  /** Columns of the row that blocks may use as `$name`. */
  readonly columns?: readonly string[];
  /** `first`: the page without a value shows the first row. `all`: it shows blocks of its own. */
  readonly start: 'first' | 'all';
};

/** What a page can be narrowed to, by values in its address: `?<name>=<value>`. */
export type FilterDeclaration = {
  /** Mart with a row for each thing to choose from, and what its rows must be. */
  readonly mart: string;
  readonly where?: Readonly<Record<string, DatasetValue | readonly DatasetValue[]>>;
  /** Column that names the thing. Every data and pick whose mart has this column then keeps only what is chosen. */
  readonly key: string;
  /** Column whose values the form counts too: where a row is a need, the countries. The parameter is `$shown_<column>`. */
  readonly counts?: string;
  /** Its texts are `filters.<texts>.title`, `.reset` and `.says` in place of `filters.title` and so on. */
  readonly texts?: string;
  /** Only on the page with a choice, or without one: there may then be one of each. */
  readonly only?: 'start' | 'chosen';
  readonly by: readonly FilterBy[];
};

/** One field of the form: a list of values, or a box to tick where `is` states which value is meant. */
export type FilterBy = {
  readonly name: string;
  readonly column: string;
  /** Mart whose rows state which things fit, where it is not the filter's own; its rows have the key too. */
  readonly mart?: string;
  /**
   * Column of its mart that names what it keeps, where that is not the filter's key: such as the elements of a page of
   * countries. It then chooses among rows with this column and counts no country.
   */
  readonly key?: string;
  /** Name of the field without which it is neither offered nor used. */
  readonly after?: string;
  /** Chooses the cycle whose figures the page shows: its row of the mart `cycles` is then $cycle, $version and the others. */
  readonly cycle?: true;
  /** What its rows must be; `$name` is a parameter of the page. */
  readonly where?: RowFilter;
  /** Kind of label of its values (literal, or `=column`), or key of the texts that name them. */
  readonly label?: string;
  /** Before the value in the id of its label, such as the list of a choice. */
  readonly prefix?: string;
  readonly text?: string;
  /** True if the column holds several values, separated by spaces. */
  readonly list?: boolean;
  /** A box to tick, which keeps what has this value in the column; the address states `yes`. */
  readonly is?: DatasetValue;
  /**
   * A field that takes several values, from `least` to `most`; the column `sections` puts them in sections, those of
   * `order`, named by the texts `filters.<name>.<value>`. Without sections each value is a box to tick. Its parameters are
   * `$<name>_1`, `$<name>_1_label` and so on.
   */
  readonly several?: {
    readonly least: number;
    readonly most: number;
    readonly sections?: string;
    readonly order?: readonly string[];
  };
  /**
   * A field that chooses nobody: a box, whose `$<name>` is `yes` where it is ticked; an `amount`, a whole number above 0; or a
   * `value` of the column.
   */
  readonly option?: true | 'amount' | 'value';
  /** A field for a part of the name; `label` is its kind. */
  readonly search?: boolean;
  /** What the kind of place is called in marts of regions and groups, so that figures of the one chosen can be shown. */
  readonly scope?: 'region' | 'group';
  /** Only on the page with a choice, or without one. */
  readonly only?: 'start' | 'chosen';
};

/** On which releases a dashboard, or a block of it, has a place. */
export type Offer = {
  /** Mart without whose rows there is nothing to show: it is then left out. */
  readonly with?: string;
  /** True for what is the same for every instrument: it is next to the first one only. */
  readonly once?: boolean;
};

/** What of a page goes into a document, in its order. */
export type DocumentDeclaration = {
  /** Pages that its PDF may have at most. */
  readonly pages?: number;
  /** Blocks of the page; `<block>.table` for the table of a chart. */
  readonly blocks: readonly string[];
};

export type DashboardDeclaration = Offer & {
  readonly position: number;
  /** Where its pages are in the navigation; the first dashboard comes before all sections. Default: countries. */
  readonly section?: SiteSection;
  readonly choice?: ChoiceDeclaration;
  readonly filters?: FilterDeclaration | readonly FilterDeclaration[];
  /** Blocks of each page; those under `start` only where no choice is made, those under `chosen` only where one is. */
  readonly blocks: readonly (AnyBlock & Offer & { readonly only?: 'start' | 'chosen' })[];
  /** Parameters that are picks: `$name` for every block. */
  readonly parameters?: Readonly<Record<string, Pick>>;
  /** Marts that the page offers as files. */
  readonly downloads?: readonly string[];
  /** Texts with reservations, shown on every page. */
  readonly reservations?: readonly string[];
  /** Documents that its pages offer as PDF and DOCX, by name; where there is a choice, the page of each choice has them. */
  readonly documents?: Readonly<Record<string, DocumentDeclaration>>;
  /** True if a page leads to the reader's own weights of the element that is chosen. */
  readonly own_weights?: boolean;
  /** True if facts are real whatever the release holds: the page then states this instead of the band. */
  readonly real?: boolean;
};
