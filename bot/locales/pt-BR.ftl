## Períodos
period-unknown = Não entendi o período “{ $period }”. Tente, por exemplo: /stats 30d
period-reversed = O período termina ({ $until }) antes de começar ({ $since }).

## Direitos
refused = Só os administradores deste grupo podem pedir relatórios.
refused-in-private = Eu respondo a administradores dos grupos que arquivo. Se você é um deles, pergunte no grupo ou aqui.
choose-group = Qual grupo?

## Respostas
rows-hidden =
    { $count ->
        [one] … e mais { $count } linha
       *[other] … e mais { $count } linhas
    }
report-footer = Dados até { $time } ({ $zone })
busy = Ainda estou trabalhando em pedidos anteriores deste chat. Peça de novo em um minuto.
failed = Algo deu errado do meu lado. Referência para quem me opera: { $reference }
menu = Qual relatório?
menu-of-group = Qual relatório de { $group }?

## Botões
button-period-7d = 7 d
button-period-30d = 30 d
button-period-90d = 90 d
button-period-all = tudo
button-out-of-date = Este botão está desatualizado. Peça de novo com /reports
button-report-stats = Resumo
button-report-messages-per-day = Por dia
button-report-messages-per-user = Pessoas
button-report-message-length = Tamanho
button-report-hours = Horários
button-report-questions = Dúvidas
button-report-answers = Respostas

## Comandos
command-start = como começar
command-help = o que eu sei fazer
command-privacy = o que é guardado, e seus direitos
command-reports = um menu com todos os relatórios
command-status = se tudo chega e está em dia
help = Eu arquivo as mensagens deste grupo e respondo a seus administradores:
help-periods = Depois do comando você pode dizer um período: 7d, 30d, 90d, hoje, ontem, semana, mês, 2026-11, 2026-11-01..2026-11-15, tudo. Sem período, são os últimos 30 dias.
start =
    Olá! Eu arquivo as mensagens de um grupo e respondo perguntas sobre ele: quando ele é mais ativo, quais dúvidas se repetem, se elas são respondidas.

    1. Desligue meu modo de privacidade: @BotFather → /mybots → @{ $bot } → Bot Settings → Group Privacy → Turn off. Sem isso eu só recebo comandos. (Tornar-me administrador do grupo tem o mesmo efeito.)
    2. Adicione-me ao grupo. Eu direi o id dele.
    3. Ponha o id em TELEGRAM_CHAT_ID, inicie-me de novo e adicione-me outra vez.
    4. Peça /stats no grupo.

    O que eu sei fazer: /help. O que eu guardo: /privacy.
privacy =
    O que eu guardo: cada mensagem deste grupo como o Telegram a entrega (texto, legendas, nomes e ids de quem envia, hora, respostas, edições, reações, quem entra e sai). Os arquivos em si não são baixados.
    Para quê: para dar estatísticas aos administradores do grupo, e nada mais. Nem publicidade, nem treino de modelos.
    Onde: no armazenamento de quem opera este bot, sob seu controle.
    Por quanto tempo: até que seja apagado por quem o opera. Uma mensagem que você apaga no Telegram continua guardada, porque o Telegram não avisa os bots; peça a remoção.
    Quem vê: os administradores veem relatórios; quem opera o bot pode ler o arquivo.
    Seus direitos (LGPD): saber o que está guardado sobre você, corrigir e apagar. Peça aos administradores deste grupo; eles repassam a quem opera o bot.

## Situação
status-archived = Última mensagem arquivada: { $time }
status-nothing-archived = Nada foi arquivado ainda.
status-compacted = Compactado até { $day }, inclusive
status-nothing-compacted = Nada foi compactado ainda.
status-administrator = Sou administrador aqui, então recebo todas as mensagens.
status-hears = O modo de privacidade está desligado, então recebo todas as mensagens. Como administrador eu receberia também reações e entradas e saídas.
status-deaf = Estou surdo aqui: o modo de privacidade está ligado e não sou administrador, então só recebo comandos. Torne-me administrador, ou desligue o modo de privacidade no @BotFather e adicione-me de novo.
status-pending =
    { $count ->
        [one] { $count } atualização espera no Telegram.
       *[other] { $count } atualizações esperam no Telegram.
    }
status-no-error = O Telegram não relata nenhuma entrega com falha.
status-error = Última entrega com falha ({ $time }): { $message }

## Um grupo que não é arquivado
strange-chat = Não estou configurado para o grupo “{ $group }”. O id dele é { $id }: ponha-o em TELEGRAM_CHAT_ID, inicie-me de novo e adicione-me outra vez. Por ora vou sair.
