/** Waiting times that double up to a limit, with jitter, so that many clients do not come back at once. */
export class BackOff {
  private attempts = 0;

  constructor(
    private readonly firstMs: number,
    private readonly mostMs: number,
    private readonly random: () => number = Math.random,
  ) {}

  next(): number {
    const ceiling = Math.min(this.mostMs, this.firstMs * 2 ** this.attempts);
    this.attempts += 1;
    return ceiling / 2 + (ceiling / 2) * this.random();
  }

  reset(): void {
    this.attempts = 0;
  }
}
