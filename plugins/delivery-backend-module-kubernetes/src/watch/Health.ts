import { StatusReporter, UpstreamProblem } from '@slipway/plugin-delivery-node';

/** How a source is doing that has several watches: live when all of them are, and else what is wrong with one. */
export class Health {
  private readonly opening = new Set<string>();
  private readonly problems = new Map<string, UpstreamProblem>();

  constructor(private readonly status: StatusReporter) {}

  get isWell(): boolean {
    return this.opening.size === 0 && this.problems.size === 0;
  }

  /** The source is live only once this watch is. */
  expect(watch: string): void {
    this.opening.add(watch);
  }

  well(watch: string): void {
    this.opening.delete(watch);
    this.problems.delete(watch);
    this.report();
  }

  ill(watch: string, problem: UpstreamProblem): void {
    this.problems.set(watch, problem);
    this.report();
  }

  private report(): void {
    const [problem] = this.problems.values();
    if (problem !== undefined) {
      this.status.upstream(problem);
    } else if (this.opening.size === 0) {
      this.status.upstream({ state: 'live' });
    }
  }
}
