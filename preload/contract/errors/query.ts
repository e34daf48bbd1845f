/** Errors: questions. */
import type { FaultText } from '../errors'

export const QUERY_ERRORS = {
  'QRY-001': {
    why: 'The filter is wrong at column {column}: expected {expected}.',
    fix: 'Correct the text there; `field:value` and "quoted text" are the basic forms.',
  },
  'QRY-002': { why: 'There is no event {key} in this case.', fix: 'Copy the key from `events` or from a citation of this case.' },
  'QRY-003': {
    why: 'The page mark {cursor} is not one this case gave.',
    fix: 'Begin again without it, or take `next` of the page before.',
  },
  'QRY-004': { why: '{path} cannot be written: {reason}.', fix: 'Choose a folder you may write to that has room.' },
  'QRY-005': { why: 'There is no detector {id}.', fix: 'Take one of: {known}.' },
  'QRY-006': { why: 'There is no class of evidence {text}.', fix: 'Take one of: {known}.' },
  'QRY-007': {
    why: 'The detector {id} cannot have {name} = {value}.',
    fix: 'A threshold is a number of 0 or more. {id} has: {known}.',
  },
  'QRY-008': { why: 'The detector {detector} finds nothing named {key} in this case.', fix: 'Take a key that `detect` gives.' },
} as const satisfies Record<string, FaultText>
