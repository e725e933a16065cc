/** Reads the activities of an IATI file of version 2 one by one, without keeping the rest of the file in memory. */
import { Problem } from '../../problem/index.ts';
import type { IatiActivity, IatiShare, IatiTransaction, IatiValue, Narratives } from './activity.ts';
import { readXml, type XmlElement } from './xml.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Of)[] ? Of[] : T[K] };
type Draft = Mutable<IatiActivity>;

const activityLimit = 200_000;

/**
 * @param chunks - the file's bytes, in order
 * @param where - name of the file
 * @param found - called with each activity at its end
 * @throws Problem `support_file_refused` if it is not an IATI activity file of version 2, or not safe to read
 */
export function readIati(chunks: Iterable<Uint8Array>, where: string, found: (activity: IatiActivity) => void): void {
  const reader = new ActivityReader(where, found);
  readXml(chunks, where, {
    open: (element, path) => reader.open(element, path),
    close: (element, path, text) => reader.close(element, path, text),
  });
}

class ActivityReader {
  readonly #where: string;
  readonly #found: (activity: IatiActivity) => void;
  /** Language of the file, then of the activity. */
  #fileLanguage = '';
  #language = '';
  #generated: string | null = null;
  #currency: string | null = null;
  #draft: Draft | null = null;
  #count = 0;
  /** Parts of the current activity. */
  #names: Record<string, string> = {};
  #transaction: Mutable<IatiTransaction> | null = null;
  #budget: { type: string; status: string; from: string | null; to: string | null; value: IatiValue | null } | null =
    null;

  constructor(where: string, found: (activity: IatiActivity) => void) {
    this.#where = where;
    this.#found = found;
  }

  open(element: XmlElement, path: readonly string[]): void {
    if (path.length === 1) this.#demandIati(element);
    if (path.length === 2 && element.name === 'iati-activity') this.#begin(element);
    const draft = this.#draft;
    if (draft === null || path.length < 3) return;
    const at = (name: string) => element.attributes.get(name) ?? null;
    const inside = path.slice(2).join('/');
    switch (inside) {
      case 'title':
      case 'description':
      case 'recipient-region':
      case 'document-link':
      case 'document-link/title':
        if (inside !== 'document-link') this.#names = {};
        else draft.documents.push({ url: at('url') ?? '', titles: {} });
        return;
      case 'reporting-org':
      case 'participating-org':
      case 'transaction/provider-org':
        this.#names = {};
        return;
      case 'budget':
        this.#budget = { type: at('type') ?? '1', status: at('status') ?? '1', from: null, to: null, value: null };
        return;
      case 'transaction':
        this.#transaction = {
          ...{ type: '', date: null, value: null, provider: null, providerActivity: null },
          ...{ countries: [], sectors: [] },
        };
        return;
      case 'result':
        draft.results += 1;
        return;
      case 'result/indicator':
        draft.indicators += 1;
        return;
    }
  }

  close(element: XmlElement, path: readonly string[], text: string): void {
    const draft = this.#draft;
    if (draft === null || path.length < 2) return;
    if (path.length === 2) {
      this.#found(draft);
      this.#draft = null;
      return;
    }
    const inside = path.slice(2).join('/');
    if (element.name === 'narrative') this.#addNarrative(element, text);
    else if (inside.startsWith('transaction/')) this.#closeInTransaction(inside.slice(12), element, text);
    else if (inside.startsWith('budget/')) this.#closeInBudget(inside.slice(7), element, text);
    else this.#closeInActivity(inside, draft, element, text);
  }

  #closeInActivity(inside: string, draft: Draft, element: XmlElement, text: string): void {
    const at = (name: string) => element.attributes.get(name) ?? null;
    switch (inside) {
      case 'iati-identifier':
        draft.identifier = text;
        return;
      case 'other-identifier':
        draft.otherIdentifiers.push({ ref: at('ref') ?? '', type: at('type') ?? '' });
        return;
      case 'related-activity':
        draft.related.push({ ref: at('ref') ?? '', type: at('type') ?? '' });
        return;
      case 'title':
        draft.titles = this.#names;
        return;
      case 'description':
        draft.descriptions.push(this.#names);
        return;
      case 'reporting-org':
        draft.reporting = { ref: at('ref'), names: this.#names };
        return;
      case 'participating-org':
        draft.participating.push({ ref: at('ref'), names: this.#names, role: at('role') ?? '' });
        return;
      case 'activity-status':
        draft.status = at('code');
        return;
      case 'activity-date':
        draft.dates.push({ type: at('type') ?? '', day: (at('iso-date') ?? '').slice(0, 10), line: element.line });
        return;
      case 'recipient-country':
        draft.countries.push(shareOf(element, ''));
        return;
      case 'recipient-region':
        draft.regions.push({ ...shareOf(element, '1'), name: textOf(this.#names) });
        return;
      case 'sector':
        draft.sectors.push(shareOf(element, '1'));
        return;
      case 'budget':
        draft.budgets.push(this.#budget!);
        this.#budget = null;
        return;
      case 'transaction':
        draft.transactions.push(this.#transaction!);
        this.#transaction = null;
        return;
      case 'document-link/title':
        draft.documents.push({ ...draft.documents.pop()!, titles: this.#names });
        return;
    }
  }

  #closeInTransaction(inside: string, element: XmlElement, text: string): void {
    const transaction = this.#transaction;
    if (transaction === null) return;
    const at = (name: string) => element.attributes.get(name) ?? null;
    if (inside === 'transaction-type') transaction.type = at('code') ?? '';
    else if (inside === 'transaction-date') transaction.date = at('iso-date');
    else if (inside === 'value') transaction.value = this.#valueOf(element, text);
    else if (inside === 'recipient-country') transaction.countries.push(at('code') ?? '');
    else if (inside === 'sector') transaction.sectors.push(shareOf(element, '1'));
    else if (inside === 'provider-org') {
      transaction.provider = { ref: at('ref'), names: this.#names };
      transaction.providerActivity = at('provider-activity-id');
    }
  }

  #closeInBudget(inside: string, element: XmlElement, text: string): void {
    const budget = this.#budget;
    if (budget === null) return;
    const day = element.attributes.get('iso-date') ?? null;
    if (inside === 'period-start') budget.from = day;
    else if (inside === 'period-end') budget.to = day;
    else if (inside === 'value') budget.value = this.#valueOf(element, text);
  }

  #valueOf({ attributes, line }: XmlElement, text: string): IatiValue {
    const currency = attributes.get('currency') ?? this.#draft!.currency;
    return { amount: text, currency, valueDate: attributes.get('value-date') ?? null, line };
  }

  /** The first text of each language is used. */
  #addNarrative({ attributes }: XmlElement, text: string): void {
    const language = (attributes.get('xml:lang') ?? this.#language).toLowerCase().split('-')[0]!;
    if (text !== '' && this.#names[language] === undefined) this.#names[language] = text;
  }

  #demandIati({ name, attributes }: XmlElement): void {
    const refuse = (reason: string): never => {
      throw new Problem('support_file_refused', this.#where, { reason });
    };
    this.#fileLanguage = attributes.get('xml:lang') ?? '';
    this.#generated = attributes.get('generated-datetime') ?? null;
    if (name !== 'iati-activities') refuse(`it begins with <${name}>, not with <iati-activities>`);
    const version = attributes.get('version') ?? '';
    if (!/^2\.0[1-3]$/.test(version)) {
      refuse(
        version === ''
          ? 'it states no version of the IATI standard'
          : `it has version ${version} of the IATI standard, not 2.01 to 2.03`,
      );
    }
  }

  #begin({ attributes, line }: XmlElement): void {
    this.#count += 1;
    if (this.#count > activityLimit) {
      throw new Problem('support_file_refused', this.#where, {
        reason: `it has more than ${activityLimit} activities`,
      });
    }
    this.#language = attributes.get('xml:lang') ?? this.#fileLanguage;
    this.#currency = attributes.get('default-currency') ?? null;
    this.#draft = {
      ...{
        line,
        identifier: '',
        otherIdentifiers: [],
        related: [],
        updated: attributes.get('last-updated-datetime') ?? this.#generated,
      },
      ...{ currency: this.#currency, reporting: null, participating: [], titles: {}, descriptions: [], status: null },
      ...{ dates: [], countries: [], regions: [], sectors: [], budgets: [], transactions: [] },
      ...{ results: 0, indicators: 0, documents: [] },
    };
  }
}

const shareOf = ({ attributes, line }: XmlElement, vocabulary: string): IatiShare => ({
  code: attributes.get('code') ?? '',
  name: null,
  percentage: attributes.get('percentage') ?? null,
  vocabulary: attributes.get('vocabulary') || vocabulary,
  line,
});

/** The first text: publishers start with the language of the activity. */
export const textOf = (names: Narratives): string | null => Object.values(names)[0] ?? null;
