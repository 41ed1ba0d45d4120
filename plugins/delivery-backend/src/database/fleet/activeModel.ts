/** SQL for the version of the read model that is read; asked within each statement, so that one never reads half of two. */
export const ACTIVE_MODEL = `(SELECT read_models.id FROM read_models WHERE read_models.state = 'active')`;
