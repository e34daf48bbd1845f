/** Errors: shells and the bridge. */
import type { FaultText } from '../errors'

export const SHELL_ERRORS = {
  'SHL-001': { why: 'The engine stopped: {reason}.', fix: 'Open the case again; nothing that was committed is lost.' },
} as const satisfies Record<string, FaultText>
