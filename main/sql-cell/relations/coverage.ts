import type { Relation } from './relation'

export const coverage: Relation = {
  name: 'coverage',
  doc: 'What the evidence could have shown, per host, class of evidence and day. Not seen means little where this is not covered.',
  columns: {
    host: ['VARCHAR', 'Address or name; null for the case as a whole.'],
    class: ['VARCHAR', 'flow, packets, ids, firewall, dns, web, authentication, process, audit, …'],
    bin: ['TIMESTAMP', 'Start of the day, UTC.'],
    state: ['VARCHAR', 'covered, partial, absent or unknown.'],
    share: ['DOUBLE', 'Share of the day that is covered, at least in part, 0 to 1.'],
    reason: ['VARCHAR', 'Why it is so.'],
  },
  from: 'handed',
}

export const accessRegister: Relation = {
  name: 'access_register',
  doc: 'Who may use which service of which host, as analysts stated it. The verdict in sessions is worked out from it.',
  columns: {
    id: ['VARCHAR', 'Of the row.'],
    source: ['VARCHAR[]', 'Networks or addresses that may begin a session.'],
    target: ['VARCHAR[]', 'Hosts or networks whose service it is.'],
    service: ['VARCHAR', 'tcp/22, a range of ports, or a protocol alone.'],
    hours: ['VARCHAR', 'On the clock of the case; null at any hour.'],
    purpose: ['VARCHAR', 'What for.'],
    owner: ['VARCHAR', 'Who owns the target.'],
    attested_by: ['VARCHAR', 'Who vouched for it; empty where nobody did.'],
    valid_from: ['TIMESTAMP', 'UTC; null without beginning.'],
    valid_to: ['TIMESTAMP', 'UTC, excluded; null without end.'],
  },
  from: 'handed',
}
