/** Errors: the access register. */
import type { FaultText } from '../errors'

export const ACCESS_ERRORS = {
  'ACC-001': {
    why: '"{text}" is not a service.',
    fix: 'Write protocol and port, such as tcp/22 or tcp/8000-8100; a protocol alone means every port of it.',
  },
  'ACC-002': {
    why: '"{text}" are not hours of the day.',
    fix: 'Write from and to, such as 08-18 or 22:30-06:00; leave them out for any hour.',
  },
  'ACC-003': {
    why: 'An access cannot be valid from {from} to {to}: the end is not after the beginning.',
    fix: 'Give a later end, or leave one of them out.',
  },
  'ACC-004': {
    why: 'An access needs at least one {what}.',
    fix: 'Give an address or a network, such as 198.18.20.14 or 198.18.0.0/16.',
  },
  'ACC-005': {
    why: 'There is nothing to attest: no session of a minute or longer reached a log-in service of {target}.',
    fix: 'Choose another target; `sessions` lists what there is.',
  },
} as const satisfies Record<string, FaultText>
