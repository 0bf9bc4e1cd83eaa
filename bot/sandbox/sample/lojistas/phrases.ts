// What people say around questions and answers: thanks, greetings, news. All of it is made up.

/** By the team, on weekdays, with reactions. */
export const announcements: readonly string[] = [
  'Atualização 5.2 liberada: agora dá pra pausar o cardápio inteiro com um toque.',
  'Lembrete: o ciclo de repasse desta semana fecha domingo às 23h59.',
  'Quinta às 15h tem live sobre combos que vendem. Link fixado.',
  'Novo tutorial de áreas de entrega em vídeo, 3 minutinhos.',
  'Atenção: ninguém da equipe pede senha ou código por mensagem. Denunciem!',
  'Manutenção programada na madrugada de terça, das 3h às 4h. Não deve afetar ninguém.',
  'Resultado da pesquisa: 8 em cada 10 querem relatório por funcionário. Já está na fila 🚀',
  'Bem-vindos aos novos! Antes de perguntar, deem uma olhada nas mensagens fixadas 😉',
]

export const thanks: readonly string[] = [
  'Obrigada!',
  'obg',
  'valeu!',
  'vlw demais',
  'Obrigado, vou ver aqui',
  'muito obrigada 🙏',
  'obrigado viu',
  'valeu mesmo',
  'obg, você é fera',
  'brigada!',
  'Vlw',
]

export const worked: readonly string[] = [
  'Deu certo, obrigada!',
  'funcionou 🙌 valeu',
  'era isso mesmo, obg',
  'resolveu aqui, muito obrigado',
  'deu certo!!',
  'Consegui, vlw',
  'funcionou! obg demais',
  'boa, resolvido',
  'agora foi, obrigada',
]

export const notYet: readonly string[] = [
  'Fiz isso e não deu',
  'ainda não funcionou',
  'nem assim',
  'continua igual aqui',
  'tentei e não foi',
]

/** Of helpers, to one that is not yet helped. */
export const passedOn: readonly string[] = [
  'Então chama o suporte pelo app, manda print que eles resolvem',
  'Me manda o CNPJ no privado que eu olho',
  'Abre um chamado em Ajuda e me passa o número',
  'Desinstala e instala de novo, é chato mas costuma resolver',
]

export const meToo: readonly string[] = [
  'também quero saber',
  'mesma dúvida',
  'acompanhando',
  'up',
  '+1',
  'tô com a mesma dúvida',
  'eu tbm',
  'aqui também',
]

export const youAreWelcome: readonly string[] = [
  'de nada!',
  'imagina',
  'por nada 😊',
  'disponha',
  'tamo junto',
]

/** Before a question; the greeting is that of the hour. */
export const openers: readonly string[] = [
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  'Oi gente, ',
  '{greeting}, ',
  'Pessoal, ',
  '{greeting} pessoal, ',
  'gente ',
  'Galera, ',
  '{greeting}! ',
  'oi, ',
]

/** After a question. */
export const closers: readonly string[] = [
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  ' Obrigada!',
  ' 🙏',
  ' Desde já obrigada',
]

export const stickers: readonly string[] = ['😂', '👏', '🔥', '❤️', '🙏', '😭', '🎉', '👍']

export const pictureCaptions: readonly string[] = [
  'olha como ficou',
  'aparece assim',
  'novo prato da casa 😋',
  'chegou a caixa nova',
  'fila de hoje',
  'essa é a tela',
  '',
]

/** An asker adds it in a message of its own. */
export const details: readonly string[] = [
  'já reiniciei e nada',
  'uso no celular',
  'é urgente 😅',
  'começou hoje',
  'ontem tava normal',
  'minha versão é a última',
]

export const mornings: readonly string[] = [
  'Bom dia!',
  'bom dia grupo',
  'Bom dia ☀️',
  'bom diaaa',
  'bom dia, boas vendas',
  'Bom dia a todos 🙏',
  'dia 💪',
]

export const welcomes: readonly string[] = [
  'Bem-vindo(a)! 👋',
  'seja bem-vindo(a)',
  'Bem-vindo(a) ao grupo 😊',
  'bem-vindo(a)! lê as fixadas',
]

export const praise: readonly string[] = [
  'ficou lindo',
  'que fome',
  'top!',
  'show',
  'parabéns',
  'deu água na boca',
]

/** Asked after an answer, with what is told then. */
export const further: readonly (readonly [string, string])[] = [
  ['Onde fica isso?', 'No menu de cima, três risquinhos'],
  ['pelo app do celular também dá?', 'dá sim'],
  ['Precisa reiniciar depois?', 'Não precisa'],
  ['isso vale pra loja nova também?', 'Vale pra todas'],
  ['E se eu mexer nisso perde alguma configuração?', 'Não perde nada, pode ir sem medo'],
  ['Não achei essa opção aqui', 'Atualiza o app que ela aparece, é da 5.2'],
  ['qual deles? tem dois', 'O de baixo'],
]
