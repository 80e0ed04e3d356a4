export const CODES = {
  LOAD: 'OVERVIEW_LOAD_DB_ERROR', // the list
  FETCH: "OVERVIEW_METRICS_FETCH_TIMEOUT",
} as const;
export enum Level { Warn = 'WARNING', Crit = 'CRITICAL' }
export const NOTES_SAVE = 'NOTES_SAVE_DB_ERROR';
export default { deep: { code: 'DEEP_CODE_READ_OK' } };
