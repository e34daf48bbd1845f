/** Errors: bundles and merging. */
import type { FaultText } from '../errors'

export const BUNDLE_ERRORS = {
  'BND-001': {
    why: 'The bundle {file} cannot be read: {reason}.',
    fix: 'Ask the sender for the file again and compare its SHA-256.',
  },
} as const satisfies Record<string, FaultText>
