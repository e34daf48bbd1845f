import { OUTCOMES } from '#contract/event'
import { DATED, type Relation } from './relation'

const outcome = (word: (typeof OUTCOMES)[number]): string => `count(*) FILTER (e.outcome = ${OUTCOMES.indexOf(word)})::UBIGINT`

export const accounts: Relation = {
  name: 'accounts',
  doc: 'User names that events give, per host that was logged in to or that wrote the record. A name somebody guessed is one too.',
  columns: {
    user_name: ['VARCHAR', 'As logged.'],
    host: ['VARCHAR', 'Address of the server; the name of the host that wrote the record where there is no address.'],
    events: ['UBIGINT', 'Events that name it there.'],
    successes: ['UBIGINT', 'Of these, with outcome success.'],
    failures: ['UBIGINT', 'Of these, with outcome failure.'],
    ...DATED,
  },
  from: {
    select: `SELECT u.value AS user_name, coalesce(i.value, h.value) AS host, count(*)::UBIGINT AS events,
        ${outcome('success')} AS successes, ${outcome('failure')} AS failures,
        string_agg(DISTINCT s.format, ', ' ORDER BY s.format) AS source, min(e.ts) AS first_ts, max(e.ts) AS last_ts
      FROM event e JOIN source s USING (source_id) JOIN text u ON u.text_id = e.user_name
        LEFT JOIN ip i ON i.ip_id = e.server_ip LEFT JOIN text h ON h.text_id = e.host_name
      GROUP BY 1, 2`,
  },
}
