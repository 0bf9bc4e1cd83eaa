// The evening on which the whole app is down. All of it is made up.

/** One Friday evening the whole app is down. */
export const outage = {
  asked: [
    'O app caiu? Não abre aqui',
    'app fora do ar pra mais alguém?',
    'Gente o app não abre, é geral?',
    'App parado aqui também, alguém sabe o que houve?',
    'Meu app fica na tela branca, é só comigo?',
    'Alguém da equipe? App fora do ar bem na janta 😡',
  ],
  chat: [
    'aqui tbm',
    'mesma coisa',
    'aqui também',
    'kkkkk justo na hora da janta',
    'tô anotando no papel igual 1998',
    'meu telefone não para de tocar',
    'reiniciei 3x e nada',
    'pelo site tá abrindo devagar',
    'perdi 4 pedidos já',
    'calma pessoal',
    'que dia pra isso acontecer',
    'voltou uns 2 min só',
  ],
  notice:
    'Pessoal, identificamos uma instabilidade e o time já está corrigindo. Aviso aqui assim que normalizar 🙏',
  over: 'Normalizado ✅ Pedidos dos últimos 30 min que falharam foram estornados. Desculpem o transtorno!',
  relief: [
    'voltou aqui',
    'voltou 🙌',
    'aqui normal de novo',
    'ufa',
    'obg Renata',
    'agora é correr kkk',
    'valeu equipe',
  ],
} as const
