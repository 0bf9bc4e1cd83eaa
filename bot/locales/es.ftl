## Períodos
period-unknown = No entiendo el período «{ $period }». Prueba, por ejemplo: /stats 30d
period-reversed = El período termina ({ $until }) antes de empezar ({ $since }).

## Derechos
refused = Solo los administradores de este grupo pueden pedir informes.
refused-in-private = Solo respondo a administradores de los grupos que archivo. Si eres uno de ellos, pregunta en ese grupo.
choose-group = ¿Qué grupo?

## Respuestas
rows-hidden =
    { $count ->
        [one] … y { $count } línea más
       *[other] … y { $count } líneas más
    }
report-footer = Datos hasta { $time } ({ $zone })
busy = Todavía estoy procesando pedidos anteriores de este chat. Vuelve a pedirlo en un minuto.
failed = Algo salió mal de mi lado. Referencia para quien opera el bot: { $reference }
menu = ¿Qué informe?
menu-of-group = ¿Qué informe de { $group }?

## Botones
button-period-7d = 7 d
button-period-30d = 30 d
button-period-90d = 90 d
button-period-all = todo
button-out-of-date = Este botón ya no sirve. Pídelo de nuevo con /reports
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
command-reports = un menú con todos los informes
command-status = si los mensajes llegan y los datos están al día
help = Archivo los mensajes de este grupo y respondo las preguntas de sus administradores:
help-periods = Puedes agregar un período al comando: 7d, 30d, 90d, hoy, ayer, semana, mes, 2026-11, 2026-11-01..2026-11-15, todo. Si no, son los últimos 30 días.
start =
    ¡Hola! Archivo los mensajes de un grupo y respondo preguntas sobre él: cuándo es más activo, qué dudas se repiten, si reciben respuesta.

    1. Desactiva mi modo de privacidad: @BotFather → /mybots → @{ $bot } → Bot Settings → Group Privacy → Turn off. Sin eso solo recibo comandos. (Hacerme administrador del grupo tiene el mismo efecto.)
    2. Agrégame al grupo. Te diré su id.
    3. Pon el id en TELEGRAM_CHAT_ID, reinicia el programa y agrégame de nuevo.
    4. Envía /stats en el grupo.

    Lo que sé hacer: /help. Lo que guardo: /privacy.
privacy =
    Qué guardo: cada mensaje de este grupo tal como lo entrega Telegram (texto, leyendas, contactos y ubicaciones compartidos en él, nombres e ids de quienes escriben, el idioma de su aplicación, hora, respuestas, ediciones, reacciones, quién entra y sale) y las pulsaciones de mis botones. Los archivos en sí no se descargan. Si le niego un informe a alguien, guardo su id para avisarle una sola vez.
    Para qué: para dar estadísticas a los administradores del grupo, y nada más. Sin publicidad, sin entrenamiento de modelos.
    Dónde: en el almacenamiento de quien opera este bot, bajo su control.
    Cuánto tiempo: hasta que lo borre quien opera el bot; en Amazon S3, las versiones antiguas se guardan hasta 30 días más. Un mensaje que borras en Telegram sigue guardado, porque Telegram no avisa a los bots; pide que lo eliminen.
    Quién lo ve: los administradores ven informes; quien opera el bot puede leer el archivo.
    Tus derechos: saber qué se guarda sobre ti, corregirlo y borrarlo. Pídelo a los administradores de este grupo; ellos le pasan el pedido a quien opera el bot, que lo atiende.

## Estado
status-archived = Último mensaje archivado: { $time }
status-nothing-archived = Todavía no se ha archivado nada.
status-compacted = Compactado hasta el { $day } inclusive
status-nothing-compacted = Todavía no se ha compactado nada.
status-administrator = Soy administrador aquí, así que recibo todos los mensajes.
status-hears = El modo de privacidad está desactivado, así que recibo todos los mensajes. Como administrador también recibiría reacciones, entradas y salidas.
status-deaf = No recibo todo aquí: el modo de privacidad está activado y no soy administrador, así que solo recibo comandos. Hazme administrador, o desactiva el modo de privacidad en @BotFather y agrégame de nuevo.
status-pending =
    { $count ->
        [one] { $count } actualización espera en Telegram.
       *[other] { $count } actualizaciones esperan en Telegram.
    }
status-no-error = Telegram no informa ninguna entrega fallida.
status-error = Última entrega fallida ({ $time }): { $message }

## Un grupo que no se archiva
strange-chat = No estoy configurado para el grupo «{ $group }». Su id es { $id }: ponlo en TELEGRAM_CHAT_ID, reinicia el programa y agrégame de nuevo. Por ahora me voy.

## Sandbox
sandbox-hint = Escribe /stats como { $name } (admin) y prueba los botones debajo de la respuesta.
sandbox-hint-filling = Cargando la muestra en el lago: { $done } de { $total } mensajes. Ya puedes escribir.
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
report-period-today = hoy ({ $day })
report-period-yesterday = ayer ({ $day })
report-period-week = esta semana ({ $since } a { $until })
report-period-month = este mes ({ $since } a { $until })
report-period-all = todo el período hasta { $until }
report-period-range = { $since } a { $until }
report-per-week = por semana
report-per-month = por mes
report-span-day = Día
report-span-week = Semana del
report-span-month = Mes
report-no-data = Ningún mensaje en este período
report-unknown-person = (sin nombre)
report-hour = { $from }–{ $to } h
report-points = { $points } p.p.
report-messages = mensajes
report-messages-short = Mensajes
report-people = Personas
report-person = Persona
report-total = Total
report-change = Variación
report-average = Promedio
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
report-stats-change = Respecto al período anterior: mensajes { $messages }, personas { $people }.
report-stats-nothing-before = En el período anterior no hubo mensajes.
report-stats-no-lake-before = El archivo no cubre todo el período anterior.
report-stats-peak = Pico: { $hour } ({ $messages ->
        [one] { $messages } mensaje
       *[other] { $messages } mensajes
    }).
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
report-stats-empty = Ningún mensaje en este período. Prueba uno más largo, como /stats 90d
report-stats-messages = Mensajes
report-stats-people = Personas
report-stats-questions = Preguntas
report-stats-by-reply = Con «responder»
report-stats-likely = Probables
report-stats-confirmed = Resueltas
report-stats-by-bots = Por bots
report-stats-hour = Pico
report-messages-per-day-title = Mensajes por día
report-messages-per-day-description = cuántos mensajes por día
report-messages-per-day-sentence =
    { $messages ->
        [one] { $messages } mensaje
       *[other] { $messages } mensajes
    } en { $days ->
        [one] { $days } día,
       *[other] { $days } días,
    } { $average } por día en promedio. El día más activo fue { $day }, con { $most }.
report-messages-per-day-empty = Ningún mensaje en este período. Prueba uno más largo, como /messages_per_day 90d
report-messages-per-user-title = Quién escribe más
report-messages-per-user-description = quién escribe más y cuánto
report-messages-per-user-sentence =
    { $name } escribió más: { $messages } de { $all ->
        [one] { $all } mensaje
       *[other] { $all } mensajes
    } ({ $share }). { $people ->
        [one] Solo escribió { $people } persona.
       *[other] En total escribieron { $people } personas.
    }
report-messages-per-user-empty = Nadie escribió en este período. Prueba uno más largo, como /messages_per_user 90d
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
report-message-length-empty = Ningún texto en este período. Prueba uno más largo, como /message_length 90d
report-hours-title = Cuándo conversa el grupo
report-hours-description = en qué horas y días de la semana el grupo es más activo
report-hours-sentence = Pico: { $weekday }, { $hour } ({ $messages ->
        [one] { $messages } mensaje
       *[other] { $messages } mensajes
    }, { $share } del total).
report-hours-empty = Ningún mensaje en este período. Prueba uno más largo, como /hours 90d
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
report-answers-link = ver
report-answers-explained = Probable: alguien contestó sin usar «responder», nombrando a quien preguntó o justo después. Unas 4 de 5 son ciertas. Resuelta: quien preguntó dio las gracias o dijo que funciona.
