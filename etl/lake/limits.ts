/**
 * On AWS, before a report: of all its days together no more raw objects than this are listed, and no more new ones
 * read. 8 seconds of listing (1,000 keys per 80 ms) and 30 of reading (400 objects per second).
 */
export const REPORT_LIMITS = { listed: 100_000, read: 12_000 } as const
