## Períodos
period-unknown = Não entendi o período “{ $period }”. Tente, por exemplo: { $command } 30d
period-reversed = O período termina ({ $until }) antes de começar ({ $since }). Tente: { $command } { $until }..{ $since }

## Direitos
refused = Só os administradores deste grupo podem pedir relatórios.
refused-in-private = Só respondo a administradores dos grupos cujas mensagens eu guardo. Se você é um deles, pergunte nesse grupo.
choose-group = Qual grupo?

## Respostas
rows-hidden =
    { $count ->
        [one] … e mais { $count } linha
       *[other] … e mais { $count } linhas
    }
report-footer = Dados até { $time } ({ $zone })
report-footer-complete = Dados completos ({ $zone })
report-deaf = Não recebo todas as mensagens deste grupo, então estes números estão baixos demais: /status diz por quê.
report-footer-since = Dados de { $since } até { $time } ({ $zone })
report-footer-since-complete = Dados completos desde { $since } ({ $zone })
busy = Ainda estou trabalhando em pedidos anteriores deste chat. Peça de novo em um minuto.
away = Eu estava fora do ar quando você pediu { $commands }. Se a resposta não chegou, peça de novo.
failed = Algo deu errado do meu lado. Referência para quem opera o bot: { $reference }
report-too-large = É muita coisa de uma vez: escolha menos dias. Referência para quem opera o bot: { $reference }
answer-in-private = Esta resposta é de um grupo em que não consigo escrever:
answer-cut = (Cortado: era longo demais para uma mensagem.)
day-damaged = Os dados de { $date } estão danificados ({ $file }). Refaça-os a partir dos objetos brutos: npx lake etl --since { $date } --until { $date }. Sem eles, restaure uma cópia do arquivo ou apague-o para ficar sem esse dia.
day-foreign = Os dados de { $date } não foram gravados por este programa ({ $file }). Refaça-os a partir dos objetos brutos: npx lake etl --since { $date } --until { $date }. Sem eles, restaure uma cópia do arquivo ou apague-o para ficar sem esse dia.
day-missing = Faltam os dados de { $date } ({ $file }). Gere-os a partir dos objetos brutos: npx lake etl --since { $date } --until { $date }
day-unreadable = Não dá para ler os dados de { $date } ({ $file }). Dê a este programa acesso ao arquivo, ou apague-o e refaça-o: npx lake etl --since { $date } --until { $date }
menu = Qual relatório?
menu-of-group = Qual relatório de { $group }?

## Botões
button-period-7d = 7 d
button-period-30d = 30 d
button-period-90d = 90 d
button-period-all = tudo
button-out-of-date = Este botão está desatualizado. Peça de novo com /reports
button-details = Detalhes
button-less = Menos
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
command-mydata = o que está guardado sobre mim, em um arquivo
command-optout = não guardar mais nada meu
command-optin = guardar minhas mensagens de novo
command-forgetme = apagar tudo o que é meu
command-forget = apagar a mensagem a que respondo
command-reports = um menu com todos os relatórios
command-status = se as mensagens chegam e os dados estão em dia
help = Eu guardo as mensagens deste grupo e respondo às perguntas dos administradores:
help-periods = Você pode acrescentar um período ao comando: 7d, 24h, hoje, ontem, semana, mês passado, novembro, 2026, 15/11, 01/11 a 15/11, tudo. O padrão são os últimos 30 dias.
help-import = O histórico de antes de mim: no Telegram Desktop, abra o grupo, ⋮, “Exportar histórico da conversa”, escolha “JSON legível por máquina” e me envie o arquivo no privado.
start =
    Olá! Eu guardo as mensagens de um grupo e respondo perguntas sobre ele: quando ele é mais ativo, quais dúvidas se repetem, se elas são respondidas.

    1. Desative meu modo de privacidade: @BotFather → /mybots → @{ $bot } → Bot Settings → Group Privacy → Turn off. Sem isso eu só recebo comandos. (Tornar-me administrador do grupo tem o mesmo efeito.)
    2. Adicione-me ao grupo e responda à pergunta no terminal do programa. (Iniciar o programa com TELEGRAM_CHAT_ID, o id do grupo, tem o mesmo efeito.)
    3. Envie /stats no grupo.

    O que eu sei fazer: /help. O que eu guardo: /privacy.
privacy =
    O que eu guardo
    Cada mensagem deste grupo como o Telegram a entrega: texto, legendas, contatos e localizações compartilhados nela, nomes e ids de quem escreve, idioma do aplicativo, hora, respostas, edições, reações, quem entra e sai, e os toques nos meus botões. Não os arquivos em si. Se recuso um relatório a alguém, guardo o id dessa pessoa por até dois meses, para não repetir o aviso.

    Para quê
    Para dar estatísticas aos administradores do grupo, e nada mais. Sem publicidade, sem treinamento de modelos.

    Quem vê
    Os administradores veem relatórios. Quem opera o bot pode ler tudo o que está guardado.

    Onde
    No armazenamento de quem opera este bot, sob seu controle.

    Por quanto tempo
    { $days ->
        [0] Até que quem opera o bot apague
       *[other] { $days } dias
    }; no Amazon S3, versões antigas ficam guardadas por até 30 dias depois disso. O Telegram não avisa os bots do que você apaga: o que você apaga lá continua aqui até ser apagado aqui também (/forget).
privacy-contact =
    Dúvidas
    { $contact ->
        [nobody] Pergunte aos administradores deste grupo.
       *[other] Escreva para { $contact }.
    }
privacy-notice =
    Olá! A partir de agora eu guardo as mensagens deste grupo: textos, nomes e horários, sem os arquivos. Com elas, os administradores recebem estatísticas; quem opera este bot ({ $contact }) pode lê-las e as guarda { $days ->
        [0] até apagá-las
       *[other] por { $days } dias
    }. O Telegram não me avisa do que você apaga lá, então isso continua aqui.

    Prefere ficar de fora? /optout ou /forgetme. O que eu tenho de você: /mydata. Para quê, onde e por quanto tempo: /privacy
privacy-choice =
    Sua escolha (LGPD)
    /mydata – o que eu tenho de você, em um arquivo no privado
    /optout – a partir de agora não guardo seu texto nem seu nome; /optin desfaz
    /forgetme – apaga tudo o que eu tenho de você
    /forget – em resposta a uma mensagem sua, apaga essa mensagem; administradores podem apagar qualquer uma
mydata-file =
    { $count ->
        [0] Não tenho nada de você.
        [one] O que eu tenho de você: { $count } registro.
       *[other] O que eu tenho de você: { $count } registros.
    }
mydata-about =
    O que este arquivo guarda de você, como o Telegram entregou. O que outros escreveram fica de fora. { $since ->
        [all] Está completo.
       *[other] Vai até { $since }: peça o que é mais antigo ao contato em /privacy.
    }
mydata-sent = Enviei para você no privado.
personal-start-me = Ainda não posso escrever para você no privado. Abra um chat comigo, toque em Iniciar e envie o comando lá.
personal-anonymous = Não sei quem você é enquanto escreve como um chat. Escreva para mim no privado.
optout-done = Pronto. A partir de agora não guardo seu texto nem seu nome; você conta como “alguém”. /optin desfaz, /forgetme apaga o que já existe.
optin-done = Que bom ter você de volta. A partir de agora guardo suas mensagens de novo, como diz /privacy.
forgetme-confirm = Apago tudo o que eu tenho de você: suas mensagens, seu nome e o que outros citaram de você? Não dá para desfazer. Depois disso não guardo seu texto nem seu nome (/optin muda isso). As mensagens no Telegram ficam.
button-forgetme = Sim, apague
button-keepme = Não, mantenha
forgetme-done = Pronto: nada seu aparece mais, e até amanhã tudo estará apagado de vez. Eu aviso você no privado.
forgetme-kept = Tudo bem, fica tudo como está.
forgetme-not-yours = Só quem pediu pode tocar neste botão.
forgetme-receipt = Como você pediu, apaguei tudo o que eu tinha de você.
forget-done = Pronto: essa mensagem não aparece mais nos relatórios, e até amanhã estará apagada de vez.
forget-how = Envie /forget no grupo, em resposta à mensagem que devo apagar.
forget-refused = Você pode apagar as suas mensagens; as de outros, só um administrador.

## Verificações
check-token-ok = Token: sou @{ $bot } ({ $name })
check-token-wrong = Token: o Telegram não aceita o TELEGRAM_BOT_TOKEN. Copie de novo: @BotFather → /mybots → seu bot → API Token
check-token-missing = Token: falta o TELEGRAM_BOT_TOKEN, então npm start abre o sandbox. Para usar o seu grupo, peça um token ao @BotFather
check-token-needed = Token: o TELEGRAM_CHAT_ID está definido, mas falta o TELEGRAM_BOT_TOKEN. Peça um token ao @BotFather (/newbot), ou remova o TELEGRAM_CHAT_ID para abrir o sandbox
check-network-ok = Rede: o Telegram responde ({ $host })
check-network-wrong = Rede: não consigo falar com o Telegram ({ $host }: { $reason ->
        [timeout] sem resposta
        [no-address] não achei o endereço dele: esta máquina está conectada à internet?
        [not-telegram] outra coisa responde no lugar dele: um proxy, ou uma rede que pede login antes
        [unknown] sem conexão
       *[other] { $reason }
    })
check-network-error = Rede: o Telegram responde com um erro ({ $host }: { $reason })
check-contact-ok = Contato de privacidade: { $contact }
check-contact-missing = Contato de privacidade: falta o PRIVACY_CONTACT, então npm start não arquiva nenhum grupo. Defina um endereço ou @usuário a quem as pessoas possam escrever sobre seus dados
check-webhook-none = Webhook: nenhum, então eu mesmo busco as mensagens no Telegram
check-webhook-set = Webhook: o Telegram entrega em { $host }
check-webhook-missing = Webhook: nenhum, então nada chega aqui. Defina com: npx lake webhook set https://…/webhook
check-webhook-expected = Webhook: nenhum, embora o TELEGRAM_WEBHOOK_SECRET esteja definido. npm start funciona sem webhook; com npm start -- --webhook nada chega até você definir um: npx lake webhook set https://…/webhook
check-webhook-elsewhere = Webhook: o Telegram entrega tudo em { $host }, então nada chega aqui (409). Para mudar isso: npx lake webhook delete
check-webhook-polled = Webhook: outro programa está buscando as mensagens com o mesmo token (409). Pare-o, ou use um bot para cada programa
check-group-none = Grupo: nenhum ainda. Deixe npm start rodando e adicione @{ $bot } ao seu grupo
check-group-ok = Grupo: “{ $group }” ({ $id })
check-group-moved = Grupo: { $id } virou supergrupo; agora o id dele é { $new }
check-group-unknown = Grupo: não conheço { $id }. Adicione @{ $bot } ao grupo, ou corrija o TELEGRAM_CHAT_ID
check-group-unknown-short = Grupo: não conheço { $id }. Adicione @{ $bot } ao grupo, ou corrija o TELEGRAM_CHAT_ID: o id de um supergrupo começa com -100, talvez { $longer }
check-group-error = Grupo: o Telegram não me diz nada sobre { $id } ({ $reason })
check-member-ok = Membro: estou no grupo
check-member-wrong = Membro: não estou no grupo. Adicione @{ $bot }
check-member-removed = Membro: fui removido de { $id }. Adicione @{ $bot } ao grupo de novo
check-privacy-ok = Modo de privacidade: desligado, então recebo todas as mensagens. (Se eu já estava no grupo antes disso, remova-me e me adicione de novo.)
check-privacy-wrong = Modo de privacidade: ligado, então só recebo comandos. @BotFather → /mybots → @{ $bot } → Bot Settings → Group Privacy → Turn off; depois, remova-me do grupo e me adicione de novo. Ou torne-me administrador do grupo
check-administrator-ok = Administrador: sim, então recebo todas as mensagens, reações, entradas e saídas
check-administrator-not = Administrador: não, então não recebo reações, entradas nem saídas
check-sending-ok = Permissões: posso enviar mensagens e imagens
check-sending-text = Permissões: não posso enviar imagens, então os relatórios vão em texto. Grupo → Editar → Permissões → Enviar mídia → Fotos, ou torne-me administrador
check-sending-nothing = Permissões: não posso escrever aqui, então ninguém recebe resposta. Grupo → Editar → Permissões → Enviar mensagens, ou torne-me administrador
check-answers-undelivered = Respostas: a última que não consegui enviar foi em { $time } ({ $reason })
check-deliveries-ok = Entregas: o Telegram não registra nenhuma falha
check-deliveries-failed = Entregas: a última que falhou foi em { $time } ({ $message })
check-deliveries-pending =
    Entregas: { $count ->
        [one] { $count } atualização aguarda no Telegram
       *[other] { $count } atualizações aguardam no Telegram
    }
check-secret-ok = Segredo: o TELEGRAM_WEBHOOK_SECRET está definido
check-secret-none = Segredo: nenhum, e sem webhook não precisa
check-secret-short = Segredo: o TELEGRAM_WEBHOOK_SECRET é fácil de adivinhar. Use { $least } caracteres ou mais e rode npx lake webhook set de novo
check-secret-unknown = Segredo: há um webhook, mas o TELEGRAM_WEBHOOK_SECRET não está definido aqui
check-secret-refused = Segredo: as entregas do Telegram são recusadas (401), porque o webhook foi definido com outro segredo. Rode npx lake webhook set de novo
check-archived-ok = Arquivo: a última mensagem é de { $time }
check-archived-nothing = Arquivo: nenhuma mensagem ainda
check-compaction-ok = Compactação: feita até { $day }, inclusive
check-compaction-nothing = Compactação: nada compactado ainda
check-compaction-missing =
    Compactação: { $count ->
        [one] falta { $count } dia ({ $since })
       *[other] faltam { $count } dias (de { $since } a { $until })
    }. Rode npx lake etl --since { $since } --until { $until }
check-gaps-none = Números das atualizações: nenhum falta nos últimos { $days } dias
check-gaps-small = Números das atualizações: faltam { $count } nos últimos { $days } dias, poucos de cada vez, como deixam as conversas privadas comigo
check-gaps-large = Números das atualizações: faltam { $count } seguidos depois de { $after }, nos últimos { $days } dias. Mensagens se perderam: o Telegram as guarda só por um dia, e para um programa só
check-quarantine-none = Quarentena: vazia, todos os updates puderam ser lidos
check-quarantine-some =
    Quarentena: { $count ->
        [one] { $count } update não pôde ser lido e ficou separado ({ $first })
       *[other] { $count } updates não puderam ser lidos e ficaram separados (o primeiro: { $first })
    }. Depois de atualizar este programa, npx lake replay aceita um arquivo desses; apague-o em seguida
check-store-ok = Armazenamento: dá para ler e gravar ({ $place })
check-store-wrong = Armazenamento: não dá para gravar ({ $place }): { $reason }
check-store-denied = Armazenamento: sem permissão para gravar em { $place }. Dê a permissão a este usuário, ou defina outra pasta em LAKE_DIR
check-store-read-only = Armazenamento: { $place } está num disco só de leitura. Defina outra pasta em LAKE_DIR
check-store-full = Armazenamento: não há espaço livre em { $place }. Libere espaço antes que se percam mensagens
check-store-overwrites = Armazenamento: o servidor de { $place } ignora If-None-Match, e um update com id repetido apagaria outro. Atualize o servidor ou use outro
check-damage-none =
    Danos: nenhum, { $checked ->
        [one] { $checked } dia verificado
       *[other] { $checked } dias verificados
    }
check-damage-found =
    Danos: { $checked ->
        [one] { $checked } dia verificado
       *[other] { $checked } dias verificados
    }, { $count } com danos: { $days }. Refaça cada um: npx lake etl --since { $since } --until { $until }
check-damage-lost =
    Danos: { $checked ->
        [one] { $checked } dia verificado
       *[other] { $checked } dias verificados
    }, { $count } com danos: { $days }, e não há objetos brutos para refazer: { $lost }. Restaure cópias dos arquivos ou apague-os para ficar sem esses dias; depois rode npx lake etl
check-store-unreadable = Armazenamento: não dá para ler: { $reason }
check-zone-ok = Fuso horário: { $zone }
check-zone-wrong = Fuso horário: TIME_ZONE é { $zone }, mas este lake usa { $held }. Defina TIME_ZONE={ $held }
check-size-ok = Tamanho: { $raw } objetos brutos, { $days } dias compactados, { $state } objetos do meu próprio estado
check-space-ok = Espaço livre: { $gigabytes } GB
check-space-few = Espaço livre: só { $megabytes } MB
check-space-full = Espaço livre: só { $megabytes } MB. Libere espaço antes que se percam mensagens
check-readers-ok =
    Leitura: { $mode ->
        [group] o dono dos arquivos do lake e o grupo deles
        [all] todos os usuários desta máquina
       *[private] só o dono dos arquivos do lake
    }
check-readers-more = Leitura: { $folder } está aberta a mais usuários desta máquina do que LAKE_MODE={ $mode } diz. Execute { $command }
check-clock-ok = Relógio: igual ao do Telegram
check-clock-off = Relógio: { $seconds } s { $how ->
        [fast] adiantado
       *[slow] atrasado
    } em relação ao do Telegram. Ligue o ajuste automático da hora nesta máquina
check-engine-ok =
    SQL: funciona, com { $rows ->
        [one] { $rows } mensagem
       *[other] { $rows } mensagens
    }
check-engine-wrong = SQL: não funciona: { $reason }

## Um grupo que não é arquivado
strange-chat = Não estou configurado para o grupo “{ $group }”. O id dele é { $id }: coloque-o em TELEGRAM_CHAT_ID, reinicie o programa e me adicione de novo. Por enquanto, vou sair.
strange-chat-waiting = Ainda não guardo nada do grupo “{ $group }”. O id dele é { $id }: inicie o programa com TELEGRAM_CHAT_ID={ $id }. Até lá, espero aqui.
strange-chat-offered = Ainda não guardo nada do grupo “{ $group }”: o programa pergunta no terminal se deve arquivá-lo. (Com TELEGRAM_CHAT_ID={ $id } também funciona.) Até lá, espero aqui.

## Um grupo sobre o qual se pergunta no terminal
offer-question = Arquivar “{ $group }” ({ $id }{ $by ->
        [nobody] {""}
       *[other] , adicionado por { $by }
    })? (s/n){" "}
offer-line =
    Ainda não arquivado: “{ $group }” ({ $id }{ $by ->
        [nobody] {""}
       *[other] , adicionado por { $by }
    }). Para arquivar, pare o programa e inicie com:
      TELEGRAM_CHAT_ID={ $ids } npm start
offer-hint = Responda s (arquivar) ou n (sair do grupo).
offer-accepted = A partir de agora, “{ $group }” é arquivado. Envie /stats lá.
offer-declined = “{ $group }” não é arquivado; vou sair de lá.
offer-gone = Não estou mais em “{ $group }”, então nada muda.

## Sandbox
sandbox-hint = Escreva /stats como { $name } (admin) e experimente os botões abaixo da resposta.
sandbox-hint-filling = Carregando a amostra no lake: { $done } de { $total } mensagens. Você já pode escrever.
sandbox-still-filling = A amostra ainda está sendo carregada: { $done } de { $total } mensagens até agora.
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
sandbox-sql-rows-cut = Linhas: as primeiras { $rows } · { $milliseconds } ms
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
report-period-hours =
    { $hours ->
        [one] última hora (desde { $since })
       *[other] últimas { $hours } horas (desde { $since })
    }
report-period-today = hoje ({ $day })
report-period-yesterday = ontem ({ $day })
report-period-week = esta semana ({ $since } a { $until })
report-period-month = este mês ({ $since } a { $until })
report-period-all = todo o período ({ $since } a { $until })
report-period-until = { $period } (até { $until })
report-period-range = { $since } a { $until }
report-day = { $weekday }, { $date }
report-compared-day = { $day }
report-compared-range = o período de { $since } a { $until }
report-up-to = { $period }, até as { $time }
report-per-week = por semana
report-per-month = por mês
report-span-day = Dia
report-span-hour = Hora
report-span-week = Semana de
report-span-month = Mês
report-try-longer = Tente um maior, como 90d.
report-nothing-earlier =
    Não há nada antes: o arquivo deste grupo começa { $since ->
        [now] agora
       *[other] em { $since }
    }.
report-no-data = Nenhuma mensagem neste período
report-someone = Alguém
report-unknown-person = (sem nome)
report-hour = { $from }h–{ $to }h
report-hour-start = { $hour }h
report-points = { $points } p.p.
report-messages = mensagens
report-messages-per-hour = mensagens por hora, em média
report-messages-count =
    { $messages ->
        [one] { $messages } mensagem
       *[other] { $messages } mensagens
    }
report-messages-average =
    { $messages ->
        [one] { $messages } mensagem em média
       *[other] { $messages } mensagens em média
    }
report-mean = média de { $days } dias
report-messages-short = Msgs.
report-people = Pessoas
report-person = Pessoa
report-total = Total
report-change = Variação
report-change-new = novo
report-average = Média
report-average-per-day = Por dia
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
report-stats-change =
    Em comparação com { $period }: mensagens{ $per ->
        [day] {" "}por dia
       *[period] {""}
    } { $messages }, pessoas { $people }.
report-stats-compared =
    Em comparação com { $period }{ $per ->
        [day] {" "}(mensagens por dia)
       *[period] {""}
    }.
report-stats-confirmed-remark =
    { $questions ->
        [1] Em { $questions } pergunta, quem perguntou disse que deu certo.
       *[other] Em { $questions } perguntas, quem perguntou disse que deu certo.
    }
report-stats-most-active =
    Quem mais escreveu foi { $name }: { $messages ->
        [one] { $messages } mensagem.
       *[other] { $messages } mensagens.
    }
report-stats-nothing-before = Para comparar: { $period } não teve mensagens.
report-stats-no-lake-before = Ainda não há dados do período anterior para comparar.
report-stats-peak = Pico: { $hour } ({ $messages }).
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
report-stats-empty = Nenhuma mensagem neste período.
report-stats-answered = Perguntas respondidas
report-stats-messages = Mensagens
report-stats-people = Pessoas
report-stats-questions = Perguntas
report-stats-by-reply = Com “responder”
report-stats-likely = Prováveis
report-stats-confirmed = Resolvidas
report-stats-by-bots = Por bots
report-stats-hour = Pico
report-stats-was = antes { $place }
report-messages-per-hour-title = Mensagens por hora
report-messages-per-day-title = Mensagens por dia
report-messages-per-day-description = quantas mensagens por dia
report-messages-per-day-sentence =
    { $messages ->
        [one] { $messages } mensagem
       *[other] { $messages } mensagens
    } em { $days ->
        [one] { $days } dia
       *[other] { $days } dias
    }{ $isClipped ->
        [yes] {" "}(desde { $since }, o primeiro dia guardado)
       *[no] {""}
    }, { $average } por dia em média. O dia mais movimentado foi { $day }, com { $most ->
        [one] { $most } mensagem.
       *[other] { $most } mensagens.
    }
report-messages-per-day-empty = Nenhuma mensagem neste período.
report-messages-per-user-title = Quem mais escreve
report-messages-per-user-description = quem mais escreve e quanto
report-messages-per-user-sentence =
    Quem mais escreveu foi { $name }: { $messages } de { $all ->
        [one] { $all } mensagem
       *[other] { $all } mensagens
    } ({ $share }). { $people ->
        [one] Só { $people } pessoa escreveu.
       *[other] Ao todo, { $people } pessoas escreveram.
    }
report-messages-per-user-empty = Ninguém escreveu neste período.
report-message-length-bar =
    { $average } ({ $texts ->
        [one] { $texts } texto
       *[other] { $texts } textos
    })
report-group-average = média do grupo:
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
report-message-length-empty = Nenhum texto neste período.
report-hours-title = Quando o grupo conversa
report-hours-description = em que horários e dias da semana o grupo é mais ativo
report-hours-sentence = Pico: { $weekday }, { $hour } ({ $messages }, { $share } do total).
report-hours-empty = Nenhuma mensagem neste período.
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
report-answers-explained = Provável: alguém respondeu sem usar “responder”, citando quem perguntou ou logo em seguida. Cerca de 4 em 5 estão certas. Resolvida: quem perguntou agradeceu ou disse que deu certo.

## O terminal
cli-about = As mensagens de um grupo do Telegram como um pequeno data lake.
cli-version-option = mostra a versão
cli-help-option = mostra a ajuda do comando
cli-start = roda o bot nesta máquina; sem token, um sandbox
cli-start-webhook = recebe atualizações em POST /webhook em vez de consultar o Telegram (precisa de token)
cli-start-sample = o que o sandbox abre em um lake vazio: lojistas (em português) ou ubuntu (em inglês)
cli-start-contact =
    Falta o PRIVACY_CONTACT: antes de eu arquivar um grupo de verdade, as pessoas precisam saber a quem perguntar sobre seus dados.
    Defina um endereço ou um @usuário, por exemplo: PRIVACY_CONTACT=privacidade@example.org
cli-start-webhook-needs = --webhook precisa de TELEGRAM_BOT_TOKEN e TELEGRAM_WEBHOOK_SECRET
cli-start-no-chat = TELEGRAM_CHAT_ID não está definido: adicione @{ $bot } ao seu grupo, e ele informa o id.
cli-starting = Iniciando…
cli-start-empty = O lake está vazio: ele começa com a próxima mensagem.
cli-start-at-webhook = @{ $bot } recebe atualizações em { $url }/webhook. Ctrl-C encerra.
cli-start-polling = @{ $bot } está consultando o Telegram. Ctrl-C encerra.
cli-replay = arquiva atualizações de arquivos, como se o Telegram as tivesse entregue
cli-replay-files = .json ou .ndjson, também .gz, ou - para a entrada padrão
cli-replay-no-etl = deixa os dias dessas atualizações para o lake etl, em vez de compactá-los
cli-import = importa o histórico de um grupo de uma exportação do Telegram Desktop
cli-import-file = result.json, um zip com ele ou a pasta que o Telegram Desktop gravou
cli-import-chat = qual chat do arquivo, se houver vários
cli-import-zone = fuso de quem exportou, para exportações anteriores a 2022 (padrão: o do lake)
cli-import-dry-run-option = diz o que seria importado e não guarda nada
cli-import-no-etl = deixa os dias para o lake etl, em vez de compactá-los
cli-summary-json = mostra o resumo em JSON
cli-etl = compacta as atualizações em Parquet: ontem e os dias que mudaram, ou um intervalo
cli-etl-since = primeiro dia, por exemplo 2026-11-01
cli-etl-until = último dia (incluído)
cli-erase = apaga uma pessoa ou uma mensagem de todo o lake; sem opções, o que foi pedido no chat
cli-erase-user = id da pessoa no Telegram
cli-erase-chat = somente neste chat
cli-erase-message = uma mensagem, por exemplo -1001234567890:42
cli-erase-yes = apaga sem perguntar
cli-report = mostra um relatório como o chat o mostra
cli-report-period = 7d, 24h, semana passada, novembro, 2026-11-01..2026-11-15, tudo, … (padrão: 30d)
cli-report-chat = o grupo, se houver vários
cli-report-png = grava o gráfico em um arquivo
cli-rows-json = mostra {"{"}"columns": […], "rows": […]{"}"}
cli-rows-csv = mostra CSV com cabeçalho
cli-rows-raw = com --csv: deixa como estão os textos que uma planilha tomaria por fórmulas
cli-sql = consulta o lake em SQL (dialeto do Athena), só para leitura
cli-sql-statement = um SELECT, ou - para ler da entrada padrão
cli-sql-vertical = mostra cada linha como uma lista de suas colunas
cli-sql-max-rows = no máximo tantas linhas (1.000.000, se não for dado), ou all, para todas
cli-connect = mostra um arquivo que liga uma ferramenta de BI ao lake no Athena
cli-connect-tool = powerbi (um arquivo .pbids)
cli-connect-settings = defina ATHENA_DATABASE, ATHENA_WORKGROUP e AWS_REGION: o Power BI consulta o Athena
cli-doctor = confere token, grupo, permissões, armazenamento, SQL e mais; código de saída 1 quando algo está errado
cli-destroy = remove o lake inteiro, de vez
cli-destroy-yes-option = não pergunta
cli-destroy-running = um bot está rodando sobre { $where } (processo { $pid }): pare-o primeiro
cli-destroy-empty = { $where }: não há nada armazenado
cli-destroy-what =
    { $where }: { $objects ->
        [one] { $objects } objeto
       *[other] { $objects } objetos
    }, { $megabytes } MB, { $days ->
        [one] { $days } dia
       *[other] { $days } dias
    }{ $older ->
        [0] {""}
        [one] , com { $older } versão antiga
       *[other] , com { $older } versões antigas
    }
cli-destroy-question = Remover tudo de vez? (sim/não)
cli-destroy-hint = Escreva sim ou não.
cli-destroy-yes = não há a quem perguntar aqui: use --yes para remover o lake
cli-destroy-kept = Nada foi removido.
cli-destroy-removing = Removendo…
cli-destroy-done = O lake foi removido.
cli-webhook = cuida de onde o Telegram entrega
cli-webhook-set = diz ao Telegram onde entregar as atualizações
cli-webhook-info = mostra o que o Telegram informa sobre as entregas
cli-webhook-delete = para as entregas; o Telegram guarda as atualizações por um dia
cli-word-file = arquivo
cli-word-day = dia
cli-word-name = nome
cli-word-period = período
cli-word-count = número
cli-word-statement = consulta
cli-word-tool = ferramenta
cli-word-options = opções
cli-word-command = comando
cli-title-usage = Uso:
cli-title-arguments = Argumentos:
cli-title-options = Opções:
cli-title-global-options = Opções gerais:
cli-title-commands = Comandos:
cli-try = Tente: { $command } --help
cli-unknown-command = comando desconhecido: '{ $what }'
cli-unknown-option = opção desconhecida: '{ $what }'
cli-missing-argument = falta o argumento '{ $what }'
cli-option-argument-missing = falta o valor da opção '{ $what }'
cli-too-many-arguments = argumentos demais para '{ $what }'
cli-did-you-mean = (Você quis dizer { $meant }?)
cli-argument = { $name }: { $reason }
cli-choose-one = escolha um entre { $options }
cli-raw-without-csv = --raw só vale com --csv
cli-no-output = não foi possível escrever a saída: { $reason }
cli-etl-failed =
    { $days ->
        [one] { $days } dia não foi compactado; os outros, sim:
       *[other] { $days } dias não foram compactados; os outros, sim:
    }
object-unreadable = não dá para ler { $key } ({ $reason }). Torne-o legível e rode npx lake etl --since { $date } --until { $date }
cli-denied = sem permissão para { $path }: dê a permissão a este usuário ou escolha outro lugar
cli-read-only = não é possível gravar em { $path }: o disco é só de leitura. Escolha outro lugar
cli-disk-full = não há espaço livre no disco { $path }
cli-no-such-file = { $path } não existe
cli-is-folder = { $path } é uma pasta, não um arquivo
cli-is-file = { $path }: há um arquivo onde deveria haver uma pasta
cli-lake-empty = O lake está vazio. Inicie o bot (npm start) ou arquive atualizações de arquivos (npx lake replay ARQUIVO).
cli-nothing-compacted = Ainda não há nada compactado: rode npx lake etl
cli-empty-statement = a consulta está vazia
cli-sql-rows =
    { $count ->
        [one] { $count } linha
       *[other] { $count } linhas
    } em { $milliseconds } ms
cli-sql-cut = Estas são as primeiras { $count } linhas, e há mais: --max-rows diz quantas mostrar; --csv e --json mostram qualquer quantidade
cli-columns-hidden =
    { $count ->
        [one] … e mais { $count } coluna: --vertical a mostra
       *[other] … e mais { $count } colunas: --vertical as mostra
    }
cli-replay-progress = { $file }: { $read } atualizações lidas, { $stored } guardadas
cli-replay-summary =
    { $read ->
        [one] 1 atualização lida:
       *[other] { $read } atualizações lidas:
    } { $stored } guardadas, { $present } já estavam lá, { $ignored } de outros chats, { $unreadable } ilegíveis
cli-replay-withheld =
    { $updates ->
        [one] 1 atualização fica de fora, como pediu quem a enviou
       *[other] { $updates } atualizações ficam de fora, como pediu quem as enviou
    }
cli-replay-compacted =
    { $count ->
        [one] 1 dia compactado: { $days }
       *[other] { $count } dias compactados: { $days }
    }
cli-replay-left =
    { $count ->
        [one] 1 dia ficou para o lake etl compactar: { $days }
       *[other] { $count } dias ficaram para o lake etl compactar: { $days }
    }
cli-replay-nothing = replay: nada em { $files } é uma atualização do Telegram. Uma exportação do Telegram Desktop é para npx lake import
cli-replay-not-read = replay: não foi possível ler { $file }: { $reason }
cli-replay-not-stored = replay: não foi possível guardar a atualização { $update } ({ $file }, linha { $line }): { $reason }. Guardadas até aqui: { $stored }; rode o mesmo comando de novo para continuar
cli-import-progress = { $file }: { $percent } %, { $messages } mensagens
import-summary =
    { $messages ->
        [one] 1 mensagem
       *[other] { $messages } mensagens
    } de { $people ->
        [one] 1 pessoa
       *[other] { $people } pessoas
    }
import-days =
    { $days ->
        [one] em 1 dia: { $first }
       *[other] em { $days } dias entre { $first } e { $last }
    }
import-present =
    { $messages ->
        [one] 1 mensagem já estava lá
       *[other] { $messages } mensagens já estavam lá
    }
import-withheld =
    { $messages ->
        [one] 1 mensagem fica de fora: quem a escreveu pediu para apagá-la
       *[other] { $messages } mensagens ficam de fora: quem as escreveu pediu para apagá-las
    }
import-too-old =
    { $messages ->
        [one] 1 mensagem fica de fora: é mais antiga do que o que se guarda
       *[other] { $messages } mensagens ficam de fora: são mais antigas do que o que se guarda
    }
import-skipped = não entendidas: { $count } do tipo { $kind }
cli-import-dry-run = nada foi guardado: rode de novo sem --dry-run
import-html = { $file } é uma exportação em HTML. No Telegram Desktop, exporte de novo e escolha o formato “JSON legível por máquina”
import-no-result = { $file } não tem result.json. No Telegram Desktop, exporte de novo e escolha o formato “JSON legível por máquina”
import-many-json = { $file } tem vários arquivos JSON ({ $names }) e nenhum result.json: descompacte e diga qual importar
import-not-json = { $file } não é JSON a partir do byte { $position }: está danificado ou não é uma exportação do Telegram Desktop
import-truncated =
    { $messages ->
        [one] { $file } termina no meio, depois de 1 mensagem: exporte de novo ou copie o arquivo inteiro
       *[other] { $file } termina no meio, depois de { $messages } mensagens: exporte de novo ou copie o arquivo inteiro
    }
import-no-export = { $file } não tem nenhum chat. No Telegram Desktop, abra o grupo, ⋮, “Exportar histórico da conversa” e escolha “JSON legível por máquina”
import-zip = não dá para descompactar { $file }: { $reason }
import-too-large = { $file } descompactado passa de { $megabytes } MB: importe na máquina, com npx lake import
import-lines-chat = { $file } não diz de que grupo é: importe com npx lake import e diga o grupo com --chat e o id dele
import-choose-chat = { $file } tem vários chats: diga qual com --chat. Tem: { $chats }
import-chat-missing = { $file } não tem o chat { $chat }. Tem: { $chats }
import-chat-foreign = { $file } é o histórico de { $name } ({ $chat }), que não é arquivado: acrescente { $chat } a TELEGRAM_CHAT_ID
import-several-chats = { $file } tem vários grupos: no Telegram Desktop, abra só o que interessa, ⋮, “Exportar histórico da conversa”, e me envie esse arquivo. Tem: { $chats }
import-send-one = { $file } tem vários arquivos JSON ({ $names }) e nenhum result.json: descompacte e me envie o que devo importar
import-not-archived = { $file } é o histórico de { $name } ({ $chat }), um grupo que não guardo
import-not-yours = { $file } é o histórico de { $name } ({ $chat }), e você não é administrador lá: um deles precisa enviá-lo
import-over-limit = { $file } passa de 20 MB, o máximo que o Telegram me deixa baixar. Envie em zip ou importe na máquina, com npx lake import
import-file-gone = Não encontro mais o arquivo. Envie de novo, por favor.
import-nameless = O arquivo
import-offer = Ainda não guardei nada. Quer que eu importe?
button-import = Importar
import-nothing = Não há nada nele para importar.
import-done = Importado: os relatórios já o incluem.
import-unchanged = Tudo já estava lá: nada mudou.
import-left =
    { $days ->
        [one] Importado, mas 1 dia ainda não está nos relatórios: toque no botão para continuar.
       *[other] Importado, mas { $days } dias ainda não estão nos relatórios: toque no botão para continuar.
    }
cli-range-reversed = o intervalo termina ({ $until }) antes de começar ({ $since })
cli-etl-progress = compactando { $date } ({ $number } de { $total })
cli-etl-no-day = nenhum dia deste intervalo tem mensagens
cli-etl-column-date = data
cli-etl-column-objects = objetos
cli-etl-column-updates = atualizações
cli-etl-column-rows = linhas
cli-etl-column-unreadable = ilegíveis
cli-etl-column-bytes = bytes
cli-etl-column-milliseconds = milissegundos
cli-etl-total = total
cli-erase-progress = examinando { $date } ({ $number } de { $total })
cli-erase-ask-user = Apagar a pessoa { $user } do lake ({ $messages ->
    [one] 1 mensagem
   *[other] { $messages } mensagens
} em { $days ->
    [one] 1 dia
   *[other] { $days } dias
}, e todas as menções)? Não dá para desfazer. (s/n)
cli-erase-ask-message = Apagar a mensagem { $message } do chat { $chat }? Não dá para desfazer. (s/n)
cli-erase-hint = Responda s (apagar) ou n (deixar como está).
cli-erase-needs-yes = nada foi apagado: não há a quem perguntar aqui, então use --yes
cli-erase-left = Nada foi apagado.
cli-erase-one = escolha um: --user ID (com --chat ID para um só chat) ou --message CHAT:ID
cli-erase-id = { $option } é { $value }, que não é um id do Telegram: escreva um número inteiro ou, em --message, o chat e a mensagem assim: -1001234567890:42
cli-erase-is-chat = { $user } é um grupo arquivado, não uma pessoa
cli-erase-none = Ninguém pediu para apagar nada.
cli-erase-done = Apagado: { $requests ->
    [one] 1 pedido
   *[other] { $requests } pedidos
}, { $objects ->
    [one] 1 objeto alterado ou excluído
   *[other] { $objects } objetos alterados ou excluídos
}, { $days ->
    [0] nenhum dia compactado
    [one] 1 dia compactado
   *[other] { $days } dias compactados
} de novo.
cli-erase-stopped = Interrompido antes do fim. O que será apagado já está oculto; rode npx lake erase para terminar.
cli-erase-versions = Versões antigas nos buckets: { $versions } excluídas.
cli-erase-versions-left = As versões antigas nos buckets ficaram, pois estas credenciais não podem excluí-las: a regra "old-versions" dos buckets faz isso em até 30 dias, até { $date }.
cli-erase-elsewhere = Na AWS, resultados de consultas antigas saem em até 7 dias (regra "results"), e comandos que falharam em até 14 dias (dead letters).
cli-etl-earlier =
    { $days ->
        [one] { $days } dia está em um formato anterior e será compactado de novo
       *[other] { $days } dias estão em um formato anterior e serão compactados de novo
    }
cli-unknown-tool = ferramenta desconhecida: { $tool }. Escolha powerbi
cli-unknown-report = relatório desconhecido: { $name }. Escolha um destes: { $names }
cli-not-an-id = --chat: { $given } não é um id válido
cli-not-a-count = { $option }: { $given } não é um número a partir de 1, nem all
cli-no-group = nenhum grupo escolhido: use --chat ID ou defina TELEGRAM_CHAT_ID (npx lake sql - < sql/analyses/freshness.sql lista os grupos compactados)
cli-choose-group = nenhum grupo escolhido: use --chat ID ou defina TELEGRAM_CHAT_ID. O lake tem: { $groups }
cli-unknown-chat = o lake não tem mensagens de { $chat }. Ele tem: { $groups }
cli-report-not-fresh = sem permissão para ler as mensagens novas ou gravar no lake: o relatório mostra só o que já está compactado
cli-report-no-former-ids = sem permissão para ler as definições do lake: as mensagens com os ids antigos do grupo ficam de fora
cli-written = { $file } gravado
cli-webhook-https = o Telegram só entrega por https: { $url } não é uma URL https
cli-webhook-url-missing = qual URL? Escreva, por exemplo: npx lake webhook set https://seu.servidor/webhook
cli-webhook-secret = falta TELEGRAM_WEBHOOK_SECRET: escolha um
cli-webhook-is-set = O Telegram entrega em { $url }
cli-webhook-deleted = Webhook removido; o Telegram guarda as atualizações por um dia
cli-no-token = falta TELEGRAM_BOT_TOKEN: peça um a @BotFather
cli-sandbox-host = o sandbox é só para esta máquina: remova HOST ou defina TELEGRAM_BOT_TOKEN
cli-sandbox-buckets = o sandbox guarda o lake em uma pasta: remova AWS_S3_BUCKET e AWS_S3_ENRICHED ou defina TELEGRAM_BOT_TOKEN
cli-sandbox-open = O sandbox é um grupo de conversa com o bot. Abra { $url }/ no navegador.
cli-sandbox-listening =
    Funcionando em { $url } : digite /stats lá como administrador. Ctrl-C encerra; o lake fica guardado.
    Para usar seu próprio grupo, peça um token a @BotFather: veja "Your own group" no README.md.
cli-sample-ubuntu =
    Enchendo o lake com uma amostra: 30 dias de um canal de suporte real (#ubuntu, do IRC
    disentanglement corpus, CC BY 4.0).
cli-sample-lojistas =
    Enchendo o lake com uma amostra: 30 dias de um grupo fictício de suporte a lojistas.
    Em inglês, grupo e bot: LANGUAGE=en npm start, depois de apagar a pasta .lake.
cli-sample-with-token = --sample é para o sandbox, que abre sem TELEGRAM_BOT_TOKEN
cli-sample-unknown = não há amostra chamada { $sample }: existem { $samples }
cli-sample-other = o lake em { $dir } tem a amostra { $held }: para abrir { $wanted }, apague essa pasta ou aponte LAKE_DIR para outra
cli-sample-not-empty = o lake em { $dir } tem outros dados: para abrir a amostra { $wanted }, aponte LAKE_DIR para outra pasta
cli-sample-progress = { $date }: { $done } de { $total } atualizações
cli-sample-refused = o webhook respondeu { $status } a uma atualização da amostra: veja o log acima
cli-sample-done =
    {"  "}{ $updates } atualizações arquivadas pelo webhook em { $archived } s
    {"  "}compactadas em um arquivo Parquet por dia em { $compacted } s
cli-analysis-messages-per-day = Quantas mensagens por dia.
cli-analysis-messages-per-user-per-day = Quantas mensagens cada pessoa escreveu por dia.
cli-analysis-average-text-length-per-user-per-day = O tamanho médio dos textos de cada pessoa, em caracteres, por dia.
cli-analysis-messages-per-hour-weekday-week = Quando o grupo é ativo: mensagens por hora, dia da semana (1 = segunda) e semana ISO.
cli-port-taken = http: não é possível usar { $host }: a porta { $port } está ocupada; escolha outra com PORT
cli-cannot-listen = http: não é possível usar { $host }: { $reason }
telegram-unreachable = O Telegram não pode ser alcançado: verifique a rede
telegram-keep-trying = O Telegram não pode ser alcançado ({ $reason ->
        [timeout] sem resposta
        [no-address] não achei o endereço dele: esta máquina está conectada à internet?
        [not-telegram] outra coisa responde no lugar dele: um proxy, ou uma rede que pede login antes
        [unknown] sem conexão
       *[other] { $reason }
    }). Vou tentar até ele responder; Ctrl-C encerra.
telegram-slow = Esperando o Telegram responder ({ $host }). Se demorar muito, verifique a rede.
telegram-answers = O Telegram voltou a responder.
telegram-refuses = O Telegram recusou: { $reason }. TELEGRAM_API_ROOT está certo?

## Configuração
config-invalid = Configuração inválida:
config-one-of = deve ser um destes: { $choices } (está { $given })
config-integer = { $given } não é um número inteiro de { $least } a { $most }
config-ids = { $given } não é um id válido: escreva números inteiros separados por vírgulas
config-group-ids = { $given } não é o id de um grupo: esses são negativos, como { $group }
config-day = não é um dia: { $given }; escreva como 2026-11-01
config-time-zone = não é um fuso horário: { $given }; escreva como America/Sao_Paulo
config-other-zone = TIME_ZONE é { $name }, mas este lake usa { $held }: defina TIME_ZONE={ $held } ou comece um lake novo com outro LAKE_DIR ou outros buckets
config-zone-damaged = { $file } no lake está danificado: { $held } não é um fuso horário. Restaure o arquivo ou escreva nele o fuso que o lake sempre teve, como { $name }
config-bucket-missing = falta { $missing }: um lake no S3 precisa de um bucket raw e um enriched
config-athena-missing = falta { $missing }: SQL no Athena precisa de um banco e um workgroup
config-lake-dir = LAKE_DIR é { $path }: escolha uma pasta cujo caminho não tenha * ? [ ] {"{"} {"}"} = \, que o DuckDB lê como padrões
config-lake-dir-is-file = LAKE_DIR é { $dir }, que é um arquivo: escolha uma pasta
config-token = não parece um token (123456:ABC…): peça um a @BotFather
config-token-character = nenhum token tem o caractere { $character } (U+{ $code }): escreva como o @BotFather o mostra, 123456:ABC…
config-contact = escreva uma linha de até { $most } caracteres, como privacidade@example.org ou @usuario
config-privacy-unreadable = não dá para ler { $file } ({ $code })
config-privacy-length = { $file } tem { $length } caracteres: escreva de 1 a { $most }
config-secret = pode ter de 1 a 256 caracteres entre A-Z, a-z, 0-9, _ e -
config-url = { $given } não é uma URL válida
env-file-denied = não é possível ler { $path } ({ $code }): verifique as permissões
env-file-line = escreva NOME=valor, ou # antes de um comentário
env-file-unknown = não existe a variável { $name }: escolha uma destas: { $choices }
env-file-twice = { $name } tem outro valor mais acima: deixe só um dos dois
env-file-hash = ponha o valor de { $name } entre aspas: ele contém um #
env-file-open-quote = o valor de { $name } começa com aspas ({ $quote }) e não termina com elas
env-file-after-quote = há algo depois das aspas que fecham { $name }

## Armazenamento
store-failed =
    armazenamento: não foi possível { $operation ->
        [list] listar
        [write] gravar
        [delete] apagar
       *[read] ler
    } { $key } no bucket { $bucket }: { $reason }. { $why ->
        [throttled] O armazenamento recebe mais pedidos do que aguenta: espere um pouco e tente de novo
        [failing] O armazenamento está fora do ar: tente de novo mais tarde
        [unreachable] Não há conexão com o armazenamento: verifique a rede, AWS_ENDPOINT_URL e AWS_REGION
        [cut] A conexão caiu todas as vezes: verifique a rede e tente de novo
        [credentials] As credenciais faltam, estão erradas ou venceram: verifique AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY e AWS_PROFILE, ou entre de novo
        [denied] Estas credenciais não têm permissão para isso: libere { $permission }
        [region] O bucket fica em outra região: coloque-a em AWS_REGION
        [bucket] Esse bucket não existe: verifique AWS_S3_BUCKET, AWS_S3_ENRICHED e AWS_ENDPOINT_URL
        [clock] O relógio desta máquina está errado: acerte-o
        [contradiction] O servidor não segue as regras de gravação condicional (If-None-Match): atualize-o ou use outro
       *[other] npx lake doctor verifica o armazenamento
    }

## SQL
sql-read-only = o lake é só para leitura: escreva um SELECT
sql-no-statement = não há consulta: escreva um SELECT
sql-several = é uma consulta por vez, e aqui há { $count }
sql-function = { $name }(…) não é permitido aqui: consulte telegram, messages ou questions
sql-file = “{ $file }” é um arquivo: consulte telegram, messages ou questions
sql-stopped = interrompida depois de { $seconds } s: peça menos dias
sql-stopped-by-caller = a consulta foi interrompida
sql-too-large = exige memória demais: peça menos
sql-damaged = os arquivos Parquet destes dias estão danificados: { $days }. Refaça-os a partir dos objetos brutos: npx lake etl --since { $since } --until { $until }. Sem eles, restaure uma cópia ou apague os arquivos para ficar sem esses dias
sql-engine-says = O banco de dados respondeu, em inglês: { $reason }
