/** Errors: reports. */
import type { FaultText } from '../errors'

export const REPORT_ERRORS = {
  'RPT-001': {
    why: 'The report could not be set: {reason}.',
    fix: 'Export again; if it stays, send the message with the version number.',
  },
  'RPT-002': { why: 'The report cannot be written to {path}: {reason}.', fix: 'Choose a folder you may write to that has room.' },
} as const satisfies Record<string, FaultText>
