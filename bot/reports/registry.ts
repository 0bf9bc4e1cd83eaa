import type { Report, ReportName } from './report.ts'

/** The reports, in the order of menus. */
export const reports: readonly Report[] = []

export function findReport(name: ReportName): Report {
  const report = reports.find((each) => each.name === name)
  if (!report) throw new Error(`report: there is no report ${name}`)
  return report
}
