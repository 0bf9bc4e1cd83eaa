## Períodos
period-unknown = Não entendi o período “{ $period }”. Tente, por exemplo: /stats 30d
period-reversed = O período termina ({ $until }) antes de começar ({ $since }).

## Direitos
refused = Só os administradores deste grupo podem pedir relatórios.
refused-in-private = Só respondo a administradores dos grupos que arquivo. Se você é um deles, pergunte nesse grupo.
choose-group = Qual grupo?

## Respostas
rows-hidden =
    { $count ->
        [one] … e mais { $count } linha
       *[other] … e mais { $count } linhas
    }
report-footer = Dados até { $time } ({ $zone })
busy = Ainda estou trabalhando em pedidos anteriores deste chat. Peça de novo em um minuto.
failed = Algo deu errado do meu lado. Referência para quem opera o bot: { $reference }
menu = Qual relatório?
menu-of-group = Qual relatório de { $group }?

## Botões
button-period-7d = 7 d
button-period-30d = 30 d
button-period-90d = 90 d
button-period-all = tudo
button-out-of-date = Este botão está desatualizado. Peça de novo com /reports
button-explain = Como você sabe?
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
command-privacy = o que é guardado e quais são seus direitos
command-reports = um menu com todos os relatórios
command-status = se as mensagens chegam e os dados estão em dia
help = Eu arquivo as mensagens deste grupo e respondo às perguntas dos administradores:
help-periods = Você pode acrescentar um período ao comando: 7d, 30d, 90d, hoje, ontem, semana, mês, 2026-11, 2026-11-01..2026-11-15, tudo. O padrão são os últimos 30 dias.
start =
    Olá! Eu arquivo as mensagens de um grupo e respondo perguntas sobre ele: quando ele é mais ativo, quais dúvidas se repetem, se elas são respondidas.

    1. Desative meu modo de privacidade: @BotFather → /mybots → @{ $bot } → Bot Settings → Group Privacy → Turn off. Sem isso eu só recebo comandos. (Tornar-me administrador do grupo tem o mesmo efeito.)
    2. Adicione-me ao grupo. Eu informo o id dele.
    3. Coloque o id em TELEGRAM_CHAT_ID, reinicie o programa e me adicione de novo.
    4. Envie /stats no grupo.

    O que eu sei fazer: /help. O que eu guardo: /privacy.
privacy =
    O que eu guardo: cada mensagem deste grupo como o Telegram a entrega (texto, legendas, contatos e localizações compartilhados nela, nomes e ids de quem envia, idioma do aplicativo, hora, respostas, edições, reações, quem entra e sai) e os toques nos meus botões. Os arquivos em si não são baixados. Se recuso um relatório a alguém, guardo o id dessa pessoa para avisar só uma vez.
    Para quê: para dar estatísticas aos administradores do grupo, e nada mais. Sem publicidade, sem treinamento de modelos.
    Onde: no armazenamento de quem opera este bot, sob seu controle.
    Por quanto tempo: até que quem opera o bot apague; no Amazon S3, versões antigas ficam guardadas por até 30 dias depois disso. Uma mensagem que você apaga no Telegram continua guardada, porque o Telegram não avisa os bots; peça a remoção.
    Quem vê: os administradores veem relatórios; quem opera o bot pode ler o arquivo.
    Seus direitos (LGPD): saber o que está guardado sobre você, corrigir e apagar. Peça aos administradores deste grupo; eles repassam o pedido a quem opera o bot, que o atende.

## Situação
status-archived = Última mensagem arquivada: { $time }
status-nothing-archived = Nada foi arquivado ainda.
status-compacted = Compactado até { $day }, inclusive
status-nothing-compacted = Nada foi compactado ainda.
status-administrator = Sou administrador aqui, então recebo todas as mensagens.
status-hears = O modo de privacidade está desligado, então recebo todas as mensagens. Como administrador, eu também receberia reações, entradas e saídas.
status-deaf = Não recebo tudo aqui: o modo de privacidade está ligado e não sou administrador, então só recebo comandos. Torne-me administrador, ou desligue o modo de privacidade no @BotFather e me adicione de novo.
status-pending =
    { $count ->
        [one] { $count } atualização aguarda no Telegram.
       *[other] { $count } atualizações aguardam no Telegram.
    }
status-no-error = O Telegram não registra nenhuma entrega com falha.
status-error = Última entrega com falha ({ $time }): { $message }

## Um grupo que não é arquivado
strange-chat = Não estou configurado para o grupo “{ $group }”. O id dele é { $id }: coloque-o em TELEGRAM_CHAT_ID, reinicie o programa e me adicione de novo. Por enquanto, vou sair.

## Sandbox
sandbox-hint = Escreva /stats como { $name } (admin) e experimente os botões abaixo da resposta.
sandbox-hint-filling = Carregando a amostra no lago: { $done } de { $total } mensagens. Você já pode escrever.
sandbox-hint-close = Ocultar esta dica
sandbox-members = { $count } membros
sandbox-typing = { $name } está digitando
sandbox-messages = Mensagens
sandbox-write = Escreva como { $name }
sandbox-write-as = Escrever como
sandbox-send = Enviar
sandbox-commands = Comandos
sandbox-join = { $name } não está neste grupo.
sandbox-join-as = Entrar como { $name }
sandbox-reply = Responder
sandbox-edit = Editar
sandbox-editing = Editar mensagem
sandbox-react = Reagir
sandbox-cancel = Cancelar
sandbox-edited = editada
sandbox-bot = bot
sandbox-owner = dono
sandbox-admin = admin
sandbox-anonymous = admin anônimo
sandbox-member = membro
sandbox-stranger = fora do grupo
sandbox-today = Hoje
sandbox-yesterday = Ontem
sandbox-newest = Ir para a mensagem mais recente
sandbox-picture = Imagem de { $name }
sandbox-picture-gone = Imagem não está mais guardada
sandbox-close = Fechar
sandbox-offline = O programa parou. Inicie-o de novo com npm start; esta página se reconecta sozinha.
sandbox-chat = Conversa
sandbox-topics = Tópicos
sandbox-all-topics = Todos
sandbox-general = Geral
sandbox-group = Grupo
sandbox-private = No privado com o bot
sandbox-private-with = conversa privada com { $name }
sandbox-lake = Lago
sandbox-lake-about = Cada mensagem é guardada assim que chega e depois compactada em um arquivo Parquet por dia.
sandbox-raw-today = Objetos brutos hoje
sandbox-stored = Últimos guardados
sandbox-nothing-stored = Escreva algo e veja a mensagem chegar aqui.
sandbox-compacted = Última compactação
sandbox-compacted-rows = Linhas: { $rows } · { $milliseconds } ms
sandbox-compacted-never = Nenhuma ainda
sandbox-waiting = Mensagens novas aguardando
sandbox-up-to-date = Em dia
sandbox-compact = Compactar agora
sandbox-days = Linhas por dia
sandbox-day-rows = { $day } · linhas: { $rows }
sandbox-sql = SQL
sandbox-sql-run = Executar
sandbox-sql-stop = Parar
sandbox-sql-stopped = Consulta interrompida.
sandbox-sql-examples = Exemplos
sandbox-sql-rows = Linhas: { $rows } · { $milliseconds } ms
sandbox-sql-more = Mostrando as primeiras { $shown }.
sandbox-sql-empty = Nenhuma linha.
sandbox-joined = { $name } entrou no grupo
sandbox-left = { $name } saiu do grupo
sandbox-pinned = { $name } fixou uma mensagem
sandbox-renamed = O grupo agora se chama { $title }
sandbox-service = Algo mudou no grupo
sandbox-unsupported = { $type }: não aparece nesta página
sandbox-not-a-member = { $name } não está neste grupo.
sandbox-not-yours = Só quem escreveu a mensagem pode editá-la.
sandbox-empty = Escreva algo primeiro.
sandbox-too-long = A mensagem é longa demais: no máximo 4.096 caracteres.
sandbox-no-message = Essa mensagem não existe mais.

## Relatórios
report-period-days =
    { $days ->
        [one] último dia ({ $until })
       *[other] últimos { $days } dias ({ $since } a { $until })
    }
report-period-today = hoje ({ $day })
report-period-yesterday = ontem ({ $day })
report-period-week = esta semana ({ $since } a { $until })
report-period-month = este mês ({ $since } a { $until })
report-period-all = todo o período até { $until }
report-period-range = { $since } a { $until }
report-per-week = por semana
report-per-month = por mês
report-span-day = Dia
report-span-week = Semana de
report-span-month = Mês
report-no-data = Nenhuma mensagem neste período
report-unknown-person = (sem nome)
report-hour = { $from }–{ $to } h
report-points = { $points } p.p.
report-messages = mensagens
report-messages-short = Msgs.
report-people = Pessoas
report-person = Pessoa
report-total = Total
report-change = Variação
report-average = Média
report-texts = Textos
report-weekday = Dia
report-peak = Pico
report-stats-title = Visão geral
report-stats-description = visão geral: mensagens, pessoas, pico, respostas e variação
report-stats-sentence =
    { $messages ->
        [one] { $messages } mensagem
       *[other] { $messages } mensagens
    } de { $people ->
        [one] { $people } pessoa.
       *[other] { $people } pessoas.
    }
report-stats-change = Em relação ao período anterior: mensagens { $messages }, pessoas { $people }.
report-stats-nothing-before = No período anterior não houve mensagens.
report-stats-no-lake-before = O arquivo não cobre todo o período anterior.
report-stats-peak = Pico: { $hour } ({ $messages ->
        [one] { $messages } mensagem
       *[other] { $messages } mensagens
    }).
report-stats-answers =
    { $questions ->
        [1] { $questions } pergunta:
       *[other] { $questions } perguntas:
    } { $byReply ->
        [1] { $byReply } respondida
       *[other] { $byReply } respondidas
    } com “responder”, { $likely ->
        [1] { $likely } provavelmente respondida.
       *[other] { $likely } provavelmente respondidas.
    }
report-stats-empty = Nenhuma mensagem neste período. Tente um período maior, como /stats 90d
report-stats-messages = Mensagens
report-stats-people = Pessoas
report-stats-questions = Perguntas
report-stats-by-reply = Com “responder”
report-stats-likely = Prováveis
report-stats-confirmed = Resolvidas
report-stats-by-bots = Por bots
report-stats-hour = Pico
report-messages-per-day-title = Mensagens por dia
report-messages-per-day-description = quantas mensagens por dia
report-messages-per-day-sentence =
    { $messages ->
        [one] { $messages } mensagem
       *[other] { $messages } mensagens
    } em { $days ->
        [one] { $days } dia,
       *[other] { $days } dias,
    } { $average } por dia em média. O dia mais movimentado foi { $day }, com { $most }.
report-messages-per-day-empty = Nenhuma mensagem neste período. Tente um período maior, como /messages_per_day 90d
report-messages-per-user-title = Quem mais escreve
report-messages-per-user-description = quem mais escreve e quanto
report-messages-per-user-sentence =
    { $name } escreveu mais: { $messages } de { $all ->
        [one] { $all } mensagem
       *[other] { $all } mensagens
    } ({ $share }). { $people ->
        [one] Só { $people } pessoa escreveu.
       *[other] Ao todo, { $people } pessoas escreveram.
    }
report-messages-per-user-empty = Ninguém escreveu neste período. Tente um período maior, como /messages_per_user 90d
report-message-length-title = Tamanho médio dos textos, em caracteres
report-message-length-description = tamanho médio das mensagens de cada pessoa
report-message-length-sentence =
    { $name } escreve os textos mais longos: { $average } caracteres em média, em { $texts ->
        [one] { $texts } texto.
       *[other] { $texts } textos.
    } A média geral é { $all }. { $people ->
        [one] O ranking inclui a { $people } pessoa com
       *[other] O ranking inclui as { $people } pessoas com
    } { $minimum ->
        [one] { $minimum } texto ou mais.
       *[other] { $minimum } textos ou mais.
    }
report-message-length-empty = Nenhum texto neste período. Tente um período maior, como /message_length 90d
report-hours-title = Quando o grupo conversa
report-hours-description = em que horários e dias da semana o grupo é mais ativo
report-hours-sentence = Pico: { $weekday }, { $hour } ({ $messages ->
        [one] { $messages } mensagem
       *[other] { $messages } mensagens
    }, { $share } do total).
report-hours-empty = Nenhuma mensagem neste período. Tente um período maior, como /hours 90d
report-questions-title = Perguntas que se repetem
report-questions-description = que perguntas sempre voltam
report-people-asking = pessoas que perguntam
report-questions-sentence =
    { $topics ->
        [one] { $topics } pergunta se repete:
       *[other] { $topics } perguntas se repetem. A que mais gente faz:
    } “{ $label }” ({ $people ->
        [one] { $people } pessoa,
       *[other] { $people } pessoas,
    } { $questions ->
        [one] { $questions } vez).
       *[other] { $questions } vezes).
    }
report-questions-none = Pouca gente pergunta a mesma coisa, então não dá para agrupar. As últimas:
report-questions-empty = Nenhuma pergunta neste período
report-questions-cut = Só entram as últimas { $most } perguntas.
report-topic-people =
    { $people ->
        [one] { $people } pessoa
       *[other] { $people } pessoas
    }
report-topic-new = novo
report-topic-rising = em alta, antes { $before }×
report-topic-since = desde { $since }
report-topic-answered =
    { $answered ->
        [0] Nenhuma resposta encontrada.
        [1] { $answered }/{ $questions } respondida{ $likely ->
            [0] {""}
           *[other] {" "}({ $likely } provável)
        }, em { $median }.
       *[other] { $answered }/{ $questions } respondidas{ $likely ->
            [0] {""}
            [1] {" "}({ $likely } provável)
           *[other] {" "}({ $likely } prováveis)
        }, metade em { $median }.
    }
report-topic-question = “{ $question }”
report-best-answer = resposta
report-earlier-days =
    { $days ->
        [one] Ainda não conheço as perguntas de { $days } dia: ele será compactado de novo esta noite.
       *[other] Ainda não conheço as perguntas de { $days } dias: eles serão compactados de novo esta noite.
    }
report-answers-title = Perguntas com e sem resposta
report-answers-description = as perguntas têm resposta: quantas, em quanto tempo, o que segue em aberto
report-answers-sentence =
    { $questions ->
        [1] { $questions } pergunta:
       *[other] { $questions } perguntas:
    } { $byReply ->
        [1] { $byReply } respondida
       *[other] { $byReply } respondidas
    } com “responder” ({ $byReplyShare }), { $likely ->
        [1] { $likely } provavelmente respondida
       *[other] { $likely } provavelmente respondidas
    } ({ $likelyShare }), { $confirmed ->
        [1] { $confirmed } confirmada como resolvida
       *[other] { $confirmed } confirmadas como resolvidas
    } ({ $confirmedShare }).
report-answers-few-replies = Só { $share } das mensagens daqui usam “responder”, então muitas respostas só dá para deduzir.
report-answers-empty = Nenhuma pergunta neste período
report-answers-by-reply = Com “responder”
report-answers-likely = Prováveis
report-answers-without = Sem resposta
report-answers-open = Em aberto
report-answers-asked = Perguntas
report-answers-confirmed = Resolvidas
report-answers-by-bots = Por bots
report-answers-half = metade em
report-answers-replies = Usam “responder”
report-answers-asked-at = Feitas entre
report-answers-within-hour = em 1 h
report-answers-age = há { $age }
report-answers-link = ver
report-answers-explained = Provável: alguém respondeu sem usar “responder”, citando quem perguntou ou logo em seguida. Cerca de 4 em 5 estão certas. Resolvida: quem perguntou agradeceu ou disse que deu certo.
