/** When a country narrows its choices, withdraws the public releases that show more, in the same transaction. */
import { narrowedReason, type Person } from '../../domain/index.ts';
import { audit, publications, publicVersion, releases, type Transaction, withdrawals } from '../../state/index.ts';

/**
 * Must be called after the narrower choices were written. Every public release that shows more is withdrawn at once.
 * Corrected releases are built later, without the country's submission of this cycle; the next build includes it
 * again to the extent allowed.
 */
export async function takeBack(
  tx: Transaction,
  { cycle, country, at, person }: { cycle: string; country: string; at: string; person: Person },
): Promise<void> {
  // Taken before public releases are read: publishing takes the same lock, and then checks what is allowed.
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
