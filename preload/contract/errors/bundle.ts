/** Errors: bundles and merging. */
import type { FaultText } from '../errors'

const ASK_AGAIN = 'Do not use it; ask the sender for the file again and compare its SHA-256.'
const ASK_HOW = 'Do not open it. No bundle written by the workbench looks like this; ask the sender how it was made.'

export const BUNDLE_ERRORS = {
  'BND-001': {
    why: 'The bundle {file} cannot be read: {reason}.',
    fix: 'Ask the sender for the file again and compare its SHA-256.',
  },
  'BND-002': { why: 'The member {member} has a path that leads out of the case folder or that is no plain path.', fix: ASK_HOW },
  'BND-003': { why: 'The member {member} is not a plain file (a link, a folder or a device).', fix: ASK_HOW },
  'BND-004': { why: 'The member {member} is there twice.', fix: ASK_HOW },
  'BND-005': { why: 'The member {member} is not listed in the manifest or has no place in a case.', fix: ASK_HOW },
  'BND-006': { why: 'The member {member} is missing.', fix: ASK_AGAIN },
  'BND-007': {
    why: 'The member {member} is larger than it may be ({size} bytes; at most {limit}).',
    fix: 'Do not open it unless you expect so much; ask the sender for its true size.',
  },
  'BND-008': {
    why: 'The signature does not fit: the manifest is not what its signer signed.',
    fix: ASK_AGAIN,
  },
  'BND-009': {
    why: 'The passphrase or key does not open this bundle.',
    fix: 'Check for typing errors and ask the sender which passphrase or key it was written for.',
  },
  'BND-010': {
    why: 'This bundle is encrypted.',
    fix: 'Give the passphrase or the key it was written for.',
  },
  'BND-011': { why: 'The content of the member {member} was changed.', fix: ASK_AGAIN },
  'BND-012': { why: 'What the archive itself records of {member} was changed.', fix: ASK_AGAIN },
  'BND-013': {
    why: 'The evidence {name} ({sha256}) cannot be put into the bundle: {reason}.',
    fix: 'Put the original file back, or exclude this evidence with a reason; then write the bundle again.',
  },
  'BND-014': {
    why: 'The bundle was written by a newer version ({version}).',
    fix: 'Install that version or a later one; this one cannot check everything in it.',
  },
  'BND-015': { why: '{path} cannot be written: {reason}.', fix: 'Choose a folder you may write to, on a disk with free space.' },
  'BND-016': { why: 'The encrypted file was changed or cut short after byte {offset} of its content.', fix: ASK_AGAIN },
  'BND-018': {
    why: 'The bundle is of another case ({found}; this one is {expected}).',
    fix: 'Open it as a case of its own; only copies that come from one case can be merged.',
  },
  'BND-019': {
    why: 'The journal file {file} went on in two ways: one here, another in the bundle.',
    fix: 'One of the two is a backup or was altered. Open the bundle as a case of its own, compare, and write again what is missing here.',
  },
  'BND-020': {
    why: 'The journal in the bundle is not as it was written ({file}: {reason}).',
    fix: 'Ask the sender to run `verify` on their case and to send a bundle of a whole copy.',
  },
  'BND-017': {
    why: '"{recipient}" is not an age recipient.',
    fix: 'Recipients begin with age1; ask your colleague for theirs (the output of age-keygen).',
  },
} as const satisfies Record<string, FaultText>
