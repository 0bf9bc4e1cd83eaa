import { html } from 'htm/preact'
import { useState } from 'preact/hooks'

import { act } from './api.js'
import { SqlBox } from './sql-box.js'
import { t } from './store.js'
import { number, secondOf, shortDay } from './time.js'

/** What happens behind the chat: raw objects, compaction, rows, and SQL. */
export function LakePanel({ lake, examples }) {
  return html`<div class="panel-content">
    <p class="about-lake">${t('lake-about')}</p>
    <${Raw} lake=${lake} />
    <${Compaction} lake=${lake} />
    <${Days} days=${lake.days} today=${lake.today} />
    <${SqlBox} examples=${examples} />
  </div>`
}

function Raw({ lake }) {
  const { stored, rawObjectsToday, filling } = lake
  return html`<section aria-labelledby="raw-title">
    <header>
      <h2 id="raw-title">${t('raw-today')}</h2>
      <output class="figure" key=${rawObjectsToday}>${number(rawObjectsToday)}</output>
    </header>
    ${filling && html`<progress max=${filling.total} value=${filling.done}></progress>`}
    <ol class="stored" aria-label=${t('stored')}>
      ${stored.map(({ key, at }) => {
        const cut = key.lastIndexOf('/') + 1
        return html`<li key=${key} title=${key}>
          <time>${secondOf(at)}</time>
          <code>${key.slice(key.indexOf('=') + 1, cut)}<b>${key.slice(cut)}</b></code>
        </li>`
      })}
    </ol>
    ${stored.length === 0 && html`<p class="quiet">${t('nothing-stored')}</p>`}
  </section>`
}

function Compaction({ lake }) {
  const { compacted, lastCompactedDay, isWaiting } = lake
  const [isBusy, setBusy] = useState(false)
  async function compact() {
    setBusy(true)
    await act('compact', {})
    setBusy(false)
  }
  const when = compacted
    ? `${shortDay(compacted.date)} · ${secondOf(compacted.at)}`
    : lastCompactedDay
      ? shortDay(lastCompactedDay)
      : t('compacted-never')
  return html`<section aria-labelledby="compaction-title">
    <header>
      <h2 id="compaction-title">${t('compacted')}</h2>
      <span class="figure small">${when}</span>
    </header>
    <div class="line">
      <span class=${`state ${isWaiting ? 'waiting' : 'fresh'}`} role="status">
        ${isWaiting ? t('waiting') : t('up-to-date')}
      </span>
      <button
        type="button"
        class="primary"
        disabled=${isBusy}
        aria-busy=${isBusy}
        onClick=${compact}
      >
        ${t('compact')}
      </button>
    </div>
    ${
      compacted &&
      html`<p class="quiet">
        ${t('compacted-rows', { rows: number(compacted.rows), milliseconds: compacted.milliseconds })}
      </p>`
    }
  </section>`
}

const WIDTH = 300
const HEIGHT = 56

/** A bar a day, the days without a row included. */
function Days({ days, today }) {
  const rows = new Map(days.map(({ date, rows: count }) => [date, count]))
  const dates = lastDays(today, 30)
  const most = Math.max(1, ...rows.values())
  const step = WIDTH / dates.length
  return html`<section aria-labelledby="days-title">
    <header><h2 id="days-title">${t('days')}</h2></header>
    <svg class="chart" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby="days-title">
      ${dates.map((date, index) => {
        const count = rows.get(date) ?? 0
        const height = count === 0 ? 1 : Math.max(2, (count / most) * (HEIGHT - 2))
        return html`<rect
          key=${date}
          class=${date === today ? 'today' : ''}
          x=${index * step + 1}
          y=${HEIGHT - height}
          width=${step - 2}
          height=${height}
          rx="1.5"
        >
          <title>${t('day-rows', { day: shortDay(date), rows: number(count) })}</title>
        </rect>`
      })}
    </svg>
    <div class="axis"><span>${shortDay(dates[0])}</span><span>${t('today')}</span></div>
  </section>`
}

function lastDays(today, count) {
  const end = Date.parse(`${today}T00:00:00Z`)
  return Array.from({ length: count }, (_, index) =>
    new Date(end - (count - 1 - index) * 86_400_000).toISOString().slice(0, 10),
  )
}
