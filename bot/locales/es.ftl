## Períodos
period-unknown = No entiendo el período “{ $period }”. Prueba, por ejemplo: /stats 30d
period-reversed = El período termina ({ $until }) antes de empezar ({ $since }).

## Derechos
refused = Solo los administradores de este grupo pueden pedir informes.
refused-in-private = Respondo a administradores de los grupos que archivo. Si eres uno de ellos, pregunta en el grupo o aquí.
choose-group = ¿Qué grupo?

## Respuestas
rows-hidden =
    { $count ->
        [one] … y { $count } línea más
       *[other] … y { $count } líneas más
    }
report-footer = Datos hasta { $time } ({ $zone })
busy = Todavía estoy con pedidos anteriores de este chat. Vuelve a pedirlo en un minuto.
failed = Algo salió mal de mi lado. Referencia para quien me opera: { $reference }
menu = ¿Qué informe?
menu-of-group = ¿Qué informe de { $group }?

## Botones
button-period-7d = 7 d
button-period-30d = 30 d
button-period-90d = 90 d
button-period-all = todo
button-out-of-date = Este botón ya no sirve. Pídelo de nuevo con /reports
button-report-stats = Resumen
button-report-messages-per-day = Por día
button-report-messages-per-user = Personas
button-report-message-length = Longitud
button-report-hours = Horas
button-report-questions = Dudas
button-report-answers = Respuestas

## Comandos
command-start = cómo empezar
command-help = lo que sé hacer
command-privacy = qué se guarda, y tus derechos
command-reports = un menú con todos los informes
command-status = si todo llega y está al día
help = Archivo los mensajes de este grupo y respondo a sus administradores:
help-periods = Después del comando puedes decir un período: 7d, 30d, 90d, hoy, ayer, semana, mes, 2026-11, 2026-11-01..2026-11-15, todo. Sin período, son los últimos 30 días.
start =
    ¡Hola! Archivo los mensajes de un grupo y respondo preguntas sobre él: cuándo es más activo, qué dudas se repiten, si reciben respuesta.

    1. Desactiva mi modo de privacidad: @BotFather → /mybots → @{ $bot } → Bot Settings → Group Privacy → Turn off. Sin eso solo recibo comandos. (Hacerme administrador del grupo tiene el mismo efecto.)
    2. Añádeme al grupo. Te diré su id.
    3. Pon el id en TELEGRAM_CHAT_ID, arráncame de nuevo y añádeme otra vez.
    4. Pide /stats en el grupo.

    Lo que sé hacer: /help. Lo que guardo: /privacy.
privacy =
    Qué guardo: cada mensaje de este grupo tal como lo entrega Telegram (texto, leyendas, nombres e ids de quienes escriben, hora, respuestas, ediciones, reacciones, quién entra y sale). Los archivos en sí no se descargan.
    Para qué: para dar estadísticas a los administradores del grupo, y para nada más. Ni publicidad, ni entrenamiento de modelos.
    Dónde: en el almacenamiento de quien opera este bot, bajo su control.
    Cuánto tiempo: hasta que lo borre quien lo opera. Un mensaje que borras en Telegram sigue guardado, porque Telegram no avisa a los bots; pide que se elimine.
    Quién lo ve: los administradores ven informes; quien opera el bot puede leer el archivo.
    Tus derechos: saber qué se guarda sobre ti, corregirlo y borrarlo. Pídelo a los administradores de este grupo; ellos lo pasan a quien opera el bot.

## Estado
status-archived = Último mensaje archivado: { $time }
status-nothing-archived = Todavía no se ha archivado nada.
status-compacted = Compactado hasta el { $day } inclusive
status-nothing-compacted = Todavía no se ha compactado nada.
status-administrator = Soy administrador aquí, así que recibo todos los mensajes.
status-hears = El modo de privacidad está desactivado, así que recibo todos los mensajes. Como administrador recibiría también reacciones, entradas y salidas.
status-deaf = Estoy sordo aquí: el modo de privacidad está activado y no soy administrador, así que solo recibo comandos. Hazme administrador, o desactiva el modo de privacidad en @BotFather y añádeme de nuevo.
status-pending =
    { $count ->
        [one] { $count } actualización espera en Telegram.
       *[other] { $count } actualizaciones esperan en Telegram.
    }
status-no-error = Telegram no informa de ninguna entrega fallida.
status-error = Última entrega fallida ({ $time }): { $message }

## Un grupo que no se archiva
strange-chat = No estoy configurado para el grupo «{ $group }». Su id es { $id }: ponlo en TELEGRAM_CHAT_ID, arráncame de nuevo y añádeme otra vez. Por ahora me voy.
