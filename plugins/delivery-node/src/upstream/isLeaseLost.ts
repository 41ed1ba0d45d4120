/** Whether an error says that another replica runs the source now, which ends a run. */
export function isLeaseLost(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConflictError';
}
