import { html } from 'htm/preact'
import { useEffect, useRef, useState } from 'preact/hooks'

import { post } from './api.js'
import { Icon } from './icons.js'
import { t } from './store.js'
import { number } from './time.js'

const first = `select context_date, count(*) as messages
from messages
group by context_date
order by context_date desc`

/** A statement over the lake and its rows, as `lake sql` gives them. */
export function SqlBox({ examples }) {
  const [statement, setStatement] = useState(first)
  const [isBusy, setBusy] = useState(false)
  const [answer, setAnswer] = useState()
  const [error, setError] = useState()
  const end = useRef()
  const running = useRef()
  useEffect(() => {
    if (answer || error) end.current.scrollIntoView({ block: 'nearest', behavior: 'smooth' })
  }, [answer, error])

  async function run() {
    if (isBusy) return
    setBusy(true)
    running.current = new AbortController()
    try {
      setAnswer(await post('sql', { statement }, running.current.signal))
      setError(undefined)
    } catch ({ name, message }) {
      setAnswer(undefined)
      setError(name === 'AbortError' ? t('sql-stopped') : message)
    }
    setBusy(false)
  }

  function onKeyDown(event) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void run()
  }

  return html`<section class="sql" aria-labelledby="sql-title">
    <header>
      <h2 id="sql-title">${t('sql')}</h2>
      <select
        aria-label=${t('sql-examples')}
        value=""
        onChange=${({ target }) => {
          const example = examples.find(({ name }) => name === target.value)
          if (example) setStatement(example.text)
          target.value = ''
        }}
      >
        <option value="">${t('sql-examples')}</option>
        ${examples.map(({ name, title }) => html`<option value=${name}>${title}</option>`)}
      </select>
    </header>
    <textarea
      rows=${Math.min(12, Math.max(4, statement.split('\n').length))}
      spellcheck=${false}
      autocapitalize="off"
      aria-label=${t('sql')}
      value=${statement}
      onInput=${({ target }) => setStatement(target.value)}
      onKeyDown=${onKeyDown}
    ></textarea>
    <div class="line">
      <span class="quiet" role="status">
        ${
          answer &&
          t(answer.isCut ? 'sql-rows-cut' : 'sql-rows', {
            rows: number(answer.rows.length),
            milliseconds: answer.milliseconds,
          })
        }
      </span>
      ${
        isBusy &&
        html`<button type="button" class="stop" onClick=${() => running.current.abort()}>
          ${t('sql-stop')}
        </button>`
      }
      <button type="button" class="primary" disabled=${isBusy} aria-busy=${isBusy} onClick=${run}>
        <${Icon} name="play" /> ${t('sql-run')} <kbd>Ctrl ↵</kbd>
      </button>
    </div>
    ${error && html`<p class="error" role="alert">${error}</p>`}
    ${answer && html`<${Result} ...${answer} />`}
    <span ref=${end}></span>
  </section>`
}

function Result({ columns, rows, isCut }) {
  if (rows.length === 0) return html`<p class="quiet">${t('sql-empty')}</p>`
  const isNumber = ({ type }) => type === 'bigint' || type === 'double'
  const side = columns.map((column) => (isNumber(column) ? 'number' : ''))
  return html`<div class="result" tabindex="0">
      <table>
        <thead>
          <tr>
            ${columns.map(({ name }, index) => html`<th class=${side[index]} scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                ${row.map(
                  (value, index) =>
                    html`<td class=${value === null ? 'null' : side[index]} title=${value}>
                      ${value === null ? 'null' : String(value)}
                    </td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${isCut && html`<p class="quiet">${t('sql-more', { shown: rows.length })}</p>`}`
}
