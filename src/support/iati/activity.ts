/** An activity as in an IATI file, without interpretation. Codes are those of the IATI standard, version 2.03. */

/** Texts by language; an empty key if neither the text nor the file states its language. */
export type Narratives = Readonly<Record<string, string>>;

export type IatiOrganisation = { readonly ref: string | null; readonly names: Narratives };
export type IatiShare = {
  readonly code: string;
  readonly name: string | null;
  readonly percentage: string | null;
  readonly vocabulary: string;
  readonly line: number;
};
export type IatiValue = {
  readonly amount: string;
  readonly currency: string | null;
  readonly valueDate: string | null;
  readonly line: number;
};
export type IatiBudget = {
  /** 1 original, 2 revised. */
  readonly type: string;
  /** 1 indicative, 2 committed. */
  readonly status: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly value: IatiValue | null;
};
export type IatiTransaction = {
  readonly type: string;
  readonly date: string | null;
  readonly value: IatiValue | null;
  readonly provider: IatiOrganisation | null;
  /** Activity from which the funds come. */
  readonly providerActivity: string | null;
  readonly countries: readonly string[];
  readonly sectors: readonly IatiShare[];
};

export type IatiActivity = {
  readonly line: number;
  readonly identifier: string;
  readonly otherIdentifiers: readonly { readonly ref: string; readonly type: string }[];
  readonly related: readonly { readonly ref: string; readonly type: string }[];
  readonly updated: string | null;
  readonly currency: string | null;
  readonly reporting: IatiOrganisation | null;
  readonly participating: readonly (IatiOrganisation & { readonly role: string })[];
  readonly titles: Narratives;
  readonly descriptions: readonly Narratives[];
  readonly status: string | null;
  /** Date by type: 1 planned start, 2 actual start, 3 planned end, 4 actual end. */
  readonly dates: readonly { readonly type: string; readonly day: string; readonly line: number }[];
  readonly countries: readonly IatiShare[];
  readonly regions: readonly IatiShare[];
  readonly sectors: readonly IatiShare[];
  readonly budgets: readonly IatiBudget[];
  readonly transactions: readonly IatiTransaction[];
  readonly results: number;
  readonly indicators: number;
  readonly documents: readonly { readonly url: string; readonly titles: Narratives }[];
};
