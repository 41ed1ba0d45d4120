/** Runs a task at once when it is asked for, then at most once per interval; asking while one waits changes nothing. */
export class RateLimit {
  private last = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly interval: number,
    private readonly task: () => void,
  ) {}

  ask() {
    if (this.timer !== undefined) {
      return;
    }
    this.timer = setTimeout(
      () => {
        this.timer = undefined;
        this.last = Date.now();
        this.task();
      },
      Math.max(0, this.last + this.interval - Date.now()),
    );
  }

  cancel() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
