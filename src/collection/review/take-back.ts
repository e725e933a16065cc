/** What is public and shows more of a country than it now allows is taken out, in the transaction in which it chooses so. */
import { narrowedReason, type Person } from '../../domain/index.ts';
import { audit, publications, publicVersion, releases, type Transaction, withdrawals } from '../../state/index.ts';

/**
 * Call with narrower choices written. Every public release that shows more goes out of view at once; corrected ones are built
 * after that, without what the country gave to this cycle. The next build takes it in with what it allows.
 */
export async function takeBack(
  tx: Transaction,
  { cycle, country, at, person }: { cycle: string; country: string; at: string; person: Person },
): Promise<void> {
  // Before it is asked what is public: whoever publishes holds the same lock, and then asks what is allowed.
  await publicVersion.advance(tx);
  const beyond: Awaited<ReturnType<typeof releases.listPublic>> = [];
  for (const release of await releases.listPublic(tx)) {
    const parts = await publications.beyondIn(tx, release.basis);
    if (parts.some((part) => part.country === country && part.cycle === cycle)) beyond.push(release);
  }
  if (beyond.length === 0) return;
  const withdrawn = { release: null, country, cycle, reason: narrowedReason, byChoice: true };
  const withdrawal = await withdrawals.add(tx, { ...withdrawn, at, person: person.id });
  const line = { at, from: 'public', to: 'withdrawn' };
  for (const { id, cycle: of, manifestHash } of beyond.toReversed()) {
    await releases.withdraw(tx, id, withdrawal);
    const details = { manifest: manifestHash, withdrawal };
    await audit.write(tx, person, { ...line, action: 'release.withdraw', thing: `release ${id}`, cycle: of, details });
  }
  const details = { withdrawal, releases: beyond.length, by_choice: 1 };
  await audit.write(tx, person, {
    ...line,
    action: 'country.withdraw',
    thing: `country ${country}`,
    cycle,
    country,
    details,
  });
}
