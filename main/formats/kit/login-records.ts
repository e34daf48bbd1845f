/** Names of what login records say, by their type: for the records themselves and for timelines made of them. */
import type { EventType, Outcome } from '#contract/event'
import type { TaxonomyEntry } from './format'

export interface LoginRecordKind {
  name: string
  type: EventType
  outcome?: Outcome
  doc: string
}

export const LOGIN_RECORD_KINDS = {
  empty: {
    name: 'Utmp-Empty',
    type: 'system',
    doc: 'Slot without a type that still holds fields: cleared by a program, or by hand.',
  },
  runLevel: { name: 'Utmp-Run_Level', type: 'system', doc: 'The run level, or the target of systemd, changed.' },
  shutdown: { name: 'Utmp-Shutdown', type: 'system', doc: 'The system was shut down; every session ended with it.' },
  boot: { name: 'Utmp-Boot', type: 'system', doc: 'The system started; the clock may not have been set yet.' },
  clockNew: { name: 'Utmp-Clock_Set', type: 'detected-change', doc: 'The clock was set: time after the change.' },
  clockOld: { name: 'Utmp-Clock_Before_Set', type: 'detected-change', doc: 'The clock was set: time before the change.' },
  init: { name: 'Utmp-Init_Process', type: 'process', doc: 'init started a process.' },
  prompt: { name: 'Utmp-Login_Prompt', type: 'system', doc: 'A terminal waits for somebody to log in.' },
  login: {
    name: 'Utmp-Login',
    type: 'login',
    outcome: 'success',
    doc: 'A user got a terminal: logged in, or opened a window of one.',
  },
  failed: { name: 'Utmp-Login_Failed', type: 'login-failure', outcome: 'failure', doc: 'An attempt to log in failed.' },
  logout: { name: 'Utmp-Logout', type: 'logout', outcome: 'success', doc: 'The process of a login ended.' },
  ended: { name: 'Utmp-Process_Ended', type: 'process', doc: 'A process that was no login ended: a prompt, or one of init.' },
  accounting: { name: 'Utmp-Accounting', type: 'system', doc: 'Record of accounting; Linux writes none.' },
} as const satisfies Record<string, LoginRecordKind>

export type LoginRecordWord = keyof typeof LOGIN_RECORD_KINDS

export const LOGIN_RECORD_TAXONOMY: readonly TaxonomyEntry[] = Object.values(LOGIN_RECORD_KINDS).map(({ name, type, doc }) => ({
  name,
  type,
  specificity: 'specific',
  doc,
  provenance: 'type of the record, utmp(5); the spelling is chosen here',
}))

/**
 * What a record says.
 *
 * Shape:  (number of its type, its user, is it one of failed logins) → the kind; what ended with type 8 is a logout unless the caller knows better.
 * Source: utmp(5), login(1), sshd: failed logins are written as type 6 with the user's name, prompts as type 6 with `LOGIN`.
 */
export function loginRecordWord(type: number, user: string, isFailures: boolean): LoginRecordWord {
  switch (type) {
    case 1:
      return user === 'shutdown' ? 'shutdown' : 'runLevel'
    case 2:
      return 'boot'
    case 3:
      return 'clockNew'
    case 4:
      return 'clockOld'
    case 5:
      return 'init'
    case 6:
      return user === 'LOGIN' && !isFailures ? 'prompt' : 'failed'
    case 7:
      return isFailures ? 'failed' : 'login'
    case 8:
      return 'logout'
    case 9:
      return 'accounting'
    default:
      return 'empty'
  }
}
