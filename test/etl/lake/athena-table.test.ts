import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { athenaTable, athenaType } from '../../../etl/lake/athena-table.ts'
import { columns } from '../../../etl/lake/schema.ts'

describe('the table in Athena', () => {
  it('matches sql/tables/telegram.sql (written by npm run ddl)', () => {
    const file = new URL('../../../sql/tables/telegram.sql', import.meta.url)
    expect(readFileSync(file, 'utf8')).toBe(athenaTable('ENRICHED_BUCKET'))
  })

  it('starts with the eight columns that analysts rely on', () => {
    expect(columns.slice(0, 8).map((column) => [column.name, athenaType(column)])).toEqual([
      ['message_id', 'bigint'],
      ['user_id', 'bigint'],
      ['user_is_bot', 'boolean'],
      ['user_first_name', 'string'],
      ['chat_id', 'bigint'],
      ['chat_type', 'string'],
      ['text', 'string'],
      ['date', 'bigint'],
    ])
  })

  it('continues with the other columns, in this order', () => {
    expect(columns.slice(8).map((column) => `${column.name} ${athenaType(column)}`)).toEqual([
      'update_id bigint',
      'message_type string',
      'caption string',
      'user_last_name string',
      'user_username string',
      'user_language_code string',
      'sender_id bigint',
      'sender_name string',
      'reply_to_message_id bigint',
      'reply_to_sender_id bigint',
      'message_thread_id bigint',
      'media_group_id string',
      'forward_origin_type string',
      'via_bot_id bigint',
      'edit_date bigint',
      'edit_count bigint',
      'service_type string',
      'is_automatic_forward boolean',
      'sent_at timestamp',
      'author_signature string',
      'sender_tag string',
      'chat_title string',
      'topic_name string',
      'title string',
      'has_link boolean',
      'is_question boolean',
      'question_type string',
      'question_id bigint',
      'question string',
      'question_terms string',
      'to_sender_id bigint',
      'answers_message_id bigint',
      'answer_rule string',
      'answer_seconds bigint',
      'confirms_message_id bigint',
    ])
  })

  it('is located in the given bucket', () => {
    expect(athenaTable('my-bucket')).toContain("location 's3://my-bucket/telegram/'")
    expect(athenaTable('my-bucket')).not.toContain('ENRICHED_BUCKET')
  })
})
