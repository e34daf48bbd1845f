import { expect, it } from 'vitest'
import { citedLabels, markdownHtml, renderMarkdown } from './markdown'

const faces = (label: string) =>
  label === 'E1'
    ? { state: 'verified', sign: '✓', words: 'verified' }
    : { state: 'missing', sign: '∅', words: 'no such citation in this entry' }

it('shows citation marks as chips with their state in words', () => {
  expect(markdownHtml('One login [E1], another [E2].', faces)).toBe(
    '<p>One login <button type="button" class="citation-chip" data-label="E1" data-state="verified" aria-label="E1, verified">E1 <span>✓</span></button>, another ' +
      '<button type="button" class="citation-chip" data-label="E2" data-state="missing" aria-label="E2, no such citation in this entry">E2 <span>∅</span></button>.</p>\n',
  )
  expect(citedLabels('a [E2] b `[E9]` [E1] [E2]')).toEqual(['E2', 'E1'])
})

it('keeps HTML, images and addresses as text', () => {
  const html = renderMarkdown(
    '<img src=x onerror=alert(1)> <script>alert(1)</script> ![i](http://198.51.100.7/x.png) [see](javascript:alert(1)) [site](http://198.51.100.7/)',
    faces,
  )
  expect(html).not.toMatch(/<img|<script|<a |href/)
  expect(renderMarkdown('first\n\n<b onclick="x">raw</b> [E1]', faces)).toContain('&lt;b onclick="x"&gt;raw&lt;/b&gt;')
  expect(html).toContain('&lt;script&gt;')
  expect(html).toContain('<code class="address">http://198.51.100.7/</code>')
})

it('puts headings below the title of the entry', () => {
  expect(markdownHtml('# One\n\n## Two', faces)).toBe('<h3>One</h3>\n<h4>Two</h4>\n')
})
