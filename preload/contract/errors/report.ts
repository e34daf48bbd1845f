/** Errors: reports. */
import type { FaultText } from '../errors'

export const REPORT_ERRORS = {
  'RPT-001': {
    why: 'The report could not be set: {reason}.',
    fix: 'Export again; if it stays, send the message with the version number.',
  },
} as const satisfies Record<string, FaultText>
