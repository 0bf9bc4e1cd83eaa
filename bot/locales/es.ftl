## Períodos
period-unknown = No entiendo el período «{ $period }». Prueba, por ejemplo: { $command } 30d
period-reversed = El período termina ({ $until }) antes de empezar ({ $since }). Prueba: { $command } { $until }..{ $since }

## Derechos
refused = Solo los administradores de este grupo pueden pedir informes.
refused-in-private = Solo respondo a administradores de los grupos cuyos mensajes guardo. Si eres uno de ellos, pregunta en ese grupo.
choose-group = ¿Qué grupo?

## Respuestas
rows-hidden =
    { $count ->
        [one] … y { $count } línea más
       *[other] … y { $count } líneas más
    }
report-footer = Datos hasta { $time } ({ $zone })
report-footer-complete = Datos completos ({ $zone })
report-deaf = No recibo todos los mensajes de este grupo, así que estas cifras son demasiado bajas: /status dice por qué.
report-footer-since = Datos desde el { $since } hasta el { $time } ({ $zone })
report-footer-since-complete = Datos completos desde el { $since } ({ $zone })
busy = Todavía estoy procesando pedidos anteriores de este chat. Vuelve a pedirlo en un minuto.
away = No estaba en línea cuando pediste { $commands }. Si no llegó la respuesta, vuelve a pedirlo.
failed = Algo salió mal de mi lado. Referencia para quien opera el bot: { $reference }
report-too-large = Es demasiado de una vez: elige menos días. Referencia para quien opera el bot: { $reference }
answer-in-private = Esta respuesta es de un grupo en el que no puedo escribir:
answer-cut = (Recortado: era demasiado largo para un mensaje.)
day-damaged = Los datos del { $date } están dañados ({ $file }). Hazlos de nuevo a partir de los objetos brutos: npx lake etl --since { $date } --until { $date }. Sin ellos, restaura una copia del archivo o bórralo para quedarte sin ese día.
day-foreign = Los datos del { $date } no los escribió este programa ({ $file }). Hazlos de nuevo a partir de los objetos brutos: npx lake etl --since { $date } --until { $date }. Sin ellos, restaura una copia del archivo o bórralo para quedarte sin ese día.
day-missing = Faltan los datos del { $date } ({ $file }). Hazlos a partir de los objetos brutos: npx lake etl --since { $date } --until { $date }
day-unreadable = No se pueden leer los datos del { $date } ({ $file }). Da a este programa acceso al archivo, o bórralo y hazlo de nuevo: npx lake etl --since { $date } --until { $date }
menu = ¿Qué informe?
menu-of-group = ¿Qué informe de { $group }?

## Botones
button-period-7d = 7 d
button-period-30d = 30 d
button-period-90d = 90 d
button-period-all = todo
button-out-of-date = Este botón ya no sirve. Pídelo de nuevo con /reports
button-details = Detalles
button-less = Menos
button-explain = ¿Cómo lo sabes?
button-report-stats = Resumen
button-report-messages-per-day = Por día
button-report-messages-per-user = Personas
button-report-message-length = Longitud
button-report-hours = Horas
button-report-questions = Dudas
button-report-answers = Respuestas

## Comandos
command-start = cómo empezar
command-help = qué sé hacer
command-privacy = qué se guarda y cuáles son tus derechos
command-mydata = qué se guarda de mí, en un archivo
command-optout = no guardar nada más de mí
command-optin = guardar mis mensajes de nuevo
command-forgetme = borrar todo lo mío
command-forget = borrar el mensaje al que respondo
command-reports = un menú con todos los informes
command-status = si los mensajes llegan y los datos están al día
help = Guardo los mensajes de este grupo y respondo las preguntas de sus administradores:
help-periods = Puedes agregar un período al comando: 7d, 24h, hoy, ayer, semana, mes pasado, noviembre, 2026, 15/11, 01/11 a 15/11, todo. Si no, son los últimos 30 días.
help-import = El historial de antes de mí: en Telegram Desktop, abre el grupo, ⋮, «Exportar historial de chat», elige «JSON legible por máquina» y envíame el archivo en privado.
start =
    ¡Hola! Guardo los mensajes de un grupo y respondo preguntas sobre él: cuándo es más activo, qué dudas se repiten, si reciben respuesta.

    1. Desactiva mi modo de privacidad: @BotFather → /mybots → @{ $bot } → Bot Settings → Group Privacy → Turn off. Sin eso solo recibo comandos. (Hacerme administrador del grupo tiene el mismo efecto.)
    2. Agrégame al grupo y responde a la pregunta en la terminal del programa. (Iniciarlo con TELEGRAM_CHAT_ID, el id del grupo, tiene el mismo efecto.)
    3. Envía /stats en el grupo.

    Lo que sé hacer: /help. Lo que guardo: /privacy.
privacy =
    Qué guardo
    Cada mensaje de este grupo tal como lo entrega Telegram: texto, leyendas, contactos y ubicaciones compartidos en él, nombres e ids de quienes escriben, el idioma de su aplicación, hora, respuestas, ediciones, reacciones, quién entra y sale, y las pulsaciones de mis botones. No los archivos en sí. Si le niego un informe a alguien, guardo su id hasta dos meses, para no repetirle el aviso.

    Para qué
    Para dar estadísticas a los administradores del grupo, y nada más. Sin publicidad, sin entrenamiento de modelos.

    Quién lo ve
    Los administradores ven informes. Quien opera el bot puede leer todo lo guardado.

    Dónde
    En el almacenamiento de quien opera este bot, bajo su control.

    Cuánto tiempo
    { $days ->
        [0] Hasta que lo borre quien opera el bot
       *[other] { $days } días
    }; en Amazon S3, las versiones antiguas se guardan hasta 30 días más. Telegram no avisa a los bots de lo que borras: lo que borras allí sigue aquí hasta que también se borre aquí (/forget).
privacy-contact =
    Preguntas
    { $contact ->
        [nobody] Pregunta a los administradores de este grupo.
       *[other] Escribe a { $contact }.
    }
privacy-notice =
    ¡Hola! Desde ahora guardo los mensajes de este grupo: textos, nombres y horas, sin los archivos. Con ellos, los administradores reciben estadísticas; quien opera este bot ({ $contact }) puede leerlos y los guarda { $days ->
        [0] hasta que los borre
       *[other] durante { $days } días
    }. Telegram no me avisa de lo que borras allí, así que eso sigue aquí.

    ¿Prefieres quedar fuera? /optout o /forgetme. Lo que tengo de ti: /mydata. Para qué, dónde y cuánto tiempo: /privacy
privacy-choice =
    Tu elección
    /mydata – lo que tengo de ti, en un archivo en privado
    /optout – desde ahora no guardo tu texto ni tu nombre; /optin lo deshace
    /forgetme – borra todo lo que tengo de ti
    /forget – como respuesta a un mensaje tuyo, borra ese mensaje; los administradores pueden borrar cualquiera
mydata-file =
    { $count ->
        [0] No tengo nada de ti.
        [one] Lo que tengo de ti: { $count } registro.
       *[other] Lo que tengo de ti: { $count } registros.
    }
mydata-about =
    Lo que este archivo guarda de ti, tal como lo entregó Telegram. Lo que escribieron otros queda fuera. { $since ->
        [all] Está completo.
       *[other] Llega hasta el { $since }: pide lo anterior al contacto en /privacy.
    }
mydata-sent = Te lo envié en privado.
personal-start-me = Todavía no puedo escribirte en privado. Abre un chat conmigo, pulsa Iniciar y envía el comando allí.
personal-anonymous = No sé quién eres mientras escribes como un chat. Escríbeme en privado.
optout-done = Listo. Desde ahora no guardo tu texto ni tu nombre; cuentas como «alguien». /optin lo deshace, /forgetme borra lo que ya existe.
optin-done = Qué bueno tenerte de vuelta. Desde ahora guardo tus mensajes de nuevo, como dice /privacy.
forgetme-confirm = ¿Borro todo lo que tengo de ti: tus mensajes, tu nombre y lo que otros citaron de ti? No se puede deshacer. Desde entonces no guardo tu texto ni tu nombre (/optin lo cambia). Los mensajes en Telegram se quedan.
button-forgetme = Sí, bórralo
button-keepme = No, déjalo
forgetme-done = Listo: ya no se muestra nada tuyo, y a más tardar mañana estará borrado del todo. Te aviso en privado.
forgetme-kept = Está bien, todo queda como está.
forgetme-not-yours = Solo quien lo pidió puede pulsar este botón.
forgetme-receipt = Como pediste, borré todo lo que tenía de ti.
forget-done = Listo: ese mensaje ya no aparece en los informes, y a más tardar mañana estará borrado del todo.
forget-how = Envía /forget en el grupo, como respuesta al mensaje que debo borrar.
forget-refused = Puedes borrar tus propios mensajes; los de otros, solo un administrador.

## Comprobaciones
check-token-ok = Token: soy @{ $bot } ({ $name })
check-token-wrong = Token: Telegram no acepta TELEGRAM_BOT_TOKEN. Cópialo de nuevo: @BotFather → /mybots → tu bot → API Token
check-token-missing = Token: falta TELEGRAM_BOT_TOKEN, así que npm start abre el sandbox. Para usar tu grupo, pídele un token a @BotFather
check-token-needed = Token: TELEGRAM_CHAT_ID está definido, pero falta TELEGRAM_BOT_TOKEN. Pídele un token a @BotFather (/newbot), o quita TELEGRAM_CHAT_ID para abrir el sandbox
check-network-ok = Red: Telegram responde ({ $host })
check-network-wrong = Red: no puedo conectar con Telegram ({ $host }: { $reason ->
        [timeout] sin respuesta
        [no-address] no encuentro su dirección: ¿tiene internet esta máquina?
        [not-telegram] otra cosa responde en su lugar: un proxy, o una red que pide iniciar sesión antes
        [unknown] sin conexión
       *[other] { $reason }
    })
check-network-error = Red: Telegram responde con un error ({ $host }: { $reason })
check-contact-ok = Contacto de privacidad: { $contact }
check-contact-missing = Contacto de privacidad: falta PRIVACY_CONTACT, así que npm start no archiva ningún grupo. Ponle una dirección o un @usuario a quien la gente pueda escribir sobre sus datos
check-webhook-none = Webhook: ninguno, así que yo mismo busco los mensajes en Telegram
check-webhook-set = Webhook: Telegram entrega en { $host }
check-webhook-missing = Webhook: ninguno, así que aquí no llega nada. Defínelo con: npx lake webhook set https://…/webhook
check-webhook-expected = Webhook: ninguno, aunque TELEGRAM_WEBHOOK_SECRET está definido. npm start funciona sin webhook; con npm start -- --webhook no llega nada hasta que definas uno: npx lake webhook set https://…/webhook
check-webhook-elsewhere = Webhook: Telegram lo entrega todo en { $host }, así que aquí no llega nada (409). Para cambiarlo: npx lake webhook delete
check-webhook-polled = Webhook: otro programa está buscando los mensajes con el mismo token (409). Detenlo, o usa un bot para cada programa
check-group-none = Grupo: ninguno todavía. Deja npm start en marcha y agrega a @{ $bot } a tu grupo
check-group-ok = Grupo: «{ $group }» ({ $id })
check-group-moved = Grupo: { $id } pasó a ser supergrupo; ahora su id es { $new }
check-group-unknown = Grupo: no conozco { $id }. Agrega a @{ $bot } al grupo, o corrige TELEGRAM_CHAT_ID
check-group-unknown-short = Grupo: no conozco { $id }. Agrega a @{ $bot } al grupo, o corrige TELEGRAM_CHAT_ID: el id de un supergrupo empieza con -100, quizás { $longer }
check-group-error = Grupo: Telegram no me dice nada de { $id } ({ $reason })
check-member-ok = Miembro: estoy en el grupo
check-member-wrong = Miembro: no estoy en el grupo. Agrega a @{ $bot }
check-member-removed = Miembro: me quitaron de { $id }. Agrega de nuevo a @{ $bot } al grupo
check-privacy-ok = Modo de privacidad: desactivado, así que recibo todos los mensajes. (Si yo ya estaba en el grupo antes, quítame y agrégame de nuevo.)
check-privacy-wrong = Modo de privacidad: activado, así que solo recibo comandos. @BotFather → /mybots → @{ $bot } → Bot Settings → Group Privacy → Turn off; después quítame del grupo y agrégame de nuevo. O hazme administrador del grupo
check-administrator-ok = Administrador: sí, así que recibo todos los mensajes, reacciones, entradas y salidas
check-administrator-not = Administrador: no, así que no recibo reacciones, entradas ni salidas
check-sending-ok = Permisos: puedo enviar mensajes e imágenes
check-sending-text = Permisos: no puedo enviar imágenes, así que los informes van en texto. Grupo → Editar → Permisos → Enviar multimedia → Fotos, o hazme administrador
check-sending-nothing = Permisos: no puedo escribir aquí, así que nadie recibe respuesta. Grupo → Editar → Permisos → Enviar mensajes, o hazme administrador
check-answers-undelivered = Respuestas: la última que no pude enviar fue el { $time } ({ $reason })
check-deliveries-ok = Entregas: Telegram no informa de ningún fallo
check-deliveries-failed = Entregas: la última que falló fue el { $time } ({ $message })
check-deliveries-pending =
    Entregas: { $count ->
        [one] { $count } actualización espera en Telegram
       *[other] { $count } actualizaciones esperan en Telegram
    }
check-secret-ok = Secreto: TELEGRAM_WEBHOOK_SECRET está definido
check-secret-none = Secreto: ninguno, y sin webhook no hace falta
check-secret-short = Secreto: TELEGRAM_WEBHOOK_SECRET es fácil de adivinar. Usa { $least } caracteres o más y ejecuta npx lake webhook set de nuevo
check-secret-unknown = Secreto: hay un webhook, pero TELEGRAM_WEBHOOK_SECRET no está definido aquí
check-secret-refused = Secreto: las entregas de Telegram se rechazan (401), porque el webhook se definió con otro secreto. Ejecuta npx lake webhook set de nuevo
check-archived-ok = Archivo: el último mensaje es del { $time }
check-archived-nothing = Archivo: ningún mensaje todavía
check-compaction-ok = Compactación: hecha hasta el { $day } inclusive
check-compaction-nothing = Compactación: todavía nada
check-compaction-missing =
    Compactación: { $count ->
        [one] falta { $count } día ({ $since })
       *[other] faltan { $count } días (del { $since } al { $until })
    }. Ejecuta npx lake etl --since { $since } --until { $until }
check-gaps-none = Números de las actualizaciones: no falta ninguno en los últimos { $days } días
check-gaps-small = Números de las actualizaciones: faltan { $count } en los últimos { $days } días, pocos cada vez, como los dejan los chats privados conmigo
check-gaps-large = Números de las actualizaciones: faltan { $count } seguidos después de { $after }, en los últimos { $days } días. Se perdieron mensajes: Telegram los guarda solo un día, y para un solo programa
check-quarantine-none = Cuarentena: vacía, se pudieron leer todos los updates
check-quarantine-some =
    Cuarentena: { $count ->
        [one] { $count } update no se pudo leer y quedó apartado ({ $first })
       *[other] { $count } updates no se pudieron leer y quedaron apartados (el primero: { $first })
    }. Después de actualizar este programa, npx lake replay admite un archivo así; bórralo después
check-store-ok = Almacenamiento: se puede leer y escribir ({ $place })
check-store-wrong = Almacenamiento: no se puede escribir ({ $place }): { $reason }
check-store-denied = Almacenamiento: sin permiso para escribir en { $place }. Dáselo a este usuario, o define otra carpeta en LAKE_DIR
check-store-read-only = Almacenamiento: { $place } está en un disco de solo lectura. Define otra carpeta en LAKE_DIR
check-store-full = Almacenamiento: no queda espacio en { $place }. Libera espacio antes de que se pierdan mensajes
check-store-overwrites = Almacenamiento: el servidor de { $place } ignora If-None-Match, y un update con un id repetido borraría otro. Actualiza el servidor o usa otro
check-damage-none =
    Daños: ninguno, { $checked ->
        [one] { $checked } día revisado
       *[other] { $checked } días revisados
    }
check-damage-found =
    Daños: { $checked ->
        [one] { $checked } día revisado
       *[other] { $checked } días revisados
    }, { $count } con daños: { $days }. Haz cada uno de nuevo: npx lake etl --since { $since } --until { $until }
check-damage-lost =
    Daños: { $checked ->
        [one] { $checked } día revisado
       *[other] { $checked } días revisados
    }, { $count } con daños: { $days }, y no hay objetos brutos para rehacer: { $lost }. Restaura copias de los archivos o bórralos para quedarte sin esos días; después ejecuta npx lake etl
check-store-unreadable = Almacenamiento: no se puede leer: { $reason }
check-zone-ok = Zona horaria: { $zone }
check-zone-wrong = Zona horaria: TIME_ZONE es { $zone }, pero este lake usa { $held }. Define TIME_ZONE={ $held }
check-size-ok = Tamaño: { $raw } objetos sin procesar, { $days } días compactados, { $state } objetos de mi propio estado
check-space-ok = Espacio libre: { $gigabytes } GB
check-space-few = Espacio libre: solo { $megabytes } MB
check-space-full = Espacio libre: solo { $megabytes } MB. Libera espacio antes de que se pierdan mensajes
check-readers-ok =
    Lectura: { $mode ->
        [group] el dueño de los archivos del lake y su grupo
        [all] todos los usuarios de esta máquina
       *[private] solo el dueño de los archivos del lake
    }
check-readers-more = Lectura: { $folder } está abierta a más usuarios de esta máquina de lo que dice LAKE_MODE={ $mode }. Ejecuta { $command }
check-clock-ok = Reloj: coincide con el de Telegram
check-clock-off = Reloj: { $seconds } s { $how ->
        [fast] adelantado
       *[slow] atrasado
    } respecto al de Telegram. Activa la hora automática en esta máquina
check-engine-ok =
    SQL: funciona, con { $rows ->
        [one] { $rows } mensaje
       *[other] { $rows } mensajes
    }
check-engine-wrong = SQL: no funciona: { $reason }

## Un grupo que no se archiva
strange-chat = No estoy configurado para el grupo «{ $group }». Su id es { $id }: ponlo en TELEGRAM_CHAT_ID, reinicia el programa y agrégame de nuevo. Por ahora me voy.
strange-chat-waiting = Todavía no guardo nada del grupo «{ $group }». Su id es { $id }: inicia el programa con TELEGRAM_CHAT_ID={ $id }. Hasta entonces, espero aquí.
strange-chat-offered = Todavía no guardo nada del grupo «{ $group }»: el programa pregunta en su terminal si debe hacerlo. (También sirve TELEGRAM_CHAT_ID={ $id }.) Hasta entonces, espero aquí.

## Un grupo por el que se pregunta en la terminal
offer-question = ¿Archivar «{ $group }» ({ $id }{ $by ->
        [nobody] {""}
       *[other] , agregado por { $by }
    })? (s/n){" "}
offer-line =
    Todavía no se archiva: «{ $group }» ({ $id }{ $by ->
        [nobody] {""}
       *[other] , agregado por { $by }
    }). Para archivarlo, detén el programa e inícialo con:
      TELEGRAM_CHAT_ID={ $ids } npm start
offer-hint = Responde s (archivar) o n (salir del grupo).
offer-accepted = Desde ahora se archiva «{ $group }». Envía /stats allí.
offer-declined = «{ $group }» no se archiva; me voy de allí.
offer-gone = Ya no estoy en «{ $group }», así que no cambia nada.

## Sandbox
sandbox-hint = Escribe /stats como { $name } (admin) y prueba los botones debajo de la respuesta.
sandbox-hint-filling = Cargando la muestra en el lake: { $done } de { $total } mensajes. Ya puedes escribir.
sandbox-still-filling = La muestra todavía se está cargando: { $done } de { $total } mensajes hasta ahora.
sandbox-hint-close = Ocultar esta sugerencia
sandbox-members = { $count } miembros
sandbox-typing = { $name } está escribiendo
sandbox-messages = Mensajes
sandbox-write = Escribe como { $name }
sandbox-write-as = Escribir como
sandbox-send = Enviar
sandbox-commands = Comandos
sandbox-join = { $name } no está en este grupo.
sandbox-join-as = Entrar como { $name }
sandbox-reply = Responder
sandbox-edit = Editar
sandbox-editing = Editar mensaje
sandbox-react = Reaccionar
sandbox-cancel = Cancelar
sandbox-edited = editado
sandbox-bot = bot
sandbox-owner = dueño
sandbox-admin = admin
sandbox-anonymous = admin anónimo
sandbox-member = miembro
sandbox-stranger = fuera del grupo
sandbox-today = Hoy
sandbox-yesterday = Ayer
sandbox-newest = Ir al mensaje más reciente
sandbox-picture = Imagen de { $name }
sandbox-picture-gone = La imagen ya no se guarda
sandbox-close = Cerrar
sandbox-offline = El programa se detuvo. Inícialo de nuevo con npm start; esta página se reconecta sola.
sandbox-chat = Chat
sandbox-topics = Temas
sandbox-all-topics = Todos
sandbox-general = General
sandbox-group = Grupo
sandbox-private = En privado con el bot
sandbox-private-with = conversación privada con { $name }
sandbox-lake = Lago
sandbox-lake-about = Cada mensaje se guarda al llegar y después se compacta en un archivo Parquet por día.
sandbox-raw-today = Objetos brutos hoy
sandbox-stored = Últimos guardados
sandbox-nothing-stored = Escribe algo y mira cómo llega aquí.
sandbox-compacted = Última compactación
sandbox-compacted-rows = Filas: { $rows } · { $milliseconds } ms
sandbox-compacted-never = Ninguna todavía
sandbox-waiting = Mensajes nuevos en espera
sandbox-up-to-date = Al día
sandbox-compact = Compactar ahora
sandbox-days = Filas por día
sandbox-day-rows = { $day } · filas: { $rows }
sandbox-sql = SQL
sandbox-sql-run = Ejecutar
sandbox-sql-stop = Detener
sandbox-sql-stopped = Consulta detenida.
sandbox-sql-examples = Ejemplos
sandbox-sql-rows = Filas: { $rows } · { $milliseconds } ms
sandbox-sql-rows-cut = Filas: las primeras { $rows } · { $milliseconds } ms
sandbox-sql-more = Se muestran las primeras { $shown }.
sandbox-sql-empty = Ninguna fila.
sandbox-joined = { $name } entró en el grupo
sandbox-left = { $name } salió del grupo
sandbox-pinned = { $name } fijó un mensaje
sandbox-renamed = El grupo ahora se llama { $title }
sandbox-service = Algo cambió en el grupo
sandbox-unsupported = { $type }: no se muestra en esta página
sandbox-not-a-member = { $name } no está en este grupo.
sandbox-not-yours = Solo quien escribió el mensaje puede editarlo.
sandbox-empty = Escribe algo primero.
sandbox-too-long = El mensaje es demasiado largo: 4096 caracteres como máximo.
sandbox-no-message = Ese mensaje ya no existe.

## Informes
report-period-days =
    { $days ->
        [one] último día ({ $until })
       *[other] últimos { $days } días ({ $since } a { $until })
    }
report-period-hours =
    { $hours ->
        [one] última hora (desde el { $since })
       *[other] últimas { $hours } horas (desde el { $since })
    }
report-period-today = hoy ({ $day })
report-period-yesterday = ayer ({ $day })
report-period-week = esta semana ({ $since } a { $until })
report-period-month = este mes ({ $since } a { $until })
report-period-all = todo el período ({ $since } a { $until })
report-period-until = { $period } (hasta el { $until })
report-period-range = { $since } a { $until }
report-day = { $weekday } { $date }
report-compared-day = el { $day }
report-compared-range = el período del { $since } al { $until }
report-up-to = { $period }, hasta las { $time }
report-per-week = por semana
report-per-month = por mes
report-span-day = Día
report-span-hour = Hora
report-span-week = Semana del
report-span-month = Mes
report-try-longer = Prueba uno más largo, como 90d.
report-nothing-earlier =
    No hay nada antes: el archivo de este grupo empieza { $since ->
        [now] ahora
       *[other] el { $since }
    }.
report-no-data = Ningún mensaje en este período
report-someone = Alguien
report-unknown-person = (sin nombre)
report-hour = { $from }h–{ $to }h
report-hour-start = { $hour }h
report-points = { $points } p.p.
report-messages = mensajes
report-messages-per-hour = mensajes por hora, en promedio
report-messages-count =
    { $messages ->
        [one] { $messages } mensaje
       *[other] { $messages } mensajes
    }
report-messages-average =
    { $messages ->
        [one] { $messages } mensaje en promedio
       *[other] { $messages } mensajes en promedio
    }
report-mean = media de { $days } días
report-messages-short = Mensajes
report-people = Personas
report-person = Persona
report-total = Total
report-change = Variación
report-change-new = nuevo
report-average = Promedio
report-average-per-day = Por día
report-texts = Textos
report-weekday = Día
report-peak = Pico
report-stats-title = Resumen
report-stats-description = resumen: mensajes, personas, pico, respuestas y variación
report-stats-sentence =
    { $messages ->
        [one] { $messages } mensaje
       *[other] { $messages } mensajes
    } de { $people ->
        [one] { $people } persona.
       *[other] { $people } personas.
    }
report-stats-change =
    En comparación con { $period }: mensajes{ $per ->
        [day] {" "}por día
       *[period] {""}
    } { $messages }, personas { $people }.
report-stats-compared =
    En comparación con { $period }{ $per ->
        [day] {" "}(mensajes por día)
       *[period] {""}
    }.
report-stats-confirmed-remark =
    { $questions ->
        [one] En { $questions } pregunta, quien preguntó dijo que se resolvió.
       *[other] En { $questions } preguntas, quien preguntó dijo que se resolvió.
    }
report-stats-most-active =
    Quien más escribió fue { $name }: { $messages ->
        [one] { $messages } mensaje.
       *[other] { $messages } mensajes.
    }
report-stats-nothing-before = Para comparar: { $period } no tuvo mensajes.
report-stats-no-lake-before = Aún no hay datos del período anterior para comparar.
report-stats-peak = Pico: { $hour } ({ $messages }).
report-stats-answers =
    { $questions ->
        [one] { $questions } pregunta:
       *[other] { $questions } preguntas:
    } { $byReply ->
        [one] { $byReply } respondida
       *[other] { $byReply } respondidas
    } con «responder», { $likely ->
        [one] { $likely } probablemente respondida.
       *[other] { $likely } probablemente respondidas.
    }
report-stats-empty = Ningún mensaje en este período.
report-stats-answered = Preguntas respondidas
report-stats-messages = Mensajes
report-stats-people = Personas
report-stats-questions = Preguntas
report-stats-by-reply = Con «responder»
report-stats-likely = Probables
report-stats-confirmed = Resueltas
report-stats-by-bots = Por bots
report-stats-hour = Pico
report-stats-was = antes { $place }
report-messages-per-hour-title = Mensajes por hora
report-messages-per-day-title = Mensajes por día
report-messages-per-day-description = cuántos mensajes por día
report-messages-per-day-sentence =
    { $messages ->
        [one] { $messages } mensaje
       *[other] { $messages } mensajes
    } en { $days ->
        [one] { $days } día
       *[other] { $days } días
    }{ $isClipped ->
        [yes] {" "}(desde el { $since }, el primer día guardado)
       *[no] {""}
    }, { $average } por día en promedio. El día más activo fue el { $day }, con { $most ->
        [one] { $most } mensaje.
       *[other] { $most } mensajes.
    }
report-messages-per-day-empty = Ningún mensaje en este período.
report-messages-per-user-title = Quién escribe más
report-messages-per-user-description = quién escribe más y cuánto
report-messages-per-user-sentence =
    Quien más escribió fue { $name }: { $messages } de { $all ->
        [one] { $all } mensaje
       *[other] { $all } mensajes
    } ({ $share }). { $people ->
        [one] Solo escribió { $people } persona.
       *[other] En total escribieron { $people } personas.
    }
report-messages-per-user-empty = Nadie escribió en este período.
report-message-length-bar =
    { $average } ({ $texts ->
        [one] { $texts } texto
       *[other] { $texts } textos
    })
report-group-average = media del grupo:
report-message-length-title = Longitud promedio de los textos, en caracteres
report-message-length-description = longitud promedio de los mensajes de cada persona
report-message-length-sentence =
    { $name } escribe los textos más largos: { $average } caracteres en promedio, en { $texts ->
        [one] { $texts } texto.
       *[other] { $texts } textos.
    } El promedio general es { $all }. { $people ->
        [one] El ranking incluye a la { $people } persona con
       *[other] El ranking incluye a las { $people } personas con
    } { $minimum ->
        [one] { $minimum } texto o más.
       *[other] { $minimum } textos o más.
    }
report-message-length-empty = Ningún texto en este período.
report-hours-title = Cuándo conversa el grupo
report-hours-description = en qué horas y días de la semana el grupo es más activo
report-hours-sentence = Pico: { $weekday }, { $hour } ({ $messages }, { $share } del total).
report-hours-empty = Ningún mensaje en este período.
report-questions-title = Preguntas que se repiten
report-questions-description = qué preguntas vuelven una y otra vez
report-people-asking = personas que preguntan
report-questions-sentence =
    { $topics ->
        [one] { $topics } pregunta se repite:
       *[other] { $topics } preguntas se repiten. La que más gente hace:
    } «{ $label }» ({ $people ->
        [one] { $people } persona,
       *[other] { $people } personas,
    } { $questions ->
        [one] { $questions } vez).
       *[other] { $questions } veces).
    }
report-questions-none = Poca gente pregunta lo mismo, así que no se pueden agrupar. Las últimas:
report-questions-empty = Ninguna pregunta en este período
report-questions-cut = Solo cuentan las últimas { $most } preguntas.
report-topic-people =
    { $people ->
        [one] { $people } persona
       *[other] { $people } personas
    }
report-topic-new = nuevo
report-topic-rising = en alza, antes { $before }×
report-topic-since = desde el { $since }
report-topic-answered =
    { $answered ->
        [0] No se encontró respuesta.
        [one] { $answered }/{ $questions } respondida{ $likely ->
            [0] {""}
           *[other] {" "}({ $likely } probable)
        }, en { $median }.
       *[other] { $answered }/{ $questions } respondidas{ $likely ->
            [0] {""}
            [one] {" "}({ $likely } probable)
           *[other] {" "}({ $likely } probables)
        }, la mitad en { $median }.
    }
report-topic-question = «{ $question }»
report-best-answer = respuesta
report-earlier-days =
    { $days ->
        [one] Aún no conozco las preguntas de { $days } día: se compactará de nuevo esta noche.
       *[other] Aún no conozco las preguntas de { $days } días: se compactarán de nuevo esta noche.
    }
report-answers-title = Preguntas con y sin respuesta
report-answers-description = si las preguntas tienen respuesta: cuántas, en cuánto tiempo, cuáles siguen abiertas
report-answers-sentence =
    { $questions ->
        [one] { $questions } pregunta:
       *[other] { $questions } preguntas:
    } { $byReply ->
        [one] { $byReply } respondida
       *[other] { $byReply } respondidas
    } con «responder» ({ $byReplyShare }), { $likely ->
        [one] { $likely } probablemente respondida
       *[other] { $likely } probablemente respondidas
    } ({ $likelyShare }), { $confirmed ->
        [one] { $confirmed } confirmada como resuelta
       *[other] { $confirmed } confirmadas como resueltas
    } ({ $confirmedShare }).
report-answers-few-replies = Solo { $share } de los mensajes de aquí usan «responder», así que muchas respuestas solo se pueden deducir.
report-answers-empty = Ninguna pregunta en este período
report-answers-by-reply = Con «responder»
report-answers-likely = Probables
report-answers-without = Sin respuesta
report-answers-open = Abiertas
report-answers-asked = Preguntas
report-answers-confirmed = Resueltas
report-answers-by-bots = Por bots
report-answers-half = la mitad en
report-answers-replies = Usan «responder»
report-answers-asked-at = Hechas entre
report-answers-within-hour = en 1 h
report-answers-age = hace { $age }
report-answers-explained = Probable: alguien contestó sin usar «responder», nombrando a quien preguntó o justo después. Unas 4 de 5 son ciertas. Resuelta: quien preguntó dio las gracias o dijo que funciona.

## La terminal
cli-about = Los mensajes de un grupo de Telegram como un pequeño data lake.
cli-version-option = muestra la versión
cli-help-option = muestra la ayuda del comando
cli-start = ejecuta el bot en esta máquina; sin token, un sandbox
cli-start-webhook = recibe actualizaciones en POST /webhook en vez de consultar a Telegram (requiere token)
cli-start-sample = lo que el sandbox abre en un lake vacío: lojistas (en portugués) o ubuntu (en inglés)
cli-start-contact =
    Falta PRIVACY_CONTACT: antes de archivar un grupo de verdad, la gente debe saber a quién preguntar por sus datos.
    Ponle una dirección o un @usuario, por ejemplo: PRIVACY_CONTACT=privacidad@example.org
cli-start-webhook-needs = --webhook necesita TELEGRAM_BOT_TOKEN y TELEGRAM_WEBHOOK_SECRET
cli-start-no-chat = TELEGRAM_CHAT_ID no está definido: añade @{ $bot } a tu grupo, y te dirá el id.
cli-starting = Iniciando…
cli-start-empty = El lake está vacío: empieza con el próximo mensaje.
cli-start-at-webhook = @{ $bot } recibe actualizaciones en { $url }/webhook. Ctrl-C lo detiene.
cli-start-polling = @{ $bot } está consultando Telegram. Ctrl-C lo detiene.
cli-replay = archiva actualizaciones de archivos, como si Telegram las hubiera entregado
cli-replay-files = .json o .ndjson, también .gz, o - para la entrada estándar
cli-replay-no-etl = deja los días de estas actualizaciones para lake etl, en vez de compactarlos
cli-import = importa el historial de un grupo de una exportación de Telegram Desktop
cli-import-file = result.json, un zip con él o la carpeta que escribió Telegram Desktop
cli-import-chat = qué chat del archivo, si hay varios
cli-import-zone = zona horaria de quien exportó, para exportaciones anteriores a 2022 (por defecto: la del lake)
cli-import-dry-run-option = dice qué se importaría y no guarda nada
cli-import-no-etl = deja los días para lake etl, en lugar de compactarlos
cli-summary-json = muestra el resumen en JSON
cli-etl = compacta las actualizaciones en Parquet: ayer y los días que cambiaron, o un rango
cli-etl-since = primer día, por ejemplo 2026-11-01
cli-etl-until = último día (incluido)
cli-erase = borra una persona o un mensaje de todo el lake; sin opciones, lo que se pidió en el chat
cli-erase-user = id de la persona en Telegram
cli-erase-chat = solo en este chat
cli-erase-message = un mensaje, por ejemplo -1001234567890:42
cli-erase-yes = borra sin preguntar
cli-report = muestra un informe como lo muestra el chat
cli-report-period = 7d, 24h, semana pasada, noviembre, 2026-11-01..2026-11-15, todo, … (por defecto 30d)
cli-report-chat = el grupo, si hay varios
cli-report-png = guarda el gráfico en un archivo
cli-rows-json = muestra {"{"}"columns": […], "rows": […]{"}"}
cli-rows-csv = muestra CSV con encabezado
cli-rows-raw = con --csv: deja como están los textos que una hoja de cálculo tomaría por fórmulas
cli-sql = consulta el lake en SQL (dialecto de Athena), solo lectura
cli-sql-statement = un SELECT, o - para leerlo de la entrada estándar
cli-sql-vertical = muestra cada fila como una lista de sus columnas
cli-sql-max-rows = como máximo tantas filas (1.000.000 si no se indica), o all, para todas
cli-connect = muestra un archivo que conecta una herramienta de BI con el lake en Athena
cli-connect-tool = powerbi (un archivo .pbids)
cli-connect-settings = define ATHENA_DATABASE, ATHENA_WORKGROUP y AWS_REGION: Power BI consulta Athena
cli-doctor = revisa token, grupo, permisos, almacenamiento, SQL y más; código de salida 1 cuando algo está mal
cli-destroy = elimina el lake entero, para siempre
cli-destroy-yes-option = no pregunta
cli-destroy-running = un bot está funcionando sobre { $where } (proceso { $pid }): deténlo primero
cli-destroy-empty = { $where }: no hay nada guardado
cli-destroy-what =
    { $where }: { $objects ->
        [one] { $objects } objeto
       *[other] { $objects } objetos
    }, { $megabytes } MB, { $days ->
        [one] { $days } día
       *[other] { $days } días
    }{ $older ->
        [0] {""}
        [one] , con { $older } versión antigua
       *[other] , con { $older } versiones antiguas
    }
cli-destroy-question = ¿Eliminar todo para siempre? (sí/no)
cli-destroy-hint = Escribe sí o no.
cli-destroy-yes = aquí no hay a quién preguntar: usa --yes para eliminar el lake
cli-destroy-kept = No se eliminó nada.
cli-destroy-removing = Eliminando…
cli-destroy-done = El lake está eliminado.
cli-webhook = gestiona adónde entrega Telegram
cli-webhook-set = le dice a Telegram adónde entregar las actualizaciones
cli-webhook-info = muestra lo que Telegram informa sobre las entregas
cli-webhook-delete = detiene las entregas; Telegram guarda las actualizaciones un día
cli-word-file = archivo
cli-word-day = día
cli-word-name = nombre
cli-word-period = período
cli-word-count = número
cli-word-statement = consulta
cli-word-tool = herramienta
cli-word-options = opciones
cli-word-command = comando
cli-title-usage = Uso:
cli-title-arguments = Argumentos:
cli-title-options = Opciones:
cli-title-global-options = Opciones generales:
cli-title-commands = Comandos:
cli-try = Prueba: { $command } --help
cli-unknown-command = comando desconocido: '{ $what }'
cli-unknown-option = opción desconocida: '{ $what }'
cli-missing-argument = falta el argumento '{ $what }'
cli-option-argument-missing = falta el valor de la opción '{ $what }'
cli-too-many-arguments = demasiados argumentos para '{ $what }'
cli-did-you-mean = (¿Quisiste decir { $meant }?)
cli-argument = { $name }: { $reason }
cli-choose-one = elige uno de { $options }
cli-raw-without-csv = --raw solo vale con --csv
cli-no-output = no se pudo escribir la salida: { $reason }
cli-etl-failed =
    { $days ->
        [one] { $days } día no se compactó; los demás, sí:
       *[other] { $days } días no se compactaron; los demás, sí:
    }
object-unreadable = no se puede leer { $key } ({ $reason }). Hazlo legible y ejecuta npx lake etl --since { $date } --until { $date }
cli-denied = sin permiso para { $path }: dáselo a este usuario o elige otro lugar
cli-read-only = no se puede escribir en { $path }: el disco es de solo lectura. Elige otro lugar
cli-disk-full = no queda espacio en el disco { $path }
cli-no-such-file = { $path } no existe
cli-is-folder = { $path } es una carpeta, no un archivo
cli-is-file = { $path }: hay un archivo donde debería haber una carpeta
cli-lake-empty = El lake está vacío. Inicia el bot (npm start) o archiva actualizaciones de archivos (npx lake replay ARCHIVO).
cli-nothing-compacted = Aún no hay nada compactado: ejecuta npx lake etl
cli-empty-statement = la consulta está vacía
cli-sql-rows =
    { $count ->
        [one] { $count } fila
       *[other] { $count } filas
    } en { $milliseconds } ms
cli-sql-cut = Estas son las primeras { $count } filas, y hay más: --max-rows indica cuántas mostrar; --csv y --json muestran cualquier cantidad
cli-columns-hidden =
    { $count ->
        [one] … y { $count } columna más: --vertical la muestra
       *[other] … y { $count } columnas más: --vertical las muestra
    }
cli-replay-progress = { $file }: { $read } actualizaciones leídas, { $stored } guardadas
cli-replay-summary =
    { $read ->
        [one] 1 actualización leída:
       *[other] { $read } actualizaciones leídas:
    } { $stored } guardadas, { $present } ya estaban, { $ignored } de otros chats, { $unreadable } ilegibles
cli-replay-withheld =
    { $updates ->
        [one] 1 actualización queda fuera, como pidió quien la envió
       *[other] { $updates } actualizaciones quedan fuera, como pidieron quienes las enviaron
    }
cli-replay-compacted =
    { $count ->
        [one] 1 día compactado: { $days }
       *[other] { $count } días compactados: { $days }
    }
cli-replay-left =
    { $count ->
        [one] queda 1 día para que lake etl lo compacte: { $days }
       *[other] quedan { $count } días para que lake etl los compacte: { $days }
    }
cli-replay-nothing = replay: nada en { $files } es una actualización de Telegram. Una exportación de Telegram Desktop es para npx lake import
cli-replay-not-read = replay: no se pudo leer { $file }: { $reason }
cli-replay-not-stored = replay: no se pudo guardar la actualización { $update } ({ $file }, línea { $line }): { $reason }. Guardadas hasta ahora: { $stored }; ejecuta el mismo comando de nuevo para continuar
cli-import-progress = { $file }: { $percent } %, { $messages } mensajes
import-summary =
    { $messages ->
        [one] 1 mensaje
       *[other] { $messages } mensajes
    } de { $people ->
        [one] 1 persona
       *[other] { $people } personas
    }
import-days =
    { $days ->
        [one] en 1 día: { $first }
       *[other] en { $days } días entre { $first } y { $last }
    }
import-present =
    { $messages ->
        [one] 1 mensaje ya estaba
       *[other] { $messages } mensajes ya estaban
    }
import-withheld =
    { $messages ->
        [one] 1 mensaje queda fuera: su autor pidió borrarlo
       *[other] { $messages } mensajes quedan fuera: sus autores pidieron borrarlos
    }
import-too-old =
    { $messages ->
        [one] 1 mensaje queda fuera: es más antiguo que lo que se conserva
       *[other] { $messages } mensajes quedan fuera: son más antiguos que lo que se conserva
    }
import-skipped = no entendidos: { $count } del tipo { $kind }
cli-import-dry-run = no se guardó nada: ejecútalo de nuevo sin --dry-run
import-html = { $file } es una exportación en HTML. En Telegram Desktop, exporta de nuevo y elige el formato «JSON legible por máquina»
import-no-result = { $file } no tiene result.json. En Telegram Desktop, exporta de nuevo y elige el formato «JSON legible por máquina»
import-many-json = { $file } tiene varios archivos JSON ({ $names }) y ningún result.json: descomprímelo y di cuál importar
import-not-json = { $file } no es JSON a partir del byte { $position }: está dañado o no es una exportación de Telegram Desktop
import-truncated =
    { $messages ->
        [one] { $file } termina a la mitad, después de 1 mensaje: exporta de nuevo o copia el archivo entero
       *[other] { $file } termina a la mitad, después de { $messages } mensajes: exporta de nuevo o copia el archivo entero
    }
import-no-export = { $file } no tiene ningún chat. En Telegram Desktop, abre el grupo, ⋮, «Exportar historial de chat» y elige «JSON legible por máquina»
import-zip = no se puede descomprimir { $file }: { $reason }
import-too-large = { $file } descomprimido pasa de { $megabytes } MB: impórtalo en la máquina, con npx lake import
import-lines-chat = { $file } no dice de qué grupo es: impórtalo con npx lake import e indica el grupo con --chat y su id
import-choose-chat = { $file } tiene varios chats: di cuál con --chat. Tiene: { $chats }
import-chat-missing = { $file } no tiene el chat { $chat }. Tiene: { $chats }
import-chat-foreign = { $file } es el historial de { $name } ({ $chat }), que no se archiva: añade { $chat } a TELEGRAM_CHAT_ID
import-several-chats = { $file } tiene varios grupos: en Telegram Desktop, abre solo el que interesa, ⋮, «Exportar historial de chat», y envíame ese archivo. Tiene: { $chats }
import-send-one = { $file } tiene varios archivos JSON ({ $names }) y ningún result.json: descomprímelo y envíame el que debo importar
import-not-archived = { $file } es el historial de { $name } ({ $chat }), un grupo que no guardo
import-not-yours = { $file } es el historial de { $name } ({ $chat }), y no eres administrador allí: uno de ellos tiene que enviarlo
import-over-limit = { $file } pasa de 20 MB, lo máximo que Telegram me deja descargar. Envíalo en un zip o impórtalo en la máquina, con npx lake import
import-file-gone = Ya no encuentro el archivo. Envíamelo de nuevo, por favor.
import-nameless = El archivo
import-offer = Todavía no guardé nada. ¿Lo importo?
button-import = Importar
import-nothing = No hay nada en él que importar.
import-done = Importado: los informes ya lo incluyen.
import-unchanged = Todo estaba ya: nada cambió.
import-left =
    { $days ->
        [one] Importado, pero 1 día todavía no está en los informes: pulsa el botón para seguir.
       *[other] Importado, pero { $days } días todavía no están en los informes: pulsa el botón para seguir.
    }
cli-range-reversed = el rango termina ({ $until }) antes de empezar ({ $since })
cli-etl-progress = compactando { $date } ({ $number } de { $total })
cli-etl-no-day = ningún día de este rango tiene mensajes
cli-etl-column-date = fecha
cli-etl-column-objects = objetos
cli-etl-column-updates = actualizaciones
cli-etl-column-rows = filas
cli-etl-column-unreadable = ilegibles
cli-etl-column-bytes = bytes
cli-etl-column-milliseconds = milisegundos
cli-etl-total = total
cli-erase-progress = examinando { $date } ({ $number } de { $total })
cli-erase-ask-user = ¿Borrar a la persona { $user } del lake ({ $messages ->
    [one] 1 mensaje
   *[other] { $messages } mensajes
} en { $days ->
    [one] 1 día
   *[other] { $days } días
}, y todas las menciones)? No se puede deshacer. (s/n)
cli-erase-ask-message = ¿Borrar el mensaje { $message } del chat { $chat }? No se puede deshacer. (s/n)
cli-erase-hint = Responde s (borrar) o n (dejarlo como está).
cli-erase-needs-yes = no se borró nada: aquí no hay a quién preguntar, así que usa --yes
cli-erase-left = No se borró nada.
cli-erase-one = elige uno: --user ID (con --chat ID para un solo chat) o --message CHAT:ID
cli-erase-id = { $option } es { $value }, que no es un id de Telegram: escribe un número entero o, en --message, el chat y el mensaje así: -1001234567890:42
cli-erase-is-chat = { $user } es un grupo archivado, no una persona
cli-erase-none = Nadie pidió borrar nada.
cli-erase-done = Borrado: { $requests ->
    [one] 1 petición
   *[other] { $requests } peticiones
}, { $objects ->
    [one] 1 objeto cambiado o eliminado
   *[other] { $objects } objetos cambiados o eliminados
}, { $days ->
    [0] ningún día compactado
    [one] 1 día compactado
   *[other] { $days } días compactados
} de nuevo.
cli-erase-stopped = Interrumpido antes del final. Lo que se va a borrar ya está oculto; ejecuta npx lake erase para terminar.
cli-erase-versions = Versiones anteriores en los buckets: { $versions } eliminadas.
cli-erase-versions-left = Las versiones anteriores en los buckets quedaron, porque estas credenciales no pueden eliminarlas: la regla "old-versions" de los buckets lo hace en un máximo de 30 días, hasta el { $date }.
cli-erase-elsewhere = En AWS, los resultados de consultas anteriores desaparecen en 7 días (regla "results") y los comandos que fallaron en 14 días (dead letters).
cli-etl-earlier =
    { $days ->
        [one] { $days } día está en un formato anterior y se compactará de nuevo
       *[other] { $days } días están en un formato anterior y se compactarán de nuevo
    }
cli-unknown-tool = herramienta desconocida: { $tool }. Elige powerbi
cli-unknown-report = informe desconocido: { $name }. Elige uno de estos: { $names }
cli-not-an-id = --chat: { $given } no es un id válido
cli-not-a-count = { $option }: { $given } no es un número a partir de 1, ni all
cli-no-group = ningún grupo elegido: usa --chat ID o define TELEGRAM_CHAT_ID (npx lake sql - < sql/analyses/freshness.sql lista los grupos compactados)
cli-choose-group = ningún grupo elegido: usa --chat ID o define TELEGRAM_CHAT_ID. El lake tiene: { $groups }
cli-unknown-chat = el lake no tiene mensajes de { $chat }. Tiene: { $groups }
cli-report-not-fresh = sin permiso para leer los mensajes nuevos o escribir en el lake: el informe muestra solo lo que ya está compactado
cli-report-no-former-ids = sin permiso para leer los ajustes del lake: los mensajes con los ids anteriores del grupo quedan fuera
cli-written = { $file } guardado
cli-webhook-https = Telegram solo entrega por https: { $url } no es una URL https
cli-webhook-url-missing = ¿qué URL? Escribe, por ejemplo: npx lake webhook set https://tu.servidor/webhook
cli-webhook-secret = falta TELEGRAM_WEBHOOK_SECRET: elige uno
cli-webhook-is-set = Telegram entrega en { $url }
cli-webhook-deleted = Webhook eliminado; Telegram guarda las actualizaciones un día
cli-no-token = falta TELEGRAM_BOT_TOKEN: pídele uno a @BotFather
cli-sandbox-host = el sandbox es solo para esta máquina: quita HOST o define TELEGRAM_BOT_TOKEN
cli-sandbox-buckets = el sandbox guarda el lake en una carpeta: quita AWS_S3_BUCKET y AWS_S3_ENRICHED o define TELEGRAM_BOT_TOKEN
cli-sandbox-open = El sandbox es un grupo de chat con el bot. Abre { $url }/ en el navegador.
cli-sandbox-listening =
    Funcionando en { $url } : escribe /stats allí como administrador. Ctrl-C lo detiene; el lake se conserva.
    Para usar tu propio grupo, pídele un token a @BotFather: mira "Your own group" en README.md.
cli-sample-ubuntu =
    Llenando el lake con una muestra: 30 días de un canal de soporte real (#ubuntu, del IRC
    disentanglement corpus, CC BY 4.0).
cli-sample-lojistas =
    Llenando el lake con una muestra: 30 días de un grupo ficticio de soporte a comerciantes, en portugués.
    En inglés, grupo y bot: LANGUAGE=en npm start, después de borrar la carpeta .lake.
cli-sample-with-token = --sample es para el sandbox, que se abre sin TELEGRAM_BOT_TOKEN
cli-sample-unknown = no hay ninguna muestra llamada { $sample }: existen { $samples }
cli-sample-other = el lake en { $dir } tiene la muestra { $held }: para abrir { $wanted }, borra esa carpeta o apunta LAKE_DIR a otra
cli-sample-not-empty = el lake en { $dir } tiene otros datos: para abrir la muestra { $wanted }, apunta LAKE_DIR a otra carpeta
cli-sample-progress = { $date }: { $done } de { $total } actualizaciones
cli-sample-refused = el webhook respondió { $status } a una actualización de la muestra: mira el log de arriba
cli-sample-done =
    {"  "}{ $updates } actualizaciones archivadas por el webhook en { $archived } s
    {"  "}compactadas en un archivo Parquet por día en { $compacted } s
cli-analysis-messages-per-day = Cuántos mensajes por día.
cli-analysis-messages-per-user-per-day = Cuántos mensajes escribió cada persona por día.
cli-analysis-average-text-length-per-user-per-day = La longitud media de los textos de cada persona, en caracteres, por día.
cli-analysis-messages-per-hour-weekday-week = Cuándo está activo el grupo: mensajes por hora, día de la semana (1 = lunes) y semana ISO.
cli-port-taken = http: no se puede usar { $host }: el puerto { $port } está ocupado; elige otro con PORT
cli-cannot-listen = http: no se puede usar { $host }: { $reason }
telegram-unreachable = No se puede llegar a Telegram: revisa la red
telegram-keep-trying = No se puede llegar a Telegram ({ $reason ->
        [timeout] sin respuesta
        [no-address] no encuentro su dirección: ¿tiene internet esta máquina?
        [not-telegram] otra cosa responde en su lugar: un proxy, o una red que pide iniciar sesión antes
        [unknown] sin conexión
       *[other] { $reason }
    }). Lo intentaré hasta que responda; Ctrl-C lo detiene.
telegram-slow = Esperando la respuesta de Telegram ({ $host }). Si tarda mucho, revisa la red.
telegram-answers = Telegram volvió a responder.
telegram-refuses = Telegram lo rechazó: { $reason }. ¿Es correcto TELEGRAM_API_ROOT?

## Configuración
config-invalid = Configuración no válida:
config-one-of = debe ser uno de estos: { $choices } (es { $given })
config-integer = { $given } no es un número entero de { $least } a { $most }
config-ids = { $given } no es un id válido: escribe números enteros separados por comas
config-group-ids = { $given } no es el id de un grupo: esos son negativos, como { $group }
config-day = no es un día: { $given }; escríbelo como 2026-11-01
config-time-zone = no es una zona horaria: { $given }; escríbela como America/Sao_Paulo
config-other-zone = TIME_ZONE es { $name }, pero este lake usa { $held }: define TIME_ZONE={ $held } o empieza un lake nuevo con otro LAKE_DIR u otros buckets
config-zone-damaged = { $file } en el lake está dañado: { $held } no es una zona horaria. Restaura el archivo o escribe en él la zona que el lake siempre tuvo, como { $name }
config-bucket-missing = falta { $missing }: un lake en S3 necesita un bucket raw y uno enriched
config-athena-missing = falta { $missing }: SQL en Athena necesita una base de datos y un workgroup
config-lake-dir = LAKE_DIR es { $path }: elige una carpeta cuya ruta no tenga * ? [ ] {"{"} {"}"} = \, que DuckDB lee como patrones
config-lake-dir-is-file = LAKE_DIR es { $dir }, que es un archivo: elige una carpeta
config-token = no parece un token (123456:ABC…): pídele uno a @BotFather
config-token-character = ningún token tiene el carácter { $character } (U+{ $code }): escríbelo como lo muestra @BotFather, 123456:ABC…
config-contact = escribe una línea de hasta { $most } caracteres, como privacidad@example.org o @usuario
config-privacy-unreadable = no se puede leer { $file } ({ $code })
config-privacy-length = { $file } tiene { $length } caracteres: escribe de 1 a { $most }
config-secret = puede tener de 1 a 256 caracteres entre A-Z, a-z, 0-9, _ y -
config-url = { $given } no es una URL válida
env-file-denied = no se puede leer { $path } ({ $code }): revisa los permisos
env-file-line = escribe NOMBRE=valor, o # antes de un comentario
env-file-unknown = no existe la variable { $name }: elige una de estas: { $choices }
env-file-twice = { $name } tiene otro valor más arriba: deja solo uno de los dos
env-file-hash = pon el valor de { $name } entre comillas: contiene un #
env-file-open-quote = el valor de { $name } empieza con comillas ({ $quote }) y no termina con ellas
env-file-after-quote = hay algo después de las comillas que cierran { $name }

## Almacenamiento
store-failed =
    almacenamiento: no se pudo { $operation ->
        [list] listar
        [write] escribir
        [delete] borrar
       *[read] leer
    } { $key } en el bucket { $bucket }: { $reason }. { $why ->
        [throttled] El almacenamiento recibe más peticiones de las que aguanta: espera un poco e inténtalo de nuevo
        [failing] El almacenamiento no funciona: inténtalo más tarde
        [unreachable] No hay conexión con el almacenamiento: revisa la red, AWS_ENDPOINT_URL y AWS_REGION
        [cut] La conexión se cortó todas las veces: revisa la red e inténtalo de nuevo
        [credentials] Las credenciales faltan, son incorrectas o han caducado: revisa AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY y AWS_PROFILE, o vuelve a iniciar sesión
        [denied] Estas credenciales no tienen permiso para eso: concede { $permission }
        [region] El bucket está en otra región: ponla en AWS_REGION
        [bucket] Ese bucket no existe: revisa AWS_S3_BUCKET, AWS_S3_ENRICHED y AWS_ENDPOINT_URL
        [clock] El reloj de esta máquina no va bien: ponlo en hora
        [contradiction] El servidor no cumple las reglas de la escritura condicional (If-None-Match): actualízalo o usa otro
       *[other] npx lake doctor revisa el almacenamiento
    }

## SQL
sql-read-only = el lake es de solo lectura: escribe un SELECT
sql-no-statement = no hay consulta: escribe un SELECT
sql-several = es una consulta a la vez, y aquí hay { $count }
sql-function = { $name }(…) no se permite aquí: consulta telegram, messages o questions
sql-file = «{ $file }» es un archivo: consulta telegram, messages o questions
sql-stopped = interrumpida después de { $seconds } s: pide menos días
sql-stopped-by-caller = la consulta se interrumpió
sql-too-large = exige demasiada memoria: pide menos
sql-damaged = los archivos Parquet de estos días están dañados: { $days }. Hazlos de nuevo a partir de los objetos brutos: npx lake etl --since { $since } --until { $until }. Sin ellos, restaura una copia o borra los archivos para quedarte sin esos días
sql-engine-says = La base de datos respondió, en inglés: { $reason }
