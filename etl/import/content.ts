// What a person sent: the media of an exported message as the Bot API has them. Exports have no file ids. JSON leaves
// out what is undefined.
import { fields, integer, type Fields } from '../lake/update.ts'
import { plainText, styledText } from './text.ts'

/** The content fields of a message. Content of kinds unknown here has its text alone. */
export function contentOf(message: Fields): Fields {
  const { text, entities } = styledText(message)
  const media = mediaOf(message)
  if (!media) {
    // Without any text, as for a picture that expired: content all the same.
    if (text === '') return { entities: [] }
    return { text, ...(entities.length > 0 && { entities }) }
  }
  if (text === '') return media
  return {
    ...media,
    caption: text,
    ...(entities.length > 0 && { caption_entities: entities }),
  }
}

function mediaOf(message: Fields): Fields | undefined {
  const { width, height } = message
  if (message.photo !== undefined) return { photo: [{ width, height }] }
  if (message.media_type !== undefined || message.file !== undefined) return fileOf(message)
  if (message.place_name !== undefined) {
    const location = fields(message.location_information)
    const { place_name: title, address } = message
    return { venue: { title, address, location }, ...(location && { location }) }
  }
  if (message.location_information !== undefined) {
    const live_period = message.live_location_period_seconds
    return { location: { ...fields(message.location_information), live_period } }
  }
  const contact = fields(message.contact_information)
  if (contact) return { contact }
  const poll = fields(message.poll)
  if (poll) return { poll: pollOf(poll) }
  const list = fields(message.todo_list)
  if (list) return { checklist: checklistOf(list) }
  const invoice = fields(message.invoice_information)
  if (invoice) {
    const { title, description, currency, amount } = invoice
    return { invoice: { title, description, currency, total_amount: amount } }
  }
  if (message.game_title !== undefined) {
    const { game_title: title, game_description: description } = message
    return { game: { title, description } }
  }
  const giveaway = fields(message.giveaway_information)
  if (giveaway) return { giveaway }
  const winners = fields(message.giveaway_results)
  if (winners) return { giveaway_winners: winners }
  const star_count = integer(message.paid_stars_amount)
  return star_count === undefined ? undefined : { paid_media: { star_count } }
}

/** By Telegram Desktop's `media_type`. */
function fileOf(message: Fields): Fields {
  const { width, height, mime_type, performer, title } = message
  const duration = message.duration_seconds
  const file_name = fileName(message)
  switch (message.media_type) {
    case 'sticker':
      return { sticker: { emoji: message.sticker_emoji, width, height } }
    case 'video_message':
      return { video_note: { duration, length: width } }
    case 'voice_message':
      return { voice: { duration, mime_type } }
    case 'animation':
      return { animation: { file_name, mime_type, duration, width, height } }
    case 'video_file':
      return { video: { file_name, mime_type, duration, width, height } }
    case 'audio_file':
      return { audio: { file_name, mime_type, duration, performer, title } }
    default:
      return { document: { file_name, mime_type } }
  }
}

/** In place of the path of a file that is not part of the export there is a remark in brackets. */
function fileName({ file_name, file }: Fields): string | undefined {
  if (typeof file_name === 'string') return file_name
  if (typeof file !== 'string' || /\(File [^)]*\)$/.test(file)) return undefined
  return file.split(/[\\/]/).at(-1)
}

function pollOf({ question, closed, total_voters, answers }: Fields): Fields {
  const options = Array.isArray(answers) ? (answers as unknown[]) : []
  return {
    question: plainText(question),
    options: options.map((each) => {
      const { text, voters } = fields(each) ?? {}
      return { text: plainText(text), voter_count: voters }
    }),
    total_voter_count: total_voters,
    is_closed: closed,
  }
}

function checklistOf({ title, answers, tasks }: Fields): Fields {
  const list = [tasks, answers].find(Array.isArray) as unknown[] | undefined
  return {
    title: plainText(title),
    tasks: (list ?? []).map((each) => {
      const { id, text } = fields(each) ?? {}
      return { id, text: plainText(text) }
    }),
  }
}
