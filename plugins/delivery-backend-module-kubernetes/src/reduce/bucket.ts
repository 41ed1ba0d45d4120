/** Rounds a count down to 1, 2, 5, 10, 20, 50, …: a pod that restarts for hours is not news each time. */
export function bucket(count: number): number {
  if (count < 1) {
    return 0;
  }
  const magnitude = 10 ** Math.floor(Math.log10(count));
  const first = count / magnitude;
  if (first >= 5) {
    return 5 * magnitude;
  }
  return first >= 2 ? 2 * magnitude : magnitude;
}
