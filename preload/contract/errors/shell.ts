/** Errors: shells and the bridge. */
import type { FaultText } from '../errors'

export const SHELL_ERRORS = {
  'SHL-001': { why: 'The engine stopped: {reason}.', fix: 'Open the case again; nothing that was committed is lost.' },
  'SHL-002': {
    why: '{path} is outside the folders that this workbench was given.',
    fix: 'Start with `backtrail serve --evidence DIR` to read from it, or `--out DIR` to write to it.',
  },
  'SHL-003': { why: '{path} cannot be listed: {reason}.', fix: 'Check that the folder exists and that you may read it.' },
  'SHL-004': {
    why: 'Port {port} of 127.0.0.1 cannot be used: {reason}.',
    fix: 'Leave out `--port` to take any free one, or name another.',
  },
  'SHL-005': {
    why: 'Something went wrong that was not foreseen: {reason}.',
    fix: 'Nothing that was committed is lost. Run the command again; if it stays, `backtrail verify` says whether the case is whole.',
  },
  'SHL-006': { why: 'The command was not understood: {reason}.', fix: 'Run it with `--help` to see what it takes.' },
} as const satisfies Record<string, FaultText>
