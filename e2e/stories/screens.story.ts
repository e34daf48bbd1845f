import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pictures } from '../player/screens'
import { expect, story } from '../player/story'

const TABLE =
  'when,from,to,account,action,result,note\n' +
  '01/02/2009 10:00:00,203.0.113.1,198.51.100.1,root,sign-in,failure,"=1+1"\n' +
  '03/02/2009 11:00:00,203.0.113.2,198.51.100.1,deploy,sign-in,success,\n'

story('every view can be looked at, dark and light, on a small and a large screen @browser', async ({ app, place }, info) => {
  await pictures(app, 'first-run', info)
  await app.opens('Odd IRC connections')
  await pictures(app, 'overview', info)

  await app.goesTo('Investigate')
  await app.looksBack('25 d')
  await pictures(app, 'investigate', info)
  await app.filters('name:TNM-Long*')
  await app.picks('TNM-Long')
  await app.cites('A session of hours on port 22')
  await pictures(app, 'investigate-event', info)

  await app.goesTo('Hosts')
  await pictures(app, 'hosts', info)
  await app.page.getByRole('grid', { name: 'Hosts' }).getByRole('row').filter({ hasText: '198.18.20.14' }).first().click()
  await pictures(app, 'dossier', info)

  await app.goesTo('Sessions')
  await app.clearsFilters()
  await pictures(app, 'sessions', info)
  await app.page.getByRole('grid', { name: 'Sessions' }).getByRole('row').nth(1).click()
  await app.settles()
  await app.presses('Attempts at this service')
  await pictures(app, 'service', info)

  await app.goesTo('Detections')
  await pictures(app, 'detections', info)
  await app.opensDetection(/about every 5 min/)
  await pictures(app, 'detection', info)

  await app.goesTo('Coverage')
  await app.page.getByRole('gridcell', { name: /^Name look-ups, 2009-06-28/ }).click()
  await pictures(app, 'coverage', info)

  await app.goesTo('Notebook')
  await app.page.getByRole('navigation', { name: 'Entries' }).getByRole('button').first().click()
  await pictures(app, 'notebook', info)
  await app.goesTo('Report')
  await expect(app.page.getByRole('img', { name: 'Page 1 of' })).toBeVisible()
  await pictures(app, 'report', info)

  await app.goesTo('Evidence')
  await pictures(app, 'evidence', info)
  await app.page.getByRole('grid').getByRole('row').filter({ hasText: 'gate-auth' }).click()
  await pictures(app, 'source', info)

  await app.goesTo('Evidence')
  writeFileSync(join(place.home, 'sign-ins.csv'), TABLE)
  await app.presses('Add files')
  const paths = app.page.getByRole('dialog')
  await paths.getByText('sign-ins.csv').click()
  await paths.getByRole('button', { name: /^Choose/ }).click()
  await app.settles()
  await app.page.getByRole('region', { name: 'Columns' }).scrollIntoViewIfNeeded()
  await pictures(app, 'columns', info)

  const made = readdirSync(join(info.project.outputDir, 'views'), { recursive: true }).filter((name) =>
    String(name).endsWith('.png'),
  )
  expect(made).toHaveLength(16 * 4)
})
