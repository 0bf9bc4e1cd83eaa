// What else is written in the group: questions that come once, chat, announcements. All of it is made up.
import type { TopicKey } from './problems.ts'

/** Asked once, with an answer; without one, nobody knows. */
export const rareQuestions: readonly (readonly [TopicKey, question: string, answer?: string])[] = [
  [undefined, 'Alguém tem o link do grupo de Campinas?', 'Chama a Renata no privado que ela manda'],
  [
    undefined,
    'Como transfiro a loja pro nome da minha esposa?',
    'Só pelo suporte, pedem contrato social e documento dos dois',
  ],
  [
    'orders',
    'Embalagem de sopa que não vaza, qual vocês indicam?',
    'Pote com tampa de rosca, o de pressão vaza sempre',
  ],
  [undefined, 'O tablet de 7 polegadas roda o app?', 'Roda, mas tem que ter 3 GB de memória'],
  ['menu', 'Qual o limite de letras na descrição do produto?', '200, depois corta'],
  [
    'money',
    'Vale alimentação passa por aqui?',
    'Passa, pede habilitação em formas de recebimento. Leva uns 5 dias',
  ],
  [undefined, 'Quem mexe com iPhone antigo, o 8 ainda atualiza?', 'Para no iOS 16, funciona ainda'],
  [
    'orders',
    'Como vejo quantas vezes o mesmo cliente comprou?',
    'Abre o nome dele no detalhe, tem o histórico',
  ],
  [
    'menu',
    'Existe jeito de importar planilha com preços?',
    'Pelo site, em Catálogo > importar CSV',
  ],
  [
    undefined,
    'Alguém participou do curso de gestão da quinta? É bom?',
    'Fiz, é curto e a parte de custo é ótima',
  ],
  ['money', 'Maquininha própria integra com o caixa?', undefined],
  [
    undefined,
    'Sabe se dá pra ter duas lojas no mesmo CNPJ?',
    'Dá, adiciona unidade em Minha conta',
  ],
  [
    'orders',
    'Sacola lacrada com adesivo, onde compram?',
    'Gráfica rápida, mil adesivos saem 80 reais',
  ],
  [
    undefined,
    'Como tiro funcionário que saiu da equipe?',
    'Equipe > remover acesso, e troca a senha do wifi kkk',
  ],
  ['menu', 'Borda recheada vira adicional ou complemento?', 'Adicional, com máximo 1'],
  ['orders', 'Quem usa balança ligada no computador?', undefined],
  [
    undefined,
    'Tem reunião presencial esse mês?',
    'Dia 20, no centro de eventos, vão mandar convite',
  ],
  ['money', 'Posso lançar fiado no caixa?', 'Cria uma forma "a receber", eu faço assim'],
  [
    'orders',
    'Como agendo entrega pra amanhã cedo?',
    'Liga o agendamento em Entrega, aí aparece pro comprador',
  ],
  ['menu', 'Alguém vende açaí por peso? Como cadastra?', undefined],
  [undefined, 'O selo de loja verificada demora?', 'Uns 10 dias depois de mandar os documentos'],
  [
    'orders',
    'Dá pra mandar mensagem pro comprador depois de entregue?',
    'Só até 2 horas depois, pelo chat',
  ],
  [
    undefined,
    'Qual internet reserva vocês usam quando cai a fibra?',
    'Chip 4G num roteador, salva a noite',
  ],
  [
    'money',
    'Imposto sobre a comissão entra na declaração do MEI?',
    'Declara o bruto, a comissão é despesa',
  ],
  [
    'menu',
    'Como ordeno as categorias? Quero bebidas por último',
    'Arrasta pelos 6 pontinhos do lado',
  ],
  [undefined, 'Modo escuro existe pra Android?', 'Segue o do celular'],
  ['orders', 'Troco pra 200, vocês aceitam?', 'Limito em 100 nas observações'],
  [
    undefined,
    'Alguém trocou o nome fantasia sem perder as estrelas?',
    'Troquei, não perde nada, só leva 2 dias',
  ],
  [
    'orders',
    'Onde vejo o telefone do comprador?',
    'No detalhe, some depois de 24h por causa da LGPD',
  ],
  ['money', 'Gorjeta do garçom dá pra cobrar no QR da mesa?', undefined],
  ['menu', 'Vegano tem etiqueta própria?', 'Tem, em classificações do prato'],
  [
    undefined,
    'Ar condicionado na cozinha, alguém colocou?',
    'Climatizador resolve e gasta bem menos',
  ],
  ['orders', 'Retirada no balcão paga comissão?', 'Paga, mas é metade'],
  [undefined, 'Como faço backup do meu cadastro?', 'Não precisa, fica na nuvem deles'],
]

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

/** Some messages that follow one another, each by somebody else. */
export const chats: readonly (readonly string[])[] = [
  ['Bom dia grupo!', 'bom dia ☀️', 'bom dia, boas vendas a todos', 'bom diaaa'],
  ['Bom dia pessoal, bora vender', 'bora 💪', 'bom dia'],
  [
    'Boa noite, vendas fracas aqui hoje',
    'aqui também parado',
    'chuva segura o povo em casa mas pede mais, aqui bombou',
    'inveja kkkk',
  ],
  ['Sextou!', 'hoje promete', 'já tô com 12 na fila', 'que delícia, aqui começa às 19', '🔥🔥'],
  ['Bati meu recorde ontem, 84 vendas 🙏', 'parabéns!!', 'top demais', 'merecido', 'arrasou'],
  [
    'Preço do queijo tá um absurdo',
    'subiu 20% aqui',
    'tô pagando 42 o kilo',
    'mudei de marca, ficou bom até',
    'qualidade cai e o povo percebe',
    'verdade',
  ],
  ['Óleo subiu de novo', 'tudo sobe menos a venda kkk', 'kkkkkkk'],
  [
    'Novidade boa essa de combo, tô gostando',
    'aqui aumentou o ticket',
    'vou testar no fim de semana',
  ],
  [
    'Meu filho colou um adesivo na impressora 😂',
    'kkkkkkkk',
    'decoração nova',
    'o meu jogou a bobina no vaso',
  ],
  [
    'Jogo do Brasil hoje, preparem o estoque',
    'já comprei 10 caixas de coca',
    'vou fechar pra assistir kkk',
    'aqui é o melhor dia do mês',
  ],
  [
    'Acabou a luz aqui no bairro',
    'vixe',
    'força aí',
    'voltou já?',
    'voltou agora, 2 horas no escuro',
  ],
  [
    'Alô padeiros, forno elétrico tá consumindo demais',
    'põe na tarifa branca',
    'aqui a conta caiu 30% com solar',
    'solar é caro mas se paga',
  ],
  [
    'Hoje faz 1 ano da minha loja 🎉',
    'parabéns!!! 🎉',
    'que venham muitos',
    'sucesso sempre',
    'show',
  ],
  ['Passando pra agradecer esse grupo, aprendo todo dia', 'é nóis', 'grupo top', '❤️'],
  [
    'Entregador meu caiu de moto, graças a Deus só susto',
    'melhoras pra ele',
    'nossa, que susto',
    'manda um abraço',
  ],
  [
    'Testei caixa de papelão kraft e o pessoal amou',
    'fica bonito mesmo',
    'mas molha com gordura',
    'põe papel manteiga embaixo',
  ],
  ['Calor de matar hoje', 'vendi só açaí e coca', '38 graus aqui', 'chapa ligada então... 🥵'],
  ['Quem tá na feira gastronômica domingo passa no meu estande', 'vou passar lá', 'boas vendas!'],
  [
    'Fornecedor de embalagem furou comigo de novo',
    'troca logo',
    'o meu é pontual, te passo no privado',
    'manda por favor',
  ],
  [
    'Domingo à noite é o melhor horário, né',
    'aqui é sexta disparado',
    'depende do bairro',
    'perto de faculdade é quarta kkk',
  ],
  ['Contratei mais um pra cozinha 🙌', 'que bom, tá crescendo', 'tá difícil achar gente boa'],
  ['Começando agora a semana, foco', 'foco e café', 'muito café'],
  [
    'Alguém já usou maionese caseira em sachê?',
    'faço, mas dura pouco',
    'vigilância implica viu',
    'compro pronta por causa disso',
  ],
  [
    'Cardápio em inglês, vale? Aqui tem turista',
    'no verão vale',
    'coloquei e vendi mais',
    'usa tradutor e manda alguém revisar kkk',
  ],
  ['Boa noite, fechando o caixa feliz hoje', 'que bom!', 'aqui empatou', 'amanhã melhora'],
  [
    'Gás subiu pra 130 aqui',
    '115 na minha cidade',
    'aqui 140 😭',
    'tô migrando pra elétrico',
    'a conta de luz te espera kkkk',
  ],
  [
    'Terça fraca como sempre',
    'terça faço promoção de 2 por 1',
    'boa, vou copiar',
    'aqui terça é dia de faxina',
  ],
  [
    'Fiz 15 anos de casada e comemorei na chapa 😂',
    'kkkkkk',
    'isso que é amor',
    'parabéns aos dois',
  ],
  [
    'Cliente pediu pizza sem queijo sem molho',
    'é pão kkkk',
    'cobra igual',
    'já pediram x-salada sem pão aqui',
    'kkkkkkkkk',
  ],
  [
    'Tô pensando em abrir no almoço',
    'almoço dá mais trabalho e menos lucro',
    'aqui é meu forte',
    'marmita gira bem de segunda a quinta',
    'testa um mês',
  ],
  [
    'Uniforme novo chegou',
    'manda foto',
    'ficou lindo',
    'onde fez?',
    'numa malharia do bairro, 35 cada',
  ],
  [
    'Chuva forte aqui, cuidado com os meninos na rua',
    'aqui também tá caindo o mundo',
    'segurei as saídas por 20 min',
    'certo, segurança primeiro',
  ],
  ['Hoje uma senhora veio só pra elogiar', 'isso vale o dia', 'que lindo ❤️', 'guarda isso'],
  [
    'Reforma da cozinha começou',
    'boa sorte com pedreiro kkk',
    'vai fechar quantos dias?',
    '5 dias se Deus quiser',
    'multiplica por 3',
  ],
  ['Acordei 4 da manhã pra massa', 'guerreiro', 'aqui 3 e meia', 'padeiro não dorme'],
  [
    'Dica: congelador com termômetro que apita, 60 reais',
    'quero',
    'salvou meu estoque semana passada',
    'boa dica',
  ],
  [
    'Troquei a fachada e já entrou gente nova',
    'visual é tudo',
    'a minha tá precisando',
    'letreiro de led tá barato',
  ],
  [
    'Cebola a 9 reais, socorro',
    'aqui 7',
    'uso desidratada nos recheios',
    'não é a mesma coisa',
    'no molho ninguém nota',
  ],
  [
    'Meu gato derrubou o roteador bem na hora da janta',
    'kkkkkk funcionário do mês',
    'demite',
    'o meu dorme em cima do notebook',
  ],
  [
    'Primeiro dia com 100 vendas!!!',
    'que isso!!',
    'parabéns demais',
    'conta o segredo',
    'trabalho e reza kkk',
    '👏👏👏',
  ],
  ['Fim de mês é sempre assim né', 'povo sem dinheiro', 'dia 5 volta', 'combo barato salva'],
  [
    'Férias coletivas na fábrica do lado, sumiu meu almoço',
    'vixe',
    'faz panfleto nos prédios',
    'vou tentar',
  ],
  ['Domingo em família, loja fechada 🙌', 'merecido', 'aproveita', 'aqui trabalhando kkk'],
  [
    'Vi que abriu concorrente na esquina',
    'capricha no atendimento',
    'tem cliente pra todos',
    'o meu abriu e fechou em 3 meses',
  ],
  ['Sal grosso na porta hoje kkk', 'kkkkkk', 'arruda também'],
  [
    'Comprei fritadeira sem óleo industrial',
    'depois conta se presta',
    'imagino a conta de energia',
    'subiu 60 reais, o óleo que não compro compensa',
  ],
  ['Gente, bebam água nesse calor', 'verdade', 'ventilador e fé'],
  [
    'Fui na feira do atacado hoje',
    'muito cheio?',
    'lotado, mas os descartáveis tavam pela metade',
    'semana que vem vou',
  ],
]

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
