import { Ticket } from '@slipway/plugin-delivery-common';

/** How tickets are named in commits and pull requests, and where they stand. */
export interface TicketRule {
  /** A regular expression. */
  pattern: string;
  /** With `$0` for what matched and `$1`, `$2`, … for its groups. */
  url: string;
}

const NUMBERS = /(?:^|[\s(])#(\d{1,9})\b/g;

/** The tickets that some texts name, each once: by the configured rules, else numbers of the repository's own host. */
export function ticketsOf(texts: readonly string[], rules: readonly TicketRule[], repository: string): Ticket[] {
  const found = texts.flatMap(text =>
    rules.length > 0
      ? rules.flatMap(rule =>
          [...text.matchAll(new RegExp(rule.pattern, 'g'))].map(match => ({ id: match[0], url: fill(rule.url, match) })),
        )
      : [...text.matchAll(NUMBERS)].map(([, number]) => ({ id: `#${number}`, url: `https://${repository}/issues/${number}` })),
  );
  return [...new Map(found.map(ticket => [ticket.url, ticket])).values()];
}

function fill(url: string, match: RegExpMatchArray): string {
  return url.replace(/\$(\d)/g, (_, group: string) => encodeURIComponent(match[Number(group)] ?? ''));
}
