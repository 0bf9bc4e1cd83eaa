## Periods
period-unknown = I don't know the period “{ $period }”. Try, for example: /stats 30d
period-reversed = The period ends ({ $until }) before it begins ({ $since }).

## Rights
refused = Only the administrators of this group can ask for reports.
refused-in-private = I answer administrators of groups that I archive. If you are one, ask me in the group or here.
choose-group = Which group?

## Answers
rows-hidden =
    { $count ->
        [one] … and { $count } more line
       *[other] … and { $count } more lines
    }
report-footer = Data up to { $time } ({ $zone })
busy = I am still working on earlier requests of this chat. Please ask again in a minute.
failed = Something went wrong on my side. Reference for whoever runs me: { $reference }
menu = Which report?
menu-of-group = Which report on { $group }?

## Buttons
button-period-7d = 7 d
button-period-30d = 30 d
button-period-90d = 90 d
button-period-all = all
button-out-of-date = This button is out of date. Ask again with /reports
button-report-stats = Overview
button-report-messages-per-day = Per day
button-report-messages-per-user = People
button-report-message-length = Length
button-report-hours = Hours
button-report-questions = Questions
button-report-answers = Answers

## Commands
command-start = how to begin
command-help = what I can do
command-privacy = what is stored, and your rights
command-reports = a menu of all reports
command-status = whether everything arrives and is up to date
help = I archive this group's messages and answer its administrators:
help-periods = After a command you can name a period: 7d, 30d, 90d, today, yesterday, week, month, 2026-11, 2026-11-01..2026-11-15, all. Without one it is the last 30 days.
start =
    Hello! I archive a group's messages and answer questions about it: when it is active, which doubts recur, whether they are answered.

    1. Switch my privacy mode off: @BotFather → /mybots → @{ $bot } → Bot Settings → Group Privacy → Turn off. Otherwise I hear only commands. (Making me an administrator of the group does the same.)
    2. Add me to the group. I will tell you its id.
    3. Put the id into TELEGRAM_CHAT_ID, start me again, and add me once more.
    4. Ask /stats in the group.

    What I can do: /help. What I store: /privacy.
privacy =
    What I store: every message of this group as Telegram delivers it (text, captions, names and ids of senders, time, replies, edits, reactions, who joins and leaves). Files themselves are not downloaded.
    Why: to give the group's administrators statistics, and for nothing else. No advertising, no training of models.
    Where: in the storage of whoever runs this bot, under their control.
    How long: until they delete it. A message that you delete in Telegram stays stored, because Telegram does not tell bots of deletions; ask to have it removed.
    Who sees it: the administrators see reports; whoever runs the bot can read the archive.
    Your rights: to know what is stored about you, to have it corrected or erased. Ask the administrators of this group; they pass it on to whoever runs the bot.

## Status
status-archived = Last message archived: { $time }
status-nothing-archived = Nothing has been archived yet.
status-compacted = Compacted up to and including { $day }
status-nothing-compacted = Nothing has been compacted yet.
status-administrator = I am an administrator here, so I get every message.
status-hears = Privacy mode is off, so I get every message. As an administrator I would get reactions and membership changes too.
status-deaf = I am deaf here: privacy mode is on and I am no administrator, so I get only commands. Make me an administrator, or switch privacy mode off at @BotFather and add me again.
status-pending =
    { $count ->
        [one] { $count } update is waiting at Telegram.
       *[other] { $count } updates are waiting at Telegram.
    }
status-no-error = Telegram reports no failed delivery.
status-error = Last failed delivery ({ $time }): { $message }

## A group that is not archived
strange-chat = I am not set up for the group “{ $group }”. Its id is { $id }: put it into TELEGRAM_CHAT_ID, start me again, and add me once more. I am leaving now.
