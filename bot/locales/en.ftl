## Periods
period-unknown = I don't know the period “{ $period }”. Try, for example: { $command } 30d
period-reversed = The period ends ({ $until }) before it begins ({ $since }). Try: { $command } { $until }..{ $since }

## Rights
refused = Only the administrators of this group can ask for reports.
refused-in-private = I answer only administrators of the groups I archive. If you are one, ask me in that group.
choose-group = Which group?

## Answers
rows-hidden =
    { $count ->
        [one] … and { $count } more line
       *[other] … and { $count } more lines
    }
report-footer = Data up to { $time } ({ $zone })
report-footer-complete = Data complete ({ $zone })
report-deaf = I don't get every message of this group, so these figures are too low: /status says why.
report-footer-since = Data from { $since } to { $time } ({ $zone })
report-footer-since-complete = Data complete from { $since } on ({ $zone })
busy = I'm still working on earlier requests from this chat. Please ask again in a minute.
away = I was away when you asked { $commands }. If no answer has come, please ask again.
failed = Something went wrong on my side. Reference for the bot's operator: { $reference }
report-too-large = This asks for too much at once: choose fewer days. Reference for the bot's operator: { $reference }
answer-in-private = This answer is for a group in which I can't write:
answer-cut = (Cut: it was too long for one message.)
day-damaged = The data of { $date } is damaged ({ $file }). Make it again from the raw objects: npx lake etl --since { $date } --until { $date }. Without those, restore a copy of the file, or delete it to go without that day.
day-foreign = The data of { $date } was not written by this program ({ $file }). Make it again from the raw objects: npx lake etl --since { $date } --until { $date }. Without those, restore a copy of the file, or delete it to go without that day.
day-missing = The data of { $date } is missing ({ $file }). Make it from the raw objects: npx lake etl --since { $date } --until { $date }
day-unreadable = The data of { $date } cannot be read ({ $file }). Give this program access to the file, or delete it and make it again: npx lake etl --since { $date } --until { $date }
menu = Which report?
menu-of-group = Which report for { $group }?

## Buttons
button-period-7d = 7 d
button-period-30d = 30 d
button-period-90d = 90 d
button-period-all = all
button-out-of-date = This button is out of date. Ask again with /reports
button-details = Details
button-less = Less
button-explain = How do you know?
button-report-stats = Overview
button-report-messages-per-day = Per day
button-report-messages-per-user = People
button-report-message-length = Length
button-report-hours = Hours
button-report-questions = Questions
button-report-answers = Answers

## Commands
command-start = how to get started
command-help = what I can do
command-privacy = what is stored, and your rights
command-mydata = what is stored of me, as a file
command-optout = store nothing more of me
command-optin = store my messages again
command-forgetme = erase everything of mine
command-forget = erase the message I reply to
command-reports = a menu of all reports
command-status = whether messages are arriving and data is up to date
help = I archive this group's messages and answer its administrators' questions:
help-periods = You can add a period after a command: 7d, 24h, today, yesterday, week, last month, november, 2026, 11/15, 11/01 to 11/15, all. The default is the last 30 days.
help-import = History from before my time: in Telegram Desktop, open the group, ⋮, “Export chat history”, choose “Machine-readable JSON”, and send me the file in private.
start =
    Hello! I archive a group's messages and answer questions about it: when it is active, which questions keep coming up, whether they get answered.

    1. Turn my privacy mode off: @BotFather → /mybots → @{ $bot } → Bot Settings → Group Privacy → Turn off. Otherwise I only get commands. (Making me an administrator of the group has the same effect.)
    2. Add me to the group, and answer the question in the program's terminal. (Starting it with TELEGRAM_CHAT_ID, the group's id, has the same effect.)
    3. Type /stats in the group.

    What I can do: /help. What I store: /privacy.
privacy =
    What I store
    Every message of this group as Telegram delivers it: text, captions, contacts and locations shared in it, names and ids of those who write, the language of their app, time, replies, edits, reactions, who joins and leaves, and presses of my buttons. Not the files themselves. If I refuse someone a report, I keep their id for up to two months, so that I don't keep saying so.

    Why
    To give the group's administrators statistics, and nothing else. No advertising, no model training.

    Who sees it
    The administrators see reports. The bot's operator can read all that is stored.

    Where
    In storage that belongs to the operator and is under their control.

    How long
    { $days ->
        [0] Until the operator deletes it
       *[other] { $days } days
    }; on Amazon S3, old versions are kept for up to 30 days after that. Telegram doesn't tell bots about deletions: what you delete there stays here until it is erased here too (/forget).
privacy-contact =
    Questions
    { $contact ->
        [nobody] Ask the administrators of this group.
       *[other] Write to { $contact }.
    }
privacy-notice =
    Hello! From now on I archive this group's messages: texts, names and times, no files. The administrators get statistics from them; the operator of this bot ({ $contact }) can read them and keeps them { $days ->
        [0] until they delete them
       *[other] for { $days } days
    }. Telegram doesn't tell me what you delete there, so that stays here.

    You'd rather not? /optout or /forgetme. What I have of you: /mydata. Why, where and how long: /privacy
privacy-choice =
    Your choice
    /mydata – what I have of you, as a file in private
    /optout – from now on I keep neither your text nor your name; /optin undoes it
    /forgetme – erases all that I have of you
    /forget – as a reply to a message of yours, erases that message; administrators can erase any
mydata-file =
    { $count ->
        [0] I have nothing of you.
        [one] What I have of you: { $count } entry.
       *[other] What I have of you: { $count } entries.
    }
mydata-about =
    What this archive holds of you, as Telegram delivered it. What others wrote is left out. { $since ->
        [all] It is complete.
       *[other] It goes back to { $since }: ask the contact in /privacy for what is older.
    }
mydata-sent = I've sent it to you in private.
personal-start-me = I can't write to you in private yet. Open a chat with me, press Start, and send the command there.
personal-anonymous = I can't tell who you are while you write as a chat. Write to me in private.
optout-done = Done. From now on I keep neither your text nor your name; you count as “someone”. /optin undoes it, /forgetme erases what is there already.
optin-done = Welcome back. From now on I keep your messages again, as /privacy says.
forgetme-confirm = Shall I erase everything that I have of you: your messages, your name, and what others quoted of you? It cannot be undone. From then on I keep neither your text nor your name (/optin changes that). The messages in Telegram stay.
button-forgetme = Yes, erase it
button-keepme = No, keep it
forgetme-done = Done: nothing of yours is shown any more, and by tomorrow it is erased for good. I'll tell you in private.
forgetme-kept = All right, everything stays as it is.
forgetme-not-yours = Only the person who asked can press this.
forgetme-receipt = As you asked, I have erased everything that I had of you.
forget-done = Done: that message is not shown any more in reports, and by tomorrow it is erased for good.
forget-how = Send /forget in the group, as a reply to the message that I shall erase.
forget-refused = You can have your own messages erased; those of others only an administrator can.

## Checks
check-token-ok = Token: I'm @{ $bot } ({ $name })
check-token-wrong = Token: Telegram doesn't accept TELEGRAM_BOT_TOKEN. Copy it again: @BotFather → /mybots → your bot → API Token
check-token-missing = Token: TELEGRAM_BOT_TOKEN is not set, so npm start opens the sandbox. For your own group, get a token from @BotFather
check-token-needed = Token: TELEGRAM_CHAT_ID is set, but TELEGRAM_BOT_TOKEN is not. Get a token from @BotFather (/newbot), or unset TELEGRAM_CHAT_ID to open the sandbox
check-network-ok = Network: Telegram answers ({ $host })
check-network-wrong = Network: Telegram cannot be reached ({ $host }: { $reason ->
        [timeout] no answer
        [no-address] no address found for it: is this machine online?
        [not-telegram] something else answers in its place: a proxy, or a network that wants you to log in first
        [unknown] no connection
       *[other] { $reason }
    })
check-network-error = Network: Telegram answers with an error ({ $host }: { $reason })
check-contact-ok = Privacy contact: { $contact }
check-contact-missing = Privacy contact: PRIVACY_CONTACT is not set, so npm start archives no group. Set it to an address or @username that people can write to about their data
check-webhook-none = Webhook: none, so I ask Telegram for updates myself
check-webhook-set = Webhook: Telegram delivers updates to { $host }
check-webhook-missing = Webhook: none, so nothing arrives here. Set it with: npx lake webhook set https://…/webhook
check-webhook-expected = Webhook: none, although TELEGRAM_WEBHOOK_SECRET is set. npm start works without one; npm start -- --webhook gets nothing until you set one: npx lake webhook set https://…/webhook
check-webhook-elsewhere = Webhook: Telegram delivers my updates to { $host }, so I get none here (409). Stop that with: npx lake webhook delete
check-webhook-polled = Webhook: another program is getting my updates with the same token (409). Stop it, or give each program a bot of its own
check-group-none = Group: none yet. Keep npm start running and add @{ $bot } to your group
check-group-ok = Group: “{ $group }” ({ $id })
check-group-moved = Group: { $id } became a supergroup; its id is now { $new }
check-group-unknown = Group: I don't know { $id }. Add @{ $bot } to the group, or correct TELEGRAM_CHAT_ID
check-group-unknown-short = Group: I don't know { $id }. Add @{ $bot } to the group, or correct TELEGRAM_CHAT_ID: a supergroup's id begins with -100, perhaps { $longer }
check-group-error = Group: Telegram doesn't tell me about { $id } ({ $reason })
check-member-ok = Member: I'm in the group
check-member-wrong = Member: I'm not in the group. Add @{ $bot } to it
check-member-removed = Member: I was removed from { $id }. Add @{ $bot } to the group again
check-privacy-ok = Privacy mode: off, so I get every message. (If I was in the group before that, remove me and add me again.)
check-privacy-wrong = Privacy mode: on, so I only get commands. @BotFather → /mybots → @{ $bot } → Bot Settings → Group Privacy → Turn off; then remove me from the group and add me again. Or make me an administrator of the group
check-administrator-ok = Administrator: yes, so I get every message, reactions, and who joins and leaves
check-administrator-not = Administrator: no, so I don't get reactions, or who joins and leaves
check-sending-ok = Rights: I may send messages and pictures
check-sending-text = Rights: I may not send pictures, so reports come as text. Group → Edit → Permissions → Send Media → Photos, or make me an administrator
check-sending-nothing = Rights: I may not write here, so nobody gets an answer. Group → Edit → Permissions → Send Messages, or make me an administrator
check-answers-undelivered = Answers: the last one that I could not send was at { $time } ({ $reason })
check-deliveries-ok = Deliveries: Telegram reports none that failed
check-deliveries-failed = Deliveries: the last one that failed was at { $time } ({ $message })
check-deliveries-pending =
    Deliveries: { $count ->
        [one] { $count } update is waiting at Telegram
       *[other] { $count } updates are waiting at Telegram
    }
check-secret-ok = Secret: TELEGRAM_WEBHOOK_SECRET is set
check-secret-none = Secret: none, and without a webhook none is needed
check-secret-short = Secret: TELEGRAM_WEBHOOK_SECRET is easy to guess. Use { $least } characters or more, then run npx lake webhook set again
check-secret-unknown = Secret: a webhook is set, but TELEGRAM_WEBHOOK_SECRET is not set here
check-secret-refused = Secret: Telegram's deliveries are refused (401), because the webhook was set with another secret. Run npx lake webhook set again
check-archived-ok = Archive: the last message is from { $time }
check-archived-nothing = Archive: no message yet
check-compaction-ok = Compaction: done up to and including { $day }
check-compaction-nothing = Compaction: nothing compacted yet
check-compaction-missing =
    Compaction: { $count ->
        [one] { $count } day is missing ({ $since })
       *[other] { $count } days are missing (from { $since } to { $until })
    }. Run npx lake etl --since { $since } --until { $until }
check-gaps-none = Update ids: none missing in the last { $days } days
check-gaps-small = Update ids: { $count } missing in the last { $days } days, a few at a time, as private chats with me leave them
check-gaps-large = Update ids: { $count } in a row are missing after { $after }, in the last { $days } days. Messages were lost: Telegram keeps them for a day only, and for one program only
check-quarantine-none = Quarantine: empty, all updates could be read
check-quarantine-some =
    Quarantine: { $count ->
        [one] { $count } update could not be read and was set aside ({ $first })
       *[other] { $count } updates could not be read and were set aside (the first: { $first })
    }. After an update of this program, npx lake replay takes such a file in; then delete it
check-store-ok = Store: can be read and written ({ $place })
check-store-wrong = Store: cannot be written ({ $place }): { $reason }
check-store-denied = Store: no right to write in { $place }. Give it to this user, or set LAKE_DIR to another folder
check-store-read-only = Store: { $place } is on a disk that is read-only. Set LAKE_DIR to another folder
check-store-full = Store: no space left in { $place }. Make room before messages are lost
check-store-overwrites = Store: the server of { $place } ignores If-None-Match, so an update whose id comes again would replace another. Update the server, or use another
check-damage-none =
    Damage: none, { $checked ->
        [one] { $checked } day checked
       *[other] { $checked } days checked
    }
check-damage-found =
    Damage: { $checked ->
        [one] { $checked } day checked
       *[other] { $checked } days checked
    }, { $count } damaged: { $days }. Make each again: npx lake etl --since { $since } --until { $until }
check-damage-lost =
    Damage: { $checked ->
        [one] { $checked } day checked
       *[other] { $checked } days checked
    }, { $count } damaged: { $days }, and no raw objects to make them again from: { $lost }. Restore copies of their files, or delete them to go without those days; then run npx lake etl
check-store-unreadable = Store: cannot be read: { $reason }
check-zone-ok = Time zone: { $zone }
check-zone-wrong = Time zone: TIME_ZONE is { $zone }, but this lake uses { $held }. Set TIME_ZONE={ $held }
check-size-ok = Size: { $raw } raw objects, { $days } compacted days, { $state } objects of my own state
check-space-ok = Free space: { $gigabytes } GB
check-space-few = Free space: only { $megabytes } MB
check-space-full = Free space: only { $megabytes } MB. Make room before messages are lost
check-readers-ok =
    Readers: { $mode ->
        [group] the owner of the lake's files and their group
        [all] everybody on this machine
       *[private] only the owner of the lake's files
    }
check-readers-more = Readers: { $folder } is open to more users of this machine than LAKE_MODE={ $mode } says. Run { $command }
check-clock-ok = Clock: agrees with Telegram's
check-clock-off = Clock: { $seconds } s { $how ->
        [fast] ahead of
       *[slow] behind
    } Telegram's. Turn on automatic time on this machine
check-engine-ok =
    SQL: works on { $rows ->
        [one] { $rows } message
       *[other] { $rows } messages
    }
check-engine-wrong = SQL: does not work: { $reason }

## A group that is not archived
strange-chat = I'm not set up for the group “{ $group }”. Its id is { $id }: put it in TELEGRAM_CHAT_ID, restart the program, and add me again. I'm leaving for now.
strange-chat-waiting = I don't archive the group “{ $group }” yet. Its id is { $id }: start the program with TELEGRAM_CHAT_ID={ $id }. I'll wait here; until then I store nothing.
strange-chat-offered = I don't archive the group “{ $group }” yet: the program asks in its terminal whether to. (TELEGRAM_CHAT_ID={ $id } does it too.) I'll wait here; until then I store nothing.

## A group that the operator is asked about, in the terminal
offer-question = Archive “{ $group }” ({ $id }{ $by ->
        [nobody] {""}
       *[other] , added by { $by }
    })? (y/n){" "}
offer-line =
    Not archived yet: “{ $group }” ({ $id }{ $by ->
        [nobody] {""}
       *[other] , added by { $by }
    }). To archive it, stop the program and start it with:
      TELEGRAM_CHAT_ID={ $ids } npm start
offer-hint = Please answer y (archive it) or n (leave the group).
offer-accepted = “{ $group }” is archived from now on. Type /stats there.
offer-declined = “{ $group }” is not archived; I leave it.
offer-gone = I'm not in “{ $group }” any more, so nothing changes.

## Sandbox
sandbox-hint = Type /stats as { $name } (admin), then try the buttons below the answer.
sandbox-hint-filling = Filling the lake with the sample: { $done } of { $total } messages. You can already write.
sandbox-still-filling = The sample is still being filled in: { $done } of { $total } messages so far.
sandbox-hint-close = Hide this hint
sandbox-members = { $count } members
sandbox-typing = { $name } is typing
sandbox-messages = Messages
sandbox-write = Write as { $name }
sandbox-write-as = Write as
sandbox-send = Send
sandbox-commands = Commands
sandbox-join = { $name } is not in this group.
sandbox-join-as = Join as { $name }
sandbox-reply = Reply
sandbox-edit = Edit
sandbox-editing = Edit message
sandbox-react = React
sandbox-cancel = Cancel
sandbox-edited = edited
sandbox-bot = bot
sandbox-owner = owner
sandbox-admin = admin
sandbox-anonymous = anonymous admin
sandbox-member = member
sandbox-stranger = not a member
sandbox-today = Today
sandbox-yesterday = Yesterday
sandbox-newest = Jump to the latest message
sandbox-picture = Picture by { $name }
sandbox-picture-gone = Picture no longer kept
sandbox-close = Close
sandbox-offline = The program has stopped. Start it again with npm start; this page will reconnect by itself.
sandbox-chat = Chat
sandbox-topics = Topics
sandbox-all-topics = All
sandbox-general = General
sandbox-group = Group
sandbox-private = With the bot in private
sandbox-private-with = private chat with { $name }
sandbox-lake = Lake
sandbox-lake-about = Every message is stored as it arrives, then compacted into one Parquet file per day.
sandbox-raw-today = Raw objects today
sandbox-stored = Last stored
sandbox-nothing-stored = Write something and watch it arrive here.
sandbox-compacted = Last compaction
sandbox-compacted-rows = Rows: { $rows } · { $milliseconds } ms
sandbox-compacted-never = None yet
sandbox-waiting = New messages waiting
sandbox-up-to-date = Up to date
sandbox-compact = Compact now
sandbox-days = Rows per day
sandbox-day-rows = { $day } · rows: { $rows }
sandbox-sql = SQL
sandbox-sql-run = Run
sandbox-sql-stop = Stop
sandbox-sql-stopped = Stopped.
sandbox-sql-examples = Examples
sandbox-sql-rows = Rows: { $rows } · { $milliseconds } ms
sandbox-sql-rows-cut = Rows: the first { $rows } · { $milliseconds } ms
sandbox-sql-more = Showing the first { $shown }.
sandbox-sql-empty = No rows.
sandbox-joined = { $name } joined the group
sandbox-left = { $name } left the group
sandbox-pinned = { $name } pinned a message
sandbox-renamed = The group is now called { $title }
sandbox-service = Something changed in the group
sandbox-unsupported = { $type }: not shown on this page
sandbox-not-a-member = { $name } is not in this group.
sandbox-not-yours = Only the author of a message can edit it.
sandbox-empty = Write something first.
sandbox-too-long = The message is too long: at most 4,096 characters.
sandbox-no-message = That message is not there any more.

## Reports
report-period-days =
    { $days ->
        [one] last day ({ $until })
       *[other] last { $days } days ({ $since } to { $until })
    }
report-period-hours =
    { $hours ->
        [one] last hour (since { $since })
       *[other] last { $hours } hours (since { $since })
    }
report-period-today = today ({ $day })
report-period-yesterday = yesterday ({ $day })
report-period-week = this week ({ $since } to { $until })
report-period-month = this month ({ $since } to { $until })
report-period-all = all time ({ $since } to { $until })
report-period-until = { $period } (up to { $until })
report-period-range = { $since } to { $until }
report-day = { $weekday }, { $date }
report-compared-day = { $day }
report-compared-range = { $since } to { $until }
report-up-to = { $period }, up to { $time }
report-per-week = by week
report-per-month = by month
report-span-day = Day
report-span-hour = Hour
report-span-week = Week of
report-span-month = Month
report-try-longer = Try a longer one, such as 90d.
report-nothing-earlier =
    There is nothing earlier: the archive of this group begins { $since ->
        [now] now
       *[other] on { $since }
    }.
report-no-data = No messages in this period
report-someone = Someone
report-unknown-person = (no name)
report-hour = { $from }:00–{ $to }:00
report-hour-start = { $hour }:00
report-points = { $points } pts
report-messages = messages
report-messages-per-hour = messages per hour, on average
report-messages-count =
    { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    }
report-messages-average =
    { $messages ->
        [one] { $messages } message on average
       *[other] { $messages } messages on average
    }
report-mean = { $days }-day mean
report-messages-short = Messages
report-people = People
report-person = Person
report-total = Total
report-change = Change
report-change-new = new
report-average = Average
report-average-per-day = Per day
report-texts = Texts
report-weekday = Day
report-peak = Peak
report-stats-title = Overview
report-stats-description = overview: messages, people, peak, answers, and how they changed
report-stats-sentence =
    { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    } by { $people ->
        [one] { $people } person.
       *[other] { $people } people.
    }
report-stats-change =
    Compared with { $period }: messages{ $per ->
        [day] {" "}per day
       *[period] {""}
    } { $messages }, people { $people }.
report-stats-compared =
    Compared with { $period }{ $per ->
        [day] {" "}(messages per day)
       *[period] {""}
    }.
report-stats-confirmed-remark =
    { $questions ->
        [one] The asker of { $questions } question says that it is solved.
       *[other] The askers of { $questions } questions say that they are solved.
    }
report-stats-most-active =
    { $name } wrote the most: { $messages ->
        [one] { $messages } message.
       *[other] { $messages } messages.
    }
report-stats-nothing-before = For comparison: { $period } had no messages.
report-stats-no-lake-before = There is no data yet for the previous period to compare with.
report-stats-peak = Peak: { $hour } ({ $messages }).
report-stats-answers =
    { $questions ->
        [one] { $questions } question:
       *[other] { $questions } questions:
    } { $byReply } answered by reply, { $likely } likely answered.
report-stats-empty = No messages in this period.
report-stats-answered = Questions answered
report-stats-messages = Messages
report-stats-people = People
report-stats-questions = Questions
report-stats-by-reply = Replied to
report-stats-likely = Likely answered
report-stats-confirmed = Solved
report-stats-by-bots = By bots
report-stats-hour = Peak
report-stats-was = was { $place }
report-messages-per-hour-title = Messages per hour
report-messages-per-day-title = Messages per day
report-messages-per-day-description = how many messages per day
report-messages-per-day-sentence =
    { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    } in { $days ->
        [one] { $days } day
       *[other] { $days } days
    }{ $isClipped ->
        [yes] {" "}(since { $since }, the first day archived)
       *[no] {""}
    }, { $average } per day on average. The busiest day was { $day }, with { $most ->
        [one] { $most } message.
       *[other] { $most } messages.
    }
report-messages-per-day-empty = No messages in this period.
report-messages-per-user-title = Who writes the most
report-messages-per-user-description = who writes the most, and how much
report-messages-per-user-sentence =
    { $name } wrote the most: { $messages } of { $all ->
        [one] { $all } message
       *[other] { $all } messages
    } ({ $share }). { $people ->
        [one] Only { $people } person wrote.
       *[other] { $people } people wrote in total.
    }
report-messages-per-user-empty = Nobody wrote in this period.
report-message-length-bar =
    { $average } ({ $texts ->
        [one] { $texts } text
       *[other] { $texts } texts
    })
report-group-average = group average:
report-message-length-title = Average text length, in characters
report-message-length-description = average length of each person's messages
report-message-length-sentence =
    { $name } writes the longest texts: { $average } characters on average over { $texts ->
        [one] { $texts } text.
       *[other] { $texts } texts.
    } The overall average is { $all }. { $people ->
        [one] The ranking covers the { $people } person with
       *[other] The ranking covers the { $people } people with
    } { $minimum } or more texts.
report-message-length-empty = No texts in this period.
report-hours-title = When the group talks
report-hours-description = the hours and weekdays when the group is most active
report-hours-sentence = Peak: { $weekday }, { $hour } ({ $messages }, { $share } of the total).
report-hours-empty = No messages in this period.
report-questions-title = Recurring questions
report-questions-description = which questions keep coming up
report-people-asking = people who ask
report-questions-sentence =
    { $topics ->
        [one] { $topics } question keeps coming up:
       *[other] { $topics } questions keep coming up. Most people ask:
    } “{ $label }” ({ $people ->
        [one] { $people } person,
       *[other] { $people } people,
    } { $questions ->
        [one] { $questions } time).
       *[other] { $questions } times).
    }
report-questions-none = Too few people ask the same thing to group their questions. The latest:
report-questions-empty = No questions in this period
report-questions-cut = Only the latest { $most } questions are counted.
report-topic-people =
    { $people ->
        [one] { $people } person
       *[other] { $people } people
    }
report-topic-new = new
report-topic-rising = rising, { $before }× before
report-topic-since = since { $since }
report-topic-answered =
    { $answered ->
        [0] No answer found.
       *[other] { $answered }/{ $questions } answered{ $likely ->
            [0] {""}
           *[other] {" "}({ $likely } likely)
        }, { $answered ->
            [one] in { $median }.
           *[other] half in { $median }.
        }
    }
report-topic-question = “{ $question }”
report-best-answer = answer
report-earlier-days =
    { $days ->
        [one] I don't know the questions of { $days } day yet: it will be compacted again tonight.
       *[other] I don't know the questions of { $days } days yet: they will be compacted again tonight.
    }
report-answers-title = Questions with and without an answer
report-answers-description = do questions get answered: how many, how fast, what is still open
report-answers-sentence =
    { $questions ->
        [one] { $questions } question:
       *[other] { $questions } questions:
    } { $byReply } answered by reply ({ $byReplyShare }), { $likely } likely answered ({ $likelyShare }), { $confirmed } confirmed as solved ({ $confirmedShare }).
report-answers-few-replies = Only { $share } of the messages here are replies, so many answers can only be inferred.
report-answers-empty = No questions in this period
report-answers-by-reply = By reply
report-answers-likely = Likely
report-answers-without = No answer
report-answers-open = Open
report-answers-asked = Questions
report-answers-confirmed = Solved
report-answers-by-bots = By bots
report-answers-half = half within
report-answers-replies = Replies, of all
report-answers-asked-at = Asked at
report-answers-within-hour = in 1 hour
report-answers-age = { $age } ago
report-answers-explained = Likely: somebody wrote back without “reply”, by naming the asker or next in the talk. About 4 of 5 are right. Solved: the asker said thanks or that it works.

## The terminal
cli-about = A Telegram group's messages as a small data lake.
cli-version-option = print the version
cli-help-option = display help for command
cli-start = run the bot on this machine; without a token, a sandbox
cli-start-webhook = receive updates at POST /webhook instead of polling (needs a token)
cli-start-sample = what the sandbox opens in an empty lake: lojistas (in Portuguese) or ubuntu (in English)
cli-start-contact =
    PRIVACY_CONTACT is missing: before I archive a real group, people must know whom to ask about their data.
    Set it to an address or a @username, for example: PRIVACY_CONTACT=privacy@example.org
cli-start-webhook-needs = --webhook needs TELEGRAM_BOT_TOKEN and TELEGRAM_WEBHOOK_SECRET
cli-start-no-chat = TELEGRAM_CHAT_ID is not set: add @{ $bot } to your group, and it will tell you the id.
cli-starting = Starting…
cli-start-empty = The lake is empty: it starts with the next message.
cli-start-at-webhook = @{ $bot } receives updates at { $url }/webhook. Press Ctrl-C to stop.
cli-start-polling = @{ $bot } is polling Telegram for updates. Press Ctrl-C to stop.
cli-replay = archive updates from files, as if Telegram had delivered them
cli-replay-files = .json or .ndjson, optionally .gz, or - for standard input
cli-replay-no-etl = leave the days of these updates to lake etl, instead of compacting them
cli-import = import the history of a group from a Telegram Desktop export
cli-import-file = result.json, a zip with it, or the folder that Telegram Desktop wrote
cli-import-chat = which chat of the file, if it has several
cli-import-zone = time zone of whoever exported, for exports before 2022 (default: the lake's)
cli-import-dry-run-option = say what would be imported, and store nothing
cli-import-no-etl = leave the days to lake etl, instead of compacting them
cli-summary-json = print the summary as JSON
cli-etl = compact raw updates into Parquet: yesterday and changed days, or a range
cli-etl-since = first day, e.g. 2026-11-01
cli-etl-until = last day (inclusive)
cli-erase = erase a person or a message from the whole lake; without options, what people asked for in the chat
cli-erase-user = Telegram's id of the person
cli-erase-chat = in this chat alone
cli-erase-message = one message, e.g. -1001234567890:42
cli-erase-yes = erase without asking
cli-report = print a report as the chat shows it
cli-report-period = 7d, 24h, last week, november, 2026-11-01..2026-11-15, all, … (default 30d)
cli-report-chat = the group, if several are archived
cli-report-png = write the chart to a file
cli-rows-json = print {"{"}"columns": […], "rows": […]{"}"}
cli-rows-csv = print CSV with a header
cli-rows-raw = with --csv: leave texts that a spreadsheet would take for formulas as they are
cli-sql = query the lake in SQL (Athena's dialect), read-only
cli-sql-statement = a SELECT, or - to read it from standard input
cli-sql-vertical = print each row as a list of its columns
cli-sql-max-rows = at most so many rows (1,000,000 if not given), or all
cli-connect = print a file that connects a BI tool to the lake in Athena
cli-connect-tool = powerbi (a .pbids file)
cli-connect-settings = set ATHENA_DATABASE, ATHENA_WORKGROUP and AWS_REGION: Power BI queries Athena
cli-doctor = check token, group, rights, store, SQL and more; exit code 1 when something is wrong
cli-destroy = remove the whole lake for good
cli-destroy-yes-option = do not ask
cli-destroy-running = a bot is running on { $where } (process { $pid }): stop it first
cli-destroy-empty = { $where }: nothing is stored there
cli-destroy-what =
    { $where }: { $objects ->
        [one] { $objects } object
       *[other] { $objects } objects
    }, { $megabytes } MB, { $days ->
        [one] { $days } day
       *[other] { $days } days
    }{ $older ->
        [0] {""}
        [one] , with { $older } older version
       *[other] , with { $older } older versions
    }
cli-destroy-question = Remove all of it for good? (yes/no)
cli-destroy-hint = Write yes or no.
cli-destroy-yes = nobody can be asked here: add --yes to remove the lake
cli-destroy-kept = Nothing was removed.
cli-destroy-removing = Removing…
cli-destroy-done = The lake is removed.
cli-webhook = manage where Telegram delivers
cli-webhook-set = tell Telegram where to deliver updates
cli-webhook-info = show what Telegram reports about deliveries
cli-webhook-delete = stop deliveries; Telegram keeps updates for a day
cli-word-file = file
cli-word-day = day
cli-word-name = name
cli-word-period = period
cli-word-count = count
cli-word-statement = statement
cli-word-tool = tool
cli-word-options = options
cli-word-command = command
cli-title-usage = Usage:
cli-title-arguments = Arguments:
cli-title-options = Options:
cli-title-global-options = Global Options:
cli-title-commands = Commands:
cli-try = Try: { $command } --help
cli-unknown-command = unknown command '{ $what }'
cli-unknown-option = unknown option '{ $what }'
cli-missing-argument = missing required argument '{ $what }'
cli-option-argument-missing = option '{ $what }' argument missing
cli-too-many-arguments = too many arguments for '{ $what }'
cli-did-you-mean = (Did you mean { $meant }?)
cli-argument = { $name }: { $reason }
cli-choose-one = choose one of { $options }
cli-raw-without-csv = --raw goes with --csv
cli-no-output = could not write the output: { $reason }
cli-etl-failed =
    { $days ->
        [one] { $days } day is not compacted; the others are done:
       *[other] { $days } days are not compacted; the others are done:
    }
object-unreadable = { $key } cannot be read ({ $reason }). Make it readable, then run npx lake etl --since { $date } --until { $date }
cli-denied = no permission for { $path }: give it to this user, or choose another place
cli-read-only = { $path } cannot be written: its disk is read-only. Choose another place
cli-disk-full = no space left on the disk { $path }
cli-no-such-file = { $path } does not exist
cli-is-folder = { $path } is a folder, not a file
cli-is-file = { $path }: there is a file where a folder should be
cli-lake-empty = The lake is empty. Start the bot (npm start), or archive updates from files (npx lake replay FILE).
cli-nothing-compacted = Nothing is compacted yet: run npx lake etl
cli-empty-statement = the statement is empty
cli-sql-rows =
    { $count ->
        [one] { $count } row
       *[other] { $count } rows
    } in { $milliseconds } ms
cli-sql-cut = These are the first { $count } rows, and there are more: --max-rows sets how many, --csv and --json print any number
cli-columns-hidden =
    { $count ->
        [one] … and { $count } more column: --vertical shows it
       *[other] … and { $count } more columns: --vertical shows them
    }
cli-replay-progress = { $file }: { $read } updates read, { $stored } stored
cli-replay-summary =
    { $read ->
        [one] 1 update read:
       *[other] { $read } updates read:
    } { $stored } stored, { $present } already there, { $ignored } from other chats, { $unreadable } unreadable
cli-replay-withheld =
    { $updates ->
        [one] 1 update is left out, as whoever it is from asked
       *[other] { $updates } updates are left out, as those whom they are from asked
    }
cli-replay-compacted =
    { $count ->
        [one] compacted 1 day: { $days }
       *[other] compacted { $count } days: { $days }
    }
cli-replay-left =
    { $count ->
        [one] left for lake etl to compact: 1 day: { $days }
       *[other] left for lake etl to compact: { $count } days: { $days }
    }
cli-replay-nothing = replay: nothing in { $files } is an update of Telegram. An export of Telegram Desktop is for npx lake import
cli-replay-not-read = replay: could not read { $file }: { $reason }
cli-replay-not-stored = replay: could not store update { $update } ({ $file }, line { $line }): { $reason }. Stored so far: { $stored }; run the same command again to continue
cli-import-progress = { $file }: { $percent } %, { $messages } messages
import-summary =
    { $messages ->
        [one] 1 message
       *[other] { $messages } messages
    } by { $people ->
        [one] 1 person
       *[other] { $people } people
    }
import-days =
    { $days ->
        [one] on 1 day: { $first }
       *[other] on { $days } days between { $first } and { $last }
    }
import-present =
    { $messages ->
        [one] 1 message was there already
       *[other] { $messages } messages were there already
    }
import-withheld =
    { $messages ->
        [one] 1 message is left out: its author had it erased
       *[other] { $messages } messages are left out: their authors had them erased
    }
import-too-old =
    { $messages ->
        [one] 1 message is left out: it is older than what is kept
       *[other] { $messages } messages are left out: they are older than what is kept
    }
import-skipped = not understood: { $count } of the kind { $kind }
cli-import-dry-run = nothing is stored: run it again without --dry-run
import-html = { $file } is an HTML export. In Telegram Desktop, export again and choose “Machine-readable JSON” as the format
import-no-result = { $file } holds no result.json. In Telegram Desktop, export again and choose “Machine-readable JSON” as the format
import-many-json = { $file } holds several JSON files ({ $names }) and no result.json: unpack it and name the one to import
import-not-json = { $file } is not JSON from byte { $position } on: it is damaged, or no export of Telegram Desktop
import-truncated =
    { $messages ->
        [one] { $file } ends in the middle, after 1 message: export again, or copy the whole file
       *[other] { $file } ends in the middle, after { $messages } messages: export again, or copy the whole file
    }
import-no-export = { $file } holds no chat. In Telegram Desktop, open the group, ⋮, “Export chat history”, and choose “Machine-readable JSON”
import-zip = { $file } cannot be unpacked: { $reason }
import-too-large = { $file } unpacks to more than { $megabytes } MB: import it on the machine, with npx lake import
import-lines-chat = { $file } doesn't say which group it is of: import it with npx lake import, and name the group with --chat and its id
import-choose-chat = { $file } holds several chats: name one with --chat. It has: { $chats }
import-chat-missing = { $file } has no chat { $chat }. It has: { $chats }
import-chat-foreign = { $file } is the history of { $name } ({ $chat }), which is not archived: add { $chat } to TELEGRAM_CHAT_ID
import-several-chats = { $file } holds several groups: in Telegram Desktop, open just the one, ⋮, “Export chat history”, and send me that. It has: { $chats }
import-send-one = { $file } holds several JSON files ({ $names }) and no result.json: unpack it and send me the one to import
import-not-archived = { $file } is the history of { $name } ({ $chat }), which I don't archive
import-not-yours = { $file } is the history of { $name } ({ $chat }), and you are no administrator there: one of them has to send it
import-over-limit = { $file } is larger than 20 MB, the most that Telegram lets me download. Send it as a zip, or import it on the machine, with npx lake import
import-file-gone = I can't find the file any more. Please send it again.
import-nameless = The file
import-offer = Nothing is stored yet. Shall I import it?
button-import = Import
import-nothing = There is nothing in it to import.
import-done = Imported: the reports include it.
import-unchanged = All of it was there already: nothing has changed.
import-left =
    { $days ->
        [one] Imported, but 1 day is not in the reports yet: press the button to go on.
       *[other] Imported, but { $days } days are not in the reports yet: press the button to go on.
    }
cli-range-reversed = the range ends ({ $until }) before it begins ({ $since })
cli-etl-progress = compacting { $date } ({ $number } of { $total })
cli-etl-no-day = no day in this range has raw objects
cli-etl-column-date = date
cli-etl-column-objects = objects
cli-etl-column-updates = updates
cli-etl-column-rows = rows
cli-etl-column-unreadable = unreadable
cli-etl-column-bytes = bytes
cli-etl-column-milliseconds = milliseconds
cli-etl-total = total
cli-erase-progress = looking through { $date } ({ $number } of { $total })
cli-erase-ask-user = Erase person { $user } from the lake ({ $messages ->
    [one] 1 message
   *[other] { $messages } messages
} on { $days ->
    [one] 1 day
   *[other] { $days } days
}, and every mention)? This cannot be undone. (y/n)
cli-erase-ask-message = Erase message { $message } of chat { $chat }? This cannot be undone. (y/n)
cli-erase-hint = Please answer y (erase) or n (leave it).
cli-erase-needs-yes = nothing was erased: nobody can be asked here, so add --yes
cli-erase-left = Nothing was erased.
cli-erase-one = choose one: --user ID (with --chat ID for one chat alone) or --message CHAT:ID
cli-erase-id = { $option } is { $value }, not a Telegram id: write a whole number, or for --message the chat and the message like -1001234567890:42
cli-erase-is-chat = { $user } is an archived group, not a person
cli-erase-none = Nobody has asked for anything to be erased.
cli-erase-done = Erased: { $requests ->
    [one] 1 request
   *[other] { $requests } requests
}, { $objects ->
    [one] 1 object
   *[other] { $objects } objects
} changed or deleted, { $days ->
    [0] no day
    [one] 1 day
   *[other] { $days } days
} compacted again.
cli-erase-stopped = Stopped before the end. What is to be erased is hidden; run npx lake erase to finish.
cli-erase-versions = Earlier versions in the buckets: { $versions } deleted.
cli-erase-versions-left = Earlier versions in the buckets were left, since these credentials may not delete them: the buckets' rule "old-versions" does within 30 days, by { $date }.
cli-erase-elsewhere = On AWS, results of earlier queries go within 7 days (rule "results"), commands that failed within 14 days (dead letters).
cli-etl-earlier =
    { $days ->
        [one] { $days } day is of an earlier form and will be compacted again
       *[other] { $days } days are of an earlier form and will be compacted again
    }
cli-unknown-tool = unknown tool { $tool }: choose powerbi
cli-unknown-report = unknown report { $name }: choose one of { $names }
cli-not-an-id = --chat: { $given } is not a valid id
cli-not-a-count = { $option }: { $given } is neither a number from 1 on nor all
cli-no-group = no group selected: pass --chat ID or set TELEGRAM_CHAT_ID (npx lake sql - < sql/analyses/freshness.sql lists the compacted groups)
cli-choose-group = no group selected: pass --chat ID or set TELEGRAM_CHAT_ID. The lake holds: { $groups }
cli-unknown-chat = the lake holds no message of { $chat }. It holds: { $groups }
cli-report-not-fresh = no right to read new messages or to write to the lake: the report covers only what is already compacted
cli-report-no-former-ids = no right to read the lake's settings: messages under the group's former ids are left out
cli-written = { $file } written
cli-webhook-https = Telegram delivers to https only: { $url } is not an https URL
cli-webhook-url-missing = which URL? Write, for example: npx lake webhook set https://your.host/webhook
cli-webhook-secret = TELEGRAM_WEBHOOK_SECRET is missing: choose one
cli-webhook-is-set = Telegram delivers to { $url }
cli-webhook-deleted = Webhook deleted; Telegram keeps updates for a day
cli-no-token = TELEGRAM_BOT_TOKEN is missing: get one from @BotFather
cli-sandbox-host = the sandbox is for this machine only: unset HOST, or set TELEGRAM_BOT_TOKEN
cli-sandbox-buckets = the sandbox keeps its lake in a folder: unset AWS_S3_BUCKET and AWS_S3_ENRICHED, or set TELEGRAM_BOT_TOKEN
cli-sandbox-open = The sandbox is a group chat with the bot. Open { $url }/ in your browser.
cli-sandbox-listening =
    Listening at { $url } : type /stats there as an admin. Press Ctrl-C to stop; the lake is kept.
    To use your own group, get a token from @BotFather: see "Your own group" in README.md.
cli-sample-ubuntu =
    Filling the lake with a sample: 30 days of a real support channel (#ubuntu, from the IRC
    disentanglement corpus, CC BY 4.0).
cli-sample-lojistas =
    Filling the lake with a sample: 30 days of a made-up support group of shopkeepers, in Portuguese.
    In English, group and bot: LANGUAGE=en npm start, after you delete the folder .lake.
cli-sample-with-token = --sample is for the sandbox, which opens without TELEGRAM_BOT_TOKEN
cli-sample-unknown = no sample is called { $sample }: there are { $samples }
cli-sample-other = the lake in { $dir } holds the sample { $held }: to open { $wanted }, delete that folder or set LAKE_DIR to another
cli-sample-not-empty = the lake in { $dir } holds other data: to open the sample { $wanted }, set LAKE_DIR to another folder
cli-sample-progress = { $date }: { $done } of { $total } updates
cli-sample-refused = the webhook answered { $status } to a sample update: see the log above
cli-sample-done =
    {"  "}archived { $updates } updates through the webhook in { $archived } s
    {"  "}compacted them into one Parquet file per day in { $compacted } s
cli-analysis-messages-per-day = How many messages per day.
cli-analysis-messages-per-user-per-day = How many messages each person wrote per day.
cli-analysis-average-text-length-per-user-per-day = The average length of each person's texts, in characters, per day.
cli-analysis-messages-per-hour-weekday-week = When the group is active: messages per hour, weekday (1 = Monday) and ISO week.
cli-port-taken = http: cannot listen on { $host }: port { $port } is taken: choose another with PORT
cli-cannot-listen = http: cannot listen on { $host }: { $reason }
telegram-unreachable = Telegram cannot be reached: check the network
telegram-keep-trying = Telegram cannot be reached ({ $reason ->
        [timeout] no answer
        [no-address] no address found for it: is this machine online?
        [not-telegram] something else answers in its place: a proxy, or a network that wants you to log in first
        [unknown] no connection
       *[other] { $reason }
    }). Trying until it answers; Ctrl-C stops.
telegram-slow = Waiting for Telegram ({ $host }). If this takes long, check the network.
telegram-answers = Telegram answers again.
telegram-refuses = Telegram refused: { $reason }. Is TELEGRAM_API_ROOT right?

## Settings
config-invalid = Invalid configuration:
config-one-of = must be one of: { $choices } (got { $given })
config-integer = { $given } is not a whole number from { $least } to { $most }
config-ids = { $given } is not a valid id: write whole numbers separated by commas
config-group-ids = { $given } is not a group's id: those are negative, such as { $group }
config-day = not a day: { $given }, write it as 2026-11-01
config-time-zone = not a time zone: { $given }, write it as America/Sao_Paulo
config-other-zone = TIME_ZONE is { $name }, but this lake uses { $held }: set TIME_ZONE={ $held }, or start a new lake with another LAKE_DIR or other buckets
config-zone-damaged = { $file } in the lake is damaged: { $held } is no time zone. Restore it, or write into it the zone that the lake has always had, as { $name }
config-bucket-missing = { $missing } is missing: a lake on S3 needs a raw and an enriched bucket
config-athena-missing = { $missing } is missing: SQL on Athena needs a database and a workgroup
config-lake-dir = LAKE_DIR is { $path }: choose a folder whose path has none of * ? [ ] {"{"} {"}"} = \, DuckDB reads those as patterns
config-lake-dir-is-file = LAKE_DIR is { $dir }, which is a file: choose a folder
config-token = does not look like a token (123456:ABC…): get one from @BotFather
config-token-character = no token has the character { $character } (U+{ $code }): write it as @BotFather does, 123456:ABC…
config-contact = write one line of at most { $most } characters, such as privacy@example.org or @username
config-privacy-unreadable = { $file } cannot be read ({ $code })
config-privacy-length = { $file } has { $length } characters: write 1 to { $most }
config-secret = may have 1 to 256 characters of A-Z, a-z, 0-9, _ and -
config-url = { $given } is not a valid URL
env-file-denied = { $path } cannot be read ({ $code }): check its permissions
env-file-line = write NAME=value, or # before a comment
env-file-unknown = there is no setting { $name }: choose one of { $choices }
env-file-twice = { $name } has another value further up: keep one of the two
env-file-hash = put quotes around the value of { $name }: it holds a #
env-file-open-quote = the value of { $name } begins with a quote ({ $quote }) and does not end with one
env-file-after-quote = something stands behind the closing quote of { $name }

## Store
store-failed =
    store: could not { $operation ->
        [list] list
        [write] write
        [delete] delete
       *[read] read
    } { $key } in bucket { $bucket }: { $reason }. { $why ->
        [throttled] The store is asked for more than it can do: wait a little and try again
        [failing] The store is out of order: try again later
        [unreachable] The store cannot be reached: check the network, AWS_ENDPOINT_URL and AWS_REGION
        [cut] The connection broke each time: check the network, then try again
        [credentials] The credentials are missing, wrong or expired: check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_PROFILE, or log in again
        [denied] These credentials have no right to do that: allow { $permission }
        [region] The bucket is in another region: set AWS_REGION to it
        [bucket] There is no such bucket: check AWS_S3_BUCKET, AWS_S3_ENRICHED and AWS_ENDPOINT_URL
        [clock] The clock of this machine is wrong: set it
        [contradiction] The server does not keep to the rules of conditional writes (If-None-Match): update it, or use another
       *[other] npx lake doctor checks the store
    }

## SQL
sql-read-only = the lake is read only: write a SELECT
sql-no-statement = there is no statement: write a SELECT
sql-several = expected one statement, got { $count }
sql-function = { $name }(…) is not allowed here: query telegram, messages or questions
sql-file = “{ $file }” is a file: query telegram, messages or questions
sql-stopped = stopped after { $seconds } s: ask for fewer days
sql-stopped-by-caller = the statement was stopped
sql-too-large = takes too much memory: ask for less
sql-damaged = the Parquet files of these days are damaged: { $days }. Make them again from their raw objects: npx lake etl --since { $since } --until { $until }. Without those, restore a copy, or delete the files to go without these days
sql-engine-says = { $reason }
