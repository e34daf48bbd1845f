/** Errors: reports. */
import type { FaultText } from '../errors'

export const REPORT_ERRORS = {
  'RPT-001': {
    why: 'The report could not be set: {reason}.',
    fix: 'Export again; if it stays, send the message with the version number.',
  },
  'RPT-002': { why: 'The report cannot be written to {path}: {reason}.', fix: 'Choose a folder you may write to that has room.' },
  'RPT-003': { why: 'The report {path} cannot be read: {reason}.', fix: 'Ask the sender for the file again.' },
  'RPT-004': {
    why: '{path} carries no manifest of what it cites.',
    fix: 'Only a PDF that the workbench exported can be checked against a case, and only as it left it: printing or converting it drops the manifest.',
  },
} as const satisfies Record<string, FaultText>
