/** Security log: accounts and groups, and who changed them. The account that was changed is the user; who did it stays in `SubjectUserName`. */
import type { WindowsRule } from './rule'

const account = {
  type: 'detected-change',
  outcome: 'success',
  user: ['TargetUserName'],
  says: 'account TargetUserName, domain TargetDomainName, by SubjectUserName',
} as const
const member = {
  type: 'detected-change',
  outcome: 'success',
  user: ['MemberName', 'MemberSid'],
  says: 'member MemberName, sid MemberSid, group TargetUserName, by SubjectUserName',
} as const
const group = { type: 'detected-change', outcome: 'success', says: 'group TargetUserName, by SubjectUserName' } as const

const added = (scope: string): WindowsRule => ({
  name: 'Group_Member_Added',
  doc: `An account became member of a ${scope} group.`,
  ...member,
})
const removed = (scope: string): WindowsRule => ({
  name: 'Group_Member_Removed',
  doc: `An account was taken out of a ${scope} group.`,
  ...member,
})
const created = (scope: string): WindowsRule => ({ name: 'Group_Created', doc: `A ${scope} group was made.`, ...group })
const deleted = (scope: string): WindowsRule => ({ name: 'Group_Deleted', doc: `A ${scope} group was deleted.`, ...group })
const changed = (scope: string): WindowsRule => ({ name: 'Group_Changed', doc: `A ${scope} group was changed.`, ...group })

export const ACCOUNT_RULES: Readonly<Record<number, WindowsRule>> = {
  4720: { name: 'User_Created', doc: 'An account was made.', ...account },
  4722: { name: 'User_Enabled', doc: 'An account was enabled.', ...account },
  4723: { name: 'Password_Change', doc: 'A user tried to change the password of an account.', ...account, outcome: 'unknown' },
  4724: { name: 'Password_Reset', doc: 'Somebody tried to set the password of another account.', ...account, outcome: 'unknown' },
  4725: { name: 'User_Disabled', doc: 'An account was disabled.', ...account },
  4726: { name: 'User_Deleted', doc: 'An account was deleted.', ...account },
  4738: { name: 'User_Changed', doc: 'An account was changed.', ...account },
  4740: {
    name: 'User_Locked_Out',
    doc: 'An account was locked after too many failed logons.',
    ...account,
    says: 'account TargetUserName, from TargetDomainName',
  },
  4767: { name: 'User_Unlocked', doc: 'An account was unlocked.', ...account },
  4781: {
    name: 'Account_Renamed',
    doc: 'An account got another name.',
    ...account,
    user: ['NewTargetUserName'],
    says: 'from OldTargetUserName, to NewTargetUserName, by SubjectUserName',
  },
  4741: { name: 'Computer_Created', doc: 'The account of a computer was made.', ...account },
  4742: { name: 'Computer_Changed', doc: 'The account of a computer was changed.', ...account },
  4743: { name: 'Computer_Deleted', doc: 'The account of a computer was deleted.', ...account },
  4794: {
    name: 'Restore_Mode_Password_Set',
    doc: 'The password of directory services restore mode was set.',
    ...account,
    user: ['SubjectUserName'],
  },
  4798: {
    name: 'User_Groups_Listed',
    doc: 'The local groups of a user were listed.',
    ...account,
    type: 'system',
    process: ['CallerProcessName'],
    says: 'account TargetUserName, by SubjectUserName, process CallerProcessName',
  },
  4799: {
    name: 'Group_Members_Listed',
    doc: 'The members of a local group were listed.',
    ...group,
    type: 'system',
    process: ['CallerProcessName'],
    says: 'group TargetUserName, by SubjectUserName, process CallerProcessName',
  },
  4727: created('global'),
  4728: added('global'),
  4729: removed('global'),
  4730: deleted('global'),
  4737: changed('global'),
  4731: created('local'),
  4732: added('local'),
  4733: removed('local'),
  4734: deleted('local'),
  4735: changed('local'),
  4754: created('universal'),
  4755: changed('universal'),
  4756: added('universal'),
  4757: removed('universal'),
  4758: deleted('universal'),
}
