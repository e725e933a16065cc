/**
 * Funding and implementing organisations: one code for an organisation, whatever its name in a source or language. A
 * name that the reference table does not contain becomes a separate organisation until someone adds it there.
 */
import { createHash } from 'node:crypto';
import { type Country, loadCountries, loadOrganisations, type ReferenceKind } from '../reference/index.ts';

type Names = Readonly<Record<string, string>>;

export type Organisation = {
  readonly code: string;
  readonly names: Names;
  /** Normalised identifiers of other registers (IATI, ROR); only those that a register is known to assign. */
  readonly identifiers: readonly string[];
  /** False if it is only known by a name in a source. */
  readonly isListed: boolean;
};

/** Finds organisations by reference or name, and adds unknown ones. */
export class OrganisationRegister {
  readonly #byCode = new Map<string, Organisation>();
  readonly #byRef = new Map<string, string>();
  readonly #byName = new Map<string, string>();

  constructor(organisations: readonly (Organisation & { readonly aliases: readonly string[] })[]) {
    for (const { aliases, ...one } of organisations) {
      this.#byCode.set(one.code, one);
      for (const identifier of one.identifiers) this.#byRef.set(identifier, one.code);
      for (const name of [...Object.values(one.names), ...aliases]) {
        const key = searchKey(name);
        if (!this.#byName.has(key)) this.#byName.set(key, one.code);
      }
    }
  }

  /** @returns the code; for an unknown name a code derived from it, always the same for the same name */
  resolve(name: string, ref: string | null = null): string {
    const byRef = ref === null ? undefined : this.#byRef.get(refKey(ref));
    const known = byRef ?? this.#byName.get(searchKey(name)) ?? this.#byName.get(searchKey(withoutRemarks(name)));
    if (known !== undefined) return known;
    const code = codeOfName(name);
    if (!this.#byCode.has(code)) this.#byCode.set(code, { code, names: {}, identifiers: [], isListed: false });
    this.#byName.set(searchKey(name), code);
    if (ref !== null) this.#byRef.set(refKey(ref), code);
    return code;
  }

  /** Organisations of the reference tables. */
  listed(): Organisation[] {
    return [...this.#byCode.values()].filter(({ isListed }) => isListed);
  }

  get(code: string): Organisation | undefined {
    return this.#byCode.get(code);
  }
}

/**
 * The organisations of the given kinds, and the government of every country as `state-<code>`. @throws Problem
 * `content_faulty`
 */
export function openRegister(contentRoot: string, kinds: readonly ReferenceKind[]): OrganisationRegister {
  const listed = kinds
    .flatMap((kind) => loadOrganisations(contentRoot, kind))
    .map((one) => ({ ...one, identifiers: one.identifiers.map(refKey), isListed: true }));
  const states = kinds.flatMap((kind) => loadCountries(contentRoot, kind)).map(governmentOf);
  const known = new Map(listed.map((one) => [one.code, one]));
  const own = states.map((state) => {
    const more = known.get(state.code);
    known.delete(state.code);
    return more === undefined ? state : { ...state, ...more, names: { ...state.names, ...more.names } };
  });
  return new OrganisationRegister([...known.values(), ...own]);
}

const governmentOf = ({ code, names }: Country) => ({
  code: `state-${code.toLowerCase()}`,
  names,
  identifiers: [],
  aliases: [],
  isListed: true,
});

const refKey = (ref: string) => ref.replace(/\s+/g, '').toUpperCase();

/** Keys of which it is remembered what they are; each register asks for those of the same names. */
const mostKeys = 20_000;
const searchKeys = new Map<string, string>();

/** Without accents, case and punctuation, so that spellings of one name are equal. */
export function searchKey(name: string): string {
  const known = searchKeys.get(name);
  if (known !== undefined) return known;
  const key = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  if (searchKeys.size >= mostKeys) searchKeys.clear();
  searchKeys.set(name, key);
  return key;
}

/** `European Union (90 %)` is the European Union. */
const withoutRemarks = (name: string): string => name.replace(/\([^)]*\)/g, ' ');

function codeOfName(name: string): string {
  const key = searchKey(name);
  const slug = key.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  const isWhole = slug.length <= 48 && slug === key.replaceAll(' ', '-');
  if (isWhole && slug !== '') return `x-${slug}`;
  return ['x', slug.slice(0, 39), createHash('sha256').update(key).digest('hex').slice(0, 8)].filter(Boolean).join('-');
}
