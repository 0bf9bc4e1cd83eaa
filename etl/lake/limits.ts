/**
 * On AWS, before a report: how many raw objects are listed, and how many new ones read, at most, over all its days.
 * That is 8 seconds of listing (1,000 keys per 80 ms) and 30 of reading (400 objects per second).
 */
export const REPORT_LIMITS = { listed: 100_000, read: 12_000 } as const
