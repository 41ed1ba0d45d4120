// What changes, often changes in two or three steps: none of them waits, and on the whole the interval holds.
const AT_ONCE = 3;

/** Runs a task when it is asked for, a few times at once, then at most once per interval; asking while one waits changes nothing. */
export class RateLimit {
  /** When the task would be due if it had been run once per interval. */
  private due = -Infinity;
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
        this.due = Math.max(this.due, Date.now()) + this.interval;
        this.task();
      },
      Math.max(0, this.due - (AT_ONCE - 1) * this.interval - Date.now()),
    );
  }

  cancel() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
