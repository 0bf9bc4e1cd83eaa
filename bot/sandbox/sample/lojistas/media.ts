// Contents without words. Their files are not there: bots get ids, and nobody downloads these.
import type { Content } from './talk.ts'
import type { Random } from './random.ts'

export function photo(random: Random): Pick<Content, 'photo'> {
  const id = random.between(10_000, 99_999)
  return {
    photo: [
      {
        file_id: `sample-${id}-m`,
        file_unique_id: `s${id}m`,
        file_size: 18_400,
        width: 240,
        height: 320,
      },
      {
        file_id: `sample-${id}-x`,
        file_unique_id: `s${id}x`,
        file_size: 78_100,
        width: 600,
        height: 800,
      },
    ],
  }
}

export function sticker(random: Random, emoji: string): Pick<Content, 'sticker'> {
  const id = random.between(100, 140)
  return {
    sticker: {
      width: 512,
      height: 512,
      emoji,
      set_name: 'balcao',
      is_animated: false,
      is_video: false,
      type: 'regular',
      file_id: `sample-sticker-${id}`,
      file_unique_id: `k${id}`,
      file_size: 21_300,
    },
  }
}

export function voice(random: Random): Pick<Content, 'voice'> {
  const id = random.between(10_000, 99_999)
  const duration = random.between(4, 75)
  return {
    voice: {
      duration,
      mime_type: 'audio/ogg',
      file_id: `sample-voice-${id}`,
      file_unique_id: `v${id}`,
      file_size: duration * 3_900,
    },
  }
}
