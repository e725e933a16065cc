/** The pages of a site that a reader reaches, one of each kind. */

/** The first page of each entry of the navigation, and the first of each kind of page that they lead to. */
export async function kindsOfPages(address: string): Promise<string[]> {
  const linksOf = async (path: string) => {
    const page = new URL(path, address);
    const text = await (await fetch(page, { signal: AbortSignal.timeout(60_000) })).text();
    return [...text.matchAll(/href="([^"#]+)["#]/g)]
      .map(([, href]) => new URL(href!.replaceAll('&amp;', '&'), page).href)
      .flatMap((href) => (href.startsWith(address) ? [href.slice(address.length)] : []));
  };
  const home = new URL((await fetch(address)).url).href.slice(address.length);
  const language = home.split('/')[0]!;
  const offered = (await linksOf(home)).filter((path) => path.startsWith(`${language}/`) && !path.includes('?'));
  const first = [...new Set([home, ...offered.filter(isEntry)])];
  const kinds = new Map(first.map((path) => [path, path]));
  for (const path of first) {
    for (const link of await linksOf(path)) {
      const kind = kindOf(link, language);
      if (kind !== null && !kinds.has(kind)) kinds.set(kind, link);
    }
  }
  return [...kinds.values()];
}

/** The first page of an entry of the navigation. */
export const isEntry = (path: string): boolean => path.split('/').length === 2;

/** A page with a choice, an expanded figure, own weights, a comparison of releases, a table in pages, a single chart. */
function kindOf(path: string, language: string): string | null {
  const [bare, query] = path.split('?');
  const parts = bare!.split('/');
  if (parts[0] === 'release') return parts.length > 4 && !/\.\w+$/.test(bare!) ? 'release' : null;
  if (parts[0] !== language || parts.length < 3) return null;
  if (query !== undefined) return new URLSearchParams(query).has('rows') ? `${parts[1]} rows` : null;
  return /^(?:data|releases)$/.test(parts[1]!) && parts.length > 3 ? `${parts[1]} pair` : `${parts[1]} chosen`;
}
