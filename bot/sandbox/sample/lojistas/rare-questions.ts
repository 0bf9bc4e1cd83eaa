// Questions that come once in the 30 days. All of it is made up.
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
