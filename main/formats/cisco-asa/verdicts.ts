/** What the device decided, in its words. */
import type { Outcome } from '#contract/event'

/** Verdict as the device words it, lower case → word for the name, and outcome. */
export const VERDICTS: Readonly<Record<string, readonly [string, Outcome]>> = {
  permitted: ['Permitted', 'success'],
  denied: ['Denied', 'failure'],
  'denied by acl': ['Denied', 'failure'],
  'est-allowed': ['Established_Allowed', 'success'],
  requested: ['Requested', 'unknown'],
  'request discarded': ['Discarded', 'failure'],
  succeeded: ['Succeeded', 'success'],
  failed: ['Failed', 'failure'],
  accept: ['Accepted', 'success'],
  reject: ['Rejected', 'failure'],
  built: ['Built', 'none'],
  teardown: ['Ended', 'none'],
  monitored: ['Monitored', 'unknown'],
  dropped: ['Dropped', 'failure'],
  stored: ['Stored', 'success'],
  retrieved: ['Retrieved', 'success'],
  created: ['Created', 'success'],
  deleted: ['Deleted', 'success'],
  'new user added': ['Created', 'success'],
  'user deleted': ['Deleted', 'success'],
  attacking: ['Attacker', 'unknown'],
  attacked: ['Target', 'unknown'],
  targeted: ['Target', 'unknown'],
  'disconnected by ssh server': ['Disconnected', 'none'],
  'terminated normally': ['Closed', 'none'],
}
