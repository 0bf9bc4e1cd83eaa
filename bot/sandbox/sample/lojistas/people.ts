// The people of the group: made up, like what they write.
import type { User } from 'grammy/types'

/** How somebody writes. */
export interface Style {
  /** Begins without a capital, ends without a full stop. */
  readonly isLower: boolean
  /** "vc", "tbm", "pq". */
  readonly isShort: boolean
  /** Without accents. */
  readonly isPlain: boolean
}

export interface Person {
  readonly user: User
  readonly style: Style
}

const FIRST_ID = 5_100_000_001

/** Those of the app's team answer most, then some shopkeepers who know it well. */
export const helperNames = [
  'Renata Balcão',
  'Marcos Balcão',
  'Dona Cida Salgados',
  'Wellington',
  'Jéssica Andrade',
  'Seu Toninho',
] as const

const shopkeepers =
  `Ana Paula; Beto Pizzaria; Carla Menezes; Diego; Elaine Doces; Fábio Lanches; Gabriela; Hugo Nunes;
Ivone; João Vitor; Kelly Cristina; Luciana Bolos; Márcio; Nádia; Otávio Burger; Patrícia; Rafael Souza; Sandra Marmitas;
Thiago; Vanessa Lima; William Açaí; Yasmin; Zé Carlos; Adriana Rocha; Bruno; Camila; Daniel Espetinhos; Edna; Fernanda;
Gustavo; Helena Padaria; Igor; Juliana Prado; Karina; Leandro; Maristela; Natália Vegana; Osvaldo; Priscila; Regina;
Sérgio Adega; Tatiane; Ulisses; Vera Lúcia; Alessandra; Bianca; Cleber Hot Dog; Débora; Everton; Flávia; Geraldo;
Heloísa; Ítalo; Jaqueline; Kauê; Larissa Sushi; Maurício; Neide; Orlando; Paulo Henrique; Rosana; Simone; Tainá;
Valdir; Wanda; Alan; Bete Congelados; Cristiano; Denise; Eduardo; Francisca; Gilson; Inês; Jonas; Lúcia; Murilo;
Noemi; Robson; Sueli; Vitor Hugo; Michele; Renan; Aparecida; Caio`
    .split(';')
    .map((name) => name.trim())

function personOf(name: string, index: number): Person {
  const [first = '', ...rest] = name.split(' ')
  const last = rest.join(' ')
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '_')
  return {
    user: {
      id: FIRST_ID + index * 7919,
      is_bot: false,
      first_name: first,
      ...(last && { last_name: last }),
      ...(index % 3 === 0 && { username: plain }),
      language_code: 'pt-br',
    },
    style: { isLower: index % 5 > 1, isShort: index % 3 !== 1, isPlain: index % 7 === 3 },
  }
}

const everybody = [...helperNames, ...shopkeepers].map(personOf)

export const helpers: readonly Person[] = everybody
  .slice(0, helperNames.length)
  .map((person, index) =>
    index < 2 ? { ...person, style: { isLower: false, isShort: false, isPlain: false } } : person,
  )

export const members: readonly Person[] = everybody.slice(helperNames.length)

/** They come while the sample lasts, and write nothing yet. */
export const newcomers: readonly Person[] =
  `Sônia Tapiocas; Elias; Marlene; Juninho; Graça; Samuel; Roberta; Dirceu;
Amanda; Nilton; Cláudia; Anderson; Leila; Fabrício; Glória; Ronaldo; Aline; Josué`
    .split(';')
    .map((name, index) => personOf(name.trim(), everybody.length + index))
