/** Messages of the programs that change accounts. */
import type { RuleSet } from '../rule'

export const ACCOUNTS: RuleSet = {
  programs: /^(useradd|adduser|usermod|userdel|groupadd|groupmod|groupdel|gpasswd|passwd|chpasswd|chage|chfn|chsh|newusers)$/,
  source: 'shadow, useradd.c, userdel.c, usermod.c, groupadd.c, gpasswd.c, passwd.c',
  rules: [
    {
      pattern:
        /^new user: name=(?<user>[^,]*), UID=(?<uid>\d+), GID=(?<gid>\d+), home=(?<home>[^,]*), shell=(?<shell>[^,]*)(?:, from=(?<terminal>.*))?$/,
      ...{ name: 'Useradd-New_User', type: 'detected-change', outcome: 'success', doc: 'An account was made.' },
    },
    {
      pattern: /^new group: name=(?<group>[^,]*), GID=(?<gid>\d+)/,
      ...{ name: 'Useradd-New_Group', type: 'detected-change', outcome: 'success', doc: 'A group was made.' },
    },
    {
      pattern: /^group added to (?<file>\S+): name=(?<group>[^,]*)(?:, GID=(?<gid>\d+))?/,
      ...{ name: 'Groupadd-File_Changed', type: 'detected-change', outcome: 'success', doc: 'A group was written to a file.' },
    },
    {
      pattern: /^failed adding user [`'"](?<user>.*?)['"]?, (?<reason>.*)$/,
      ...{ name: 'Useradd-Failed', type: 'application', outcome: 'failure', doc: 'Making an account failed.' },
    },
    {
      pattern: /^add [`'"](?<user>[^'"]*)['"] to (?:shadow )?group [`'"](?<group>[^'"]*)['"]/,
      ...{ name: 'Account-Added_To_Group', type: 'detected-change', outcome: 'success', doc: 'A user became member of a group.' },
    },
    {
      pattern: /^user (?<user>\S+) (?:added|removed) by (?<by>\S+) (?:to|from) group (?<group>\S+)/,
      ...{
        name: 'Account-Group_Membership',
        type: 'detected-change',
        outcome: 'success',
        doc: 'Membership of a group was changed.',
      },
    },
    {
      pattern: /^delete user [`'"](?<user>[^'"]*)['"]/,
      ...{ name: 'Userdel-User_Removed', type: 'detected-change', outcome: 'success', doc: 'An account was removed.' },
    },
    {
      pattern: /^delete [`'"](?<user>[^'"]*)['"] from (?:shadow )?group [`'"](?<group>[^'"]*)['"]/,
      ...{
        name: 'Account-Removed_From_Group',
        type: 'detected-change',
        outcome: 'success',
        doc: 'A user is no longer member of a group.',
      },
    },
    {
      pattern: /^(?<action>lock|unlock) user [`'"](?<user>[^'"]*)['"]/,
      ...{ name: 'Usermod-User_Locked', type: 'detected-change', outcome: 'success', doc: 'A password was locked or unlocked.' },
    },
    {
      pattern:
        /^(?:group changed in (?<file>\S+) \(group (?<group>[^/]*)\/\d+(?:, new name: (?<name>[^,)]*))?|change group [`'"](?<group2>[^'"]*)['"] to [`'"](?<name2>[^'"]*)['"])/,
      ...{
        name: 'Groupmod-Group_Changed',
        type: 'detected-change',
        outcome: 'success',
        doc: 'A group was renamed or renumbered.',
      },
    },
    {
      pattern: /^group [`'"]?(?<group>[^'" ]*)['"]? removed(?: from (?<file>\S+))?/,
      ...{ name: 'Groupdel-Group_Removed', type: 'detected-change', outcome: 'success', doc: 'A group was removed.' },
    },
    {
      pattern: /^(?:removed (?:shadow )?group|delete) [`'"](?<group>[^'"]*)['"]/,
      ...{
        name: 'Userdel-Group_Removed',
        type: 'detected-change',
        outcome: 'success',
        doc: 'A group, or a membership, was removed.',
      },
    },
    {
      pattern: /^(?:change user|changed user) [`'"](?<user>[^'"]*)['"] (?<change>.*)$/,
      ...{ name: 'Usermod-User_Changed', type: 'detected-change', outcome: 'success', doc: 'An account was changed.' },
    },
    {
      pattern: /^(?:password for [`'"](?<user>[^'"]*)['"] changed|changed password expiry for (?<user2>\S+))/,
      ...{
        name: 'Passwd-Password_Changed',
        type: 'detected-change',
        outcome: 'success',
        doc: 'A password, or its expiry, was changed.',
      },
    },
  ],
}
