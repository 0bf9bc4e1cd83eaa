// What shopkeepers ask again and again, in their words, and what others tell them. All of it is made up, the app too.

/** The forum topics of the group; what belongs to none is written in General. */
export type TopicKey = 'orders' | 'money' | 'menu' | undefined

export interface Problem {
  readonly topic: TopicKey
  /** How many people come with it in the 30 days. */
  readonly people: number
  /** Wordings with the answer that fits. Each is used once before any comes again. */
  readonly asked: readonly (readonly [question: string, answer: string])[]
  /** What helpers ask back, and what they are told. */
  readonly counters: readonly (readonly [string, string])[]
  /** What others add. */
  readonly more: readonly string[]
}

export const problems: readonly Problem[] = [
  {
    topic: 'orders',
    people: 17,
    asked: [
      [
        'A impressora não imprime a comanda sozinha, alguém sabe o que pode ser?',
        'Ajustes > Impressão > liga o "imprimir ao aceitar". Vem desligado de fábrica',
      ],
      [
        'Depois da atualização não sai mais comanda na impressora',
        'Tem que parear de novo no bluetooth. Esquece o aparelho e conecta outra vez',
      ],
      [
        'Como faço pra comanda sair automático na impressora bluetooth?',
        'Em Ajustes > Impressão marca imprimir ao aceitar e deixa o app aberto',
      ],
      [
        'Alguém usa impressora térmica de 58mm? A minha conecta mas a comanda não sai',
        'Troca a largura do papel pra 58 em Ajustes > Impressão, vem 80 de fábrica',
      ],
      [
        'Minha impressora solta a comanda em branco, já troquei a bobina. O que pode ser?',
        'Bobina virada! Passa a unha no papel, o lado que risca fica pra cima',
      ],
      [
        'Comanda saindo duas vezes na impressora, tem como arrumar?',
        'Em Impressão tem "número de vias", o seu deve estar em 2',
      ],
      [
        'Qual impressora vocês usam pra comanda? A minha pifou',
        'Uso uma térmica de 80mm USB, simples, ligada no computador do caixa. Nunca deu problema',
      ],
      [
        'Impressora ligada, conectada, e a comanda não sai',
        'Tira a economia de bateria do app, o celular mata ele em segundo plano',
      ],
      [
        'Troquei de celular e agora a impressora não puxa comanda nenhuma',
        'No celular novo tem que dar permissão de dispositivos próximos pro app',
      ],
      [
        'Pessoal, comanda saindo cortada na impressora, alguém já passou por isso?',
        'Largura do papel errada, põe 80mm nos ajustes de impressão',
      ],
      [
        'Tem como mandar a comanda pra duas impressoras, cozinha e balcão?',
        'Tem sim, adiciona a segunda e escolhe as categorias que saem em cada uma',
      ],
      [
        'Como aumento a letra da comanda? Na impressora da cozinha ninguém enxerga',
        'Ajustes > Impressão > tamanho da fonte, põe grande',
      ],
      [
        'A comanda não mostra o troco na impressora nova, onde ativa isso?',
        'Fica em modelo da comanda, marca "forma de pagamento e troco"',
      ],
    ],
    counters: [
      ['Qual o modelo da sua?', 'É uma térmica dessas genéricas, 58mm'],
      ['Você conecta por bluetooth ou USB?', 'bluetooth'],
      ['Qual celular você usa?', 'um samsung a14'],
    ],
    more: [
      'E reinicia a impressora depois de mexer, senão não pega',
      'Aqui também era isso',
      'Se não for, testa a impressão de teste lá nos ajustes que já mostra o erro',
    ],
  },
  {
    topic: 'money',
    people: 18,
    asked: [
      ['Meu repasse não caiu hoje, mais alguém?', 'Quando tem feriado passa pro próximo dia útil'],
      ['O repasse dessa semana caiu pra vocês?', 'Caiu agora há pouco, umas 11h'],
      [
        'Ainda não caiu meu repasse, é normal?',
        'Até as 18h de quarta é normal, depois disso abre chamado',
      ],
      [
        'Repasse consta como pago e não caiu no banco, alguém sabe?',
        'Olha se não entrou com o nome do intermediador, o nome que aparece é outro',
      ],
      ['Quarta e nada, já caiu o repasse de vocês?', 'Aqui caiu meio-dia'],
      [
        'Caiu só metade do meu repasse, onde vejo o desconto?',
        'Em Financeiro > Extrato abre ele, tem cada tarifa e cada cupom descontado',
      ],
      [
        'Troquei de banco e o repasse caiu no antigo, e agora?',
        'A troca vale só a partir do ciclo seguinte, o que já tava fechado vai pro antigo',
      ],
      [
        'Repasse em análise desde sexta e nada caiu, quando libera?',
        'É conferência do cadastro, manda o comprovante do banco em Financeiro que liberam em 1 dia',
      ],
      [
        'Como antecipo o repasse? Preciso do dinheiro antes de quarta',
        'Financeiro > Antecipar, a taxa é de 1,9% e cai na hora',
      ],
      [
        'Meu repasse foi devolvido depois que caiu, por que? Diz agência inválida',
        'Faltou o dígito da agência, confere lá nos dados bancários',
      ],
      ['Tem como ter repasse todo dia?', 'Tem o plano diário, ativa em Financeiro > Ciclo'],
    ],
    counters: [
      ['Você trocou de banco faz pouco tempo?', 'sim, semana passada'],
      ['Que status aparece no extrato?', 'aparece agendado'],
    ],
    more: ['Comigo foi normal', 'O chat do Financeiro costuma ser rápido'],
  },
  {
    topic: 'money',
    people: 14,
    asked: [
      [
        'Cliente pagou no pix e o pedido continua aguardando pagamento, o que eu faço?',
        'Espera 5 min e puxa a tela pra baixo, às vezes o banco demora pra confirmar',
      ],
      [
        'Pix aguardando pagamento faz meia hora e o cliente mandou o comprovante. Posso fazer o pedido?',
        'Não faz! Se o pix expirou o valor volta pro cliente sozinho, pede pra ele refazer',
      ],
      [
        'Como faço pra aceitar pix só pelo app? O cliente paga direto e fica aguardando pagamento',
        'Tira a chave da descrição da loja, aí o único pix é o do app',
      ],
      [
        'Pix do cliente deu pagamento pendente, alguém sabe quanto tempo demora?',
        'No máximo 10 minutos, depois disso cancela sozinho e estorna',
      ],
      [
        'Não consigo ativar o pix como forma de pagamento na loja',
        'Precisa ter conta validada em Financeiro antes, sem isso o botão fica cinza',
      ],
      [
        'O pagamento por pix sumiu da minha loja, tá só cartão',
        'Some quando o cadastro da conta vence, confirma os dados bancários que volta',
      ],
      [
        'Pix com pagamento duplicado do cliente, como devolvo?',
        'No pedido > estornar > valor parcial. O app devolve o segundo sozinho em 24h também',
      ],
      ['Tem taxa no pagamento por pix?', 'Tem, 0,99% por venda. Tá no extrato como tarifa'],
      [
        'O pix cai na hora ou vem junto com o pagamento dos cartões?',
        'Vem junto no repasse da semana',
      ],
      [
        'Cliente diz que fez o pix e pra mim não aparece o pagamento',
        'Pede o código que começa com E no comprovante e cola em Financeiro > Localizar',
      ],
    ],
    counters: [
      ['O pedido aparece com qual cor pra você?', 'amarelo'],
      ['Ele pagou pelo QR code do app ou pela sua chave?', 'foi pelo qr code'],
    ],
    more: [
      'Comprovante agendado engana muita gente, confere se foi mesmo feito',
      'Comigo ontem demorou uns 8 min',
    ],
  },
  {
    topic: 'orders',
    people: 14,
    asked: [
      [
        'Como mudo a taxa de entrega por bairro?',
        'Entrega > Áreas, desenha no mapa e põe o valor em cada um',
      ],
      [
        'Dá pra pôr taxa diferente pra cada bairro?',
        'Dá, em Entrega > Áreas. Cada desenho tem seu valor',
      ],
      ['Taxa por bairro ou por km, o que vocês usam?', 'Por área, por km dá briga na subida kkk'],
      [
        'O bairro do lado aparece com taxa errada, como arrumo?',
        'O desenho de um deve estar por cima do outro, vale o menor',
      ],
      [
        'Bairro novo não aparece na lista de taxas, alguém sabe por que?',
        'O mapa demora pra ter os loteamentos, desenha na mão',
      ],
      [
        'Entreguei em outro bairro e veio taxa de 2 reais, onde mudo isso?',
        'Tem uma área padrão lá no fim da lista, ela pega o que sobra',
      ],
      ['Quanto vocês cobram de taxa pro bairro vizinho?', 'Aqui 5 até 2 km e 7 até 4'],
      ['Tem como zerar a taxa só no meu bairro?', 'Promoções > Entrega grátis > escolhe a área'],
      [
        'Não consigo salvar a taxa nova do bairro, volta pro valor antigo',
        'Tem que apertar publicar lá em cima depois de salvar, senão fica rascunho',
      ],
      [
        'Mudei a taxa de entrega e ainda aparece a antiga, por que?',
        'Demora uns 10 minutos pra atualizar do outro lado',
      ],
    ],
    counters: [
      ['Você usa entrega própria ou parceiro?', 'própria'],
      ['Aparece pra todo cliente ou só pra um?', 'até agora só um reclamou'],
    ],
    more: [
      'Eu prefiro por área, por km dá briga na subida kkk',
      'Testa com o seu endereço antes de divulgar',
    ],
  },
  {
    topic: 'menu',
    people: 16,
    asked: [
      [
        'A foto do produto não carrega, fica girando. O que pode ser?',
        'Acima de 5 MB trava, manda uma menor que vai',
      ],
      [
        'Não consigo carregar foto nova, dá erro sempre',
        'Pelo navegador só aceita JPG, se a sua é HEIC do iPhone converte antes',
      ],
      [
        'Foto não carrega nem no wifi nem no 4G, alguém sabe?',
        'Limpa o cache do app e tenta de novo, comigo foi',
      ],
      [
        'Cadastrei um lanche e não carrega a foto, já tentei três',
        'Quadrada, 1000x1000 e até 5 MB. Fora disso ele trava',
      ],
      [
        'Demora pra carregar a foto e depois diz erro, qual o tamanho certo?',
        '1000x1000, até 5 MB',
      ],
      ['Carreguei outra foto no produto e aparece a antiga', 'É cache, em uma hora troca sozinho'],
      [
        'Foto recusada, diz que viola as regras. Era só um x-salada 😅',
        'Não pode ter texto nem preço nela, tira o escrito que passa',
      ],
      [
        'Como carrego mais de uma foto no mesmo lanche?',
        'Por enquanto só uma, as outras vão na galeria da loja',
      ],
      [
        'Minha foto carrega esticada depois que atualizou, tem como arrumar?',
        'Agora é quadrada, edita e usa o recorte 1:1',
      ],
      [
        'Sumiram as fotos de todos os produtos e não carrega nenhuma!',
        'Sai da conta e entra de novo, comigo voltou tudo',
      ],
    ],
    counters: [
      ['Tá carregando pelo celular ou pelo computador?', 'pelo celular'],
      ['Qual o tamanho do arquivo?', 'acho que uns 8 mega'],
    ],
    more: ['O Canva tem modelo quadrado pronto', 'E nome curto aparece melhor na lista'],
  },
  {
    topic: undefined,
    people: 15,
    asked: [
      [
        'O código por SMS não chega, como entro?',
        'Espera 60 segundos e escolhe "receber por ligação"',
      ],
      [
        'Pedi o código três vezes e não chega nada, alguém mais?',
        'Depois de 3 tentativas bloqueia por 1 hora, aí pede de novo',
      ],
      [
        'Código de acesso não chega no meu celular novo',
        'Na tela tem "não tenho mais esse número", vai pedir selfie com documento',
      ],
      [
        'Não chega o código pra entrar no segundo aparelho',
        'Cria um usuário de funcionário pra ele, aí não precisa do seu',
      ],
      [
        'O SMS chega e o código diz inválido, por que?',
        'Usa sempre o último, cada pedido cancela o anterior',
      ],
      [
        'Tem como entrar sem o código? Aqui não chega SMS, é zona rural',
        'Tem, ativa o acesso por e-mail em Minha conta > Segurança',
      ],
      [
        'O código chega com 20 minutos de atraso, é normal?',
        'Alguma operadora segura mesmo. Pelo zap vem na hora, escolhe lá embaixo',
      ],
      [
        'Alguém esperando o código de entrada que não chega?',
        'Reinicia o celular e pede por ligação, aqui resolveu',
      ],
    ],
    counters: [
      ['Qual a sua operadora?', 'vivo'],
      ['O seu número tá com o DDD certo no cadastro?', 'tá sim, conferi agora'],
    ],
    more: [
      'Cuidado que ninguém da equipe pede esse código, hein',
      'Confere a pasta de spam das mensagens',
    ],
  },
  {
    topic: 'orders',
    people: 14,
    asked: [
      [
        'O som de pedido novo não toca, onde ativo?',
        'Ajustes > Notificações > som contínuo, e tira o modo silencioso',
      ],
      [
        'Celular no volume máximo e não toca nenhum som, perdi dois hoje',
        'Economia de bateria! Coloca o app como sem restrição',
      ],
      [
        'Depois que atualizou o android o som de pedido não toca mais',
        'O android 14 tira a permissão, vai em apps > Balcão > notificações e libera tudo',
      ],
      [
        'O som dos pedidos só toca com o app aberto, alguém mais?',
        'Tem que deixar rodar em segundo plano, fica em bateria',
      ],
      [
        'O som do computador não toca, no celular sim. O que eu faço?',
        'Clica no cadeado do navegador e permite som e notificação pro site',
      ],
      [
        'Tem algum som de alarme, que toca até alguém aceitar?',
        'Tem, o nome é contínuo. Fica em Notificações',
      ],
      [
        'No celular do meu marido o som dos pedidos toca e no meu não, por que será?',
        'Cada usuário tem a própria notificação, ativa na sua também',
      ],
      [
        'Dá pra trocar o som? Toca igual ao do whats e confundo',
        'Dá, Ajustes > Notificações > escolher toque',
      ],
    ],
    counters: [
      ['Você usa Android ou iPhone?', 'android'],
      ['O volume de notificação tá alto? É separado do de mídia', 'tá no máximo'],
    ],
    more: ['Eu deixo um tablet velho só pra isso', 'xiaomi é o pior pra isso, mata tudo'],
  },
  {
    topic: undefined,
    people: 12,
    asked: [
      [
        'Como coloco horário diferente pro feriado?',
        'Loja > Horários > datas especiais. Vale só pra aquele dia',
      ],
      [
        'No feriado a loja abriu sozinha e eu não estava, como fecho por horário?',
        'Cadastra a data especial como fechada, o horário normal não sabe de feriado',
      ],
      [
        'Vocês vão abrir no feriado? Qual horário compensa?',
        'Aqui abro só à noite, das 18 às 23, feriado de dia é morto',
      ],
      [
        'Não consigo mudar o horário do feriado, o botão tá apagado',
        'Horário é com o login do dono',
      ],
      [
        'Preciso avisar com antecedência o horário de feriado?',
        'Não precisa, mas se fechar com pedido aberto conta como cancelamento',
      ],
      [
        'Feriado municipal aparece no horário da loja ou tenho que colocar?',
        'Municipal tem que pôr na mão, só os nacionais aparecem',
      ],
      [
        'O horário do feriado ficou salvo e hoje a loja continua fechada, o que houve?',
        'Você salvou como horário da semana, apaga e faz em datas especiais',
      ],
    ],
    counters: [
      ['Você é o dono ou funcionário no cadastro?', 'dono'],
      ['Tá mexendo pelo app ou pelo site?', 'pelo app'],
    ],
    more: [
      'Feriado prolongado aqui o movimento cai pela metade',
      'Deixa um aviso na descrição da loja também',
    ],
  },
  {
    topic: 'menu',
    people: 12,
    asked: [
      ['Como coloco valor mínimo no cupom?', 'Só aparece se for desconto em reais, em % não tem'],
      [
        'Meu cupom não funciona, diz que não atingiu o mínimo',
        'O mínimo conta sem a entrega, por isso',
      ],
      [
        'Cupom sem mínimo deu prejuízo, dá pra mudar agora?',
        'Desativa esse e cria outro, editar não deixa',
      ],
      [
        'Usaram o cupom abaixo do mínimo, pode isso?',
        'Se era cupom do app eles pagam a diferença, olha se tem selo',
      ],
      ['O mínimo do cupom conta a taxa junto?', 'Não, só os produtos'],
      [
        'Cupom de desconto não deixa colocar mínimo, alguém conseguiu?',
        'Troca de porcentagem pra reais que o campo aparece',
      ],
      ['Que mínimo vocês põem no cupom de 10 reais?', 'Aqui 50, menos que isso não paga'],
    ],
    counters: [
      ['É em porcentagem ou em reais?', '10%'],
      ['Você marcou todos os produtos?', 'marquei só as pizzas'],
    ],
    more: ['Cupom de 5 reais aqui trouxe mais gente que 10%', 'Sexta nem precisa de cupom'],
  },
  {
    topic: 'orders',
    people: 11,
    asked: [
      [
        'Nenhum motoboy parceiro aceita a corrida, tá assim pra todo mundo?',
        'Chuva é isso, aumenta o bônus da corrida que aceitam',
      ],
      [
        'Motoboy parceiro sumiu com a corrida, o que eu faço?',
        'Abre o pedido > problema na entrega > não entregue. Eles reembolsam em 48h',
      ],
      [
        'Como chamo motoboy parceiro só pra algumas corridas?',
        'Em Entrega deixa "manual", aí aparece o botão em cada pedido',
      ],
      ['Quanto o motoboy parceiro recebe por corrida?', 'Depende da distância, aqui sai de 7 a 11'],
      [
        'Tem como bloquear um motoboy parceiro? Já é a terceira corrida que ele atrasa',
        'Avalia com 1 estrela e marca "não quero mais", ele não recebe corrida sua',
      ],
      [
        'Motoboy parceiro demora 40 minutos pra pegar a corrida, alguém sabe como melhorar?',
        'Chama quando o preparo começa, não quando fica pronto',
      ],
      [
        'Dá pra juntar duas corridas no mesmo motoboy parceiro?',
        'Dá se for até 2 km de diferença, seleciona os dois pedidos e chama',
      ],
    ],
    counters: [
      ['Que bairro é a sua loja?', 'Vila Nova'],
      ['Que horas foi isso?', 'agora, 20h'],
    ],
    more: ['Dia de jogo é pior ainda', 'Eu tenho um fixo na sexta e sábado por causa disso'],
  },
  {
    topic: 'orders',
    people: 10,
    asked: [
      [
        'Cliente cancelou o pedido depois de pronto, eu recebo o valor?',
        'Se você já tinha marcado em preparo recebe sim, o cancelamento fica por conta dele',
      ],
      [
        'Como cancelo um pedido sem perder pontos?',
        'Escolhe "cliente pediu" e anexa o print da conversa, aí não conta',
      ],
      ['Pedido cancelado sozinho, por que?', 'Passou de 8 minutos sem aceitar, o app cancela'],
      [
        'Quantos pedidos cancelados pode ter antes de suspender a loja?',
        'Acima de 5% na semana eles avisam, de 10% suspendem',
      ],
      [
        'Consigo desfazer um pedido cancelado? Apertei errado',
        'Não volta, o cliente tem que refazer',
      ],
      [
        'O pedido foi cancelado e o estorno não voltou pro cliente, quanto tempo leva?',
        'Cartão até duas faturas, pix cai no mesmo dia',
      ],
    ],
    counters: [
      ['Você tinha aceitado já?', 'tinha'],
      ['Qual motivo aparece no pedido?', '"desistência"'],
    ],
    more: [
      'Print de tudo sempre, me salvou duas vezes',
      'Cancelamento é o que mais derruba a loja na busca',
    ],
  },
  {
    topic: 'money',
    people: 10,
    asked: [
      [
        'Preciso emitir sempre a nota fiscal? Sou MEI',
        'Pra pessoa física não é obrigado, só se pedirem',
      ],
      [
        'Pediram nota com CNPJ, onde consigo emitir?',
        'O CNPJ vem em observações fiscais, copia de lá pro emissor',
      ],
      [
        'Alguém consegue emitir pelo app a nota fiscal?',
        'Uso um emissor que puxa as vendas sozinho, liga em Integrações',
      ],
      ['Nota pra empresa, MEI é obrigado a emitir?', 'Pra empresa é sim'],
      [
        'A nota eu devo emitir pela prefeitura ou pelo estado, alguém sabe?',
        'Comida é estado. Serviço é prefeitura',
      ],
    ],
    counters: [
      ['Você é MEI ou ME?', 'MEI'],
      ['Qual cidade? Muda de prefeitura pra prefeitura', 'Campinas'],
    ],
    more: ['Meu contador cobra 90 por mês e resolve tudo', 'Guarda os XML por 5 anos'],
  },
  {
    topic: 'menu',
    people: 9,
    asked: [
      [
        'Como marco um item do cardápio como esgotado só por hoje?',
        'Segura o dedo no item > pausar até amanhã',
      ],
      [
        'Item esgotado continua aparecendo no cardápio pro cliente',
        'O combo tem pausa própria, são dois botões',
      ],
      [
        'Dá pra deixar item esgotado automático no cardápio quando acaba o estoque?',
        'Ativa o controle de estoque no item, aí ele some no zero',
      ],
      [
        'O cardápio mostra todos os itens como esgotados desde cedo, alguém sabe?',
        'Horário do cardápio! Deve estar só jantar',
      ],
      [
        'Pausei um item esgotado e não acho mais no cardápio pra voltar',
        'Filtro "pausados" lá no topo da lista',
      ],
    ],
    counters: [
      ['Você usa controle de estoque?', 'nunca usei'],
      ['É item sozinho ou dentro de combo?', 'dentro de combo'],
    ],
    more: ['Acabou o pão aqui sábado e foi um sufoco', 'Funcionário também consegue pausar'],
  },
  {
    topic: undefined,
    people: 9,
    asked: [
      [
        'Avaliação de ontem veio ruim e injusta, tem como remover?',
        'Só removem se tiver ofensa ou se for de outra compra, denuncia nos 3 pontinhos',
      ],
      ['Como respondo avaliação ruim?', 'Loja > Avaliações > responder, a pessoa recebe aviso'],
      [
        'Veio avaliação de entrega ruim, culpa do entregador. Isso conta pra loja?',
        'Se a entrega é parceira não conta, pede revisão',
      ],
      [
        'O que vocês escrevem quando chega avaliação bem ruim?',
        'Sempre. Peço desculpa, explico curto e ofereço cupom na próxima',
      ],
      ['Uma avaliação só, bem ruim, derruba quanto a média?', 'Conta a média dos últimos 90 dias'],
    ],
    counters: [
      ['O cliente escreveu alguma coisa ou só a nota?', 'só a nota'],
      ['Faz quanto tempo?', 'foi ontem'],
    ],
    more: [
      'Cliente que reclama e é bem atendido volta',
      'Coloco um bilhetinho na sacola, ajuda muito',
    ],
  },
]
