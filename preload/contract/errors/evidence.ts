/** Errors: evidence files and intake. */
import type { FaultText } from '../errors'

export const EVIDENCE_ERRORS = {
  'EVD-001': {
    why: '{path} cannot be read: {reason}.',
    fix: 'Check that the file exists and that you may read it, then add it again.',
  },
  'EVD-002': { why: 'No format recognises {path}.', fix: 'Look at its first lines; give --format where you know what it is.' },
  'EVD-003': {
    why: 'The bytes of evidence {sha256} are neither in the case nor where they were left.',
    fix: 'Put the file back where it was, or add it again.',
  },
  'EVD-004': {
    why: 'The evidence {sha256} is not what it was: its bytes now have another SHA-256 ({found}).',
    fix: 'Put back the original file; run `verify` to see what else has changed.',
  },
  'EVD-005': {
    why: '{path} is not a plain file ({kind}).',
    fix: 'Copy its contents to a file and add that.',
  },
  'EVD-006': {
    why: 'There is nothing that reads the format {format} in this version.',
    fix: 'Leave --format out to let the contents decide, or use another format.',
  },
  'EVD-007': {
    why: 'Nothing could be read from {path}: {reason}.',
    fix: 'Look at the file; where it was cut off or damaged, get it again from its source.',
  },
  'EVD-008': {
    why: '{name} declares XML entities. No scanner writes them; a few lines of them can fill any memory, so the file is not read.',
    fix: 'Export the scan again from its scanner; if the file is what was found, keep it as evidence of that.',
  },
  'EVD-009': {
    why: '{path} is encrypted.',
    fix: 'Extract it with its password and add the extracted file.',
  },
  'EVD-010': {
    why: '{path} is {kind}: it was listed and not read.',
    fix: 'Where it points to something that matters, add that file itself.',
  },
  'EVD-011': {
    why: '{path} is packed with a method that is not read here ({method}).',
    fix: 'Extract it with the program that made the archive and add the extracted file.',
  },
  'EVD-012': {
    why: '{path} was not read: {limit}.',
    fix: 'Archives are made that fill any disk. Where you trust this one, extract it yourself and add what comes out.',
  },
  'EVD-013': {
    why: 'Nothing could be read from the archive {path}: {reason}.',
    fix: 'Get it again from its source; a repair tool may bring back members, which can then be added.',
  },
} as const satisfies Record<string, FaultText>
