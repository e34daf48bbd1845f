/** Errors: evidence files and intake. */
import type { FaultText } from '../errors'

export const EVIDENCE_ERRORS = {
  'EVD-001': {
    why: '{path} cannot be read: {reason}.',
    fix: 'Check that the file exists and that you may read it, then add it again.',
  },
  'EVD-002': { why: 'No format recognises {path}.', fix: 'Look at its first lines; give --format where you know what it is.' },
} as const satisfies Record<string, FaultText>
