/** The formats in which a report can be written. */
export const formatNames = ['table', 'json', 'markdown', 'html', 'csv', 'sarif', 'ocsf', 'asff', 'junit'] as const;
export type FormatName = (typeof formatNames)[number];
