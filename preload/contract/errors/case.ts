/** Errors: the case folder, its journal and its database. */
import type { FaultText } from '../errors'

export const CASE_ERRORS = {
  'CAS-001': {
    why: '{path} is not a case folder: it has no case.json.',
    fix: 'Give the folder that `case new` or `sample` made, or make one.',
  },
  'CAS-002': { why: '{path} exists already.', fix: 'Choose another folder, or open the case that is there.' },
  'CAS-003': {
    why: 'The case is already open in another window (process {pid}).',
    fix: 'Close it there first, or work in that window.',
  },
  'CAS-004': {
    why: 'The database of this case was made by another version of the workbench (layout {found}, this version needs {expected}).',
    fix: 'Run `rebuild`: it makes the database again from the evidence and the journal; nothing you wrote is touched.',
  },
  'CAS-005': {
    why: 'The disk that holds {path} is full; what was not finished has been undone.',
    fix: 'Free some space and start again; everything acknowledged before is there.',
  },
  'CAS-006': { why: 'The case database {path} is closed.', fix: 'Open the case again.' },
  'CAS-010': {
    why: '"{text}" is not a network.',
    fix: 'Write networks as address/length, for example 198.18.0.0/16 or 2001:db8::/32.',
  },
} as const satisfies Record<string, FaultText>
