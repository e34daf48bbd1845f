import { expect, story } from '../player/story'

story('text of evidence that became script would not run, load or send anything', async ({ app }) => {
  const blocked = await app.page.evaluate(async () => {
    const violations: string[] = []
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => void violations.push(effectiveDirective))
    const script = document.createElement('script')
    script.textContent = 'window.stolen = true'
    document.body.append(script)
    const image = document.createElement('img')
    image.setAttribute('onerror', 'window.stolen = true')
    image.src = 'nowhere.png'
    document.body.append(image)
    const frame = document.createElement('iframe')
    frame.src = 'data:text/html,<script>parent.stolen = true</script>'
    document.body.append(frame)
    await new Promise((done) => setTimeout(done, 300))
    for (const added of [script, image, frame]) added.remove()
    return { violations: [...new Set(violations)].sort(), stolen: 'stolen' in window }
  })
  expect(blocked).toEqual({ violations: ['frame-src', 'script-src-attr', 'script-src-elem'], stolen: false })
})

story('the page holds nothing of Node or Electron', async ({ app, shell }) => {
  const held = await app.page.evaluate(() => ({
    bridge: Object.keys((window as unknown as { workbenchShell?: object }).workbenchShell ?? {}).sort(),
    foreign: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter((name) => name in window),
  }))
  expect(held).toEqual({ bridge: shell.kind === 'browser' ? [] : ['kind', 'pathForFile'], foreign: [] })
})

story('a link can neither lead away nor open a window @standin @electron', async ({ app }) => {
  const before = app.page.url()
  await app.page.evaluate(() => {
    window.open('http://198.51.100.7/')
    window.location.href = 'http://198.51.100.7/'
  })
  await app.settles()
  expect(app.page.url()).toBe(before)
  app.forgivesRequests(/198\.51\.100\.7/)
})

story('an address of the browser shell works once @browser', async ({ app, shell }) => {
  const [address] = /http:\/\/127\.0\.0\.1:\d+\/\?ticket=\S+/.exec(shell.output())!
  const stranger = await app.page.context().browser()!.newContext()
  const page = await stranger.newPage()
  expect((await page.goto(address))!.status()).toBe(403)
  expect((await page.goto(new URL('/', address).href))!.status()).toBe(403)
  await stranger.close()
})

story('a person whose engine dies is told, and goes on after loading again @standin', async ({ app, shell }) => {
  shell.killEngine()
  await expect(app.page.getByRole('alertdialog', { name: /engine has stopped/ })).toBeVisible()
  await app.page.getByRole('button', { name: 'Load again' }).click()
  await app.settles()
  await expect(app.page.getByRole('button', { name: /sample/i }).first()).toBeVisible()
})
