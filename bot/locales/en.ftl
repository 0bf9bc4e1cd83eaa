## Periods
period-unknown = I don't know the period “{ $period }”. Try, for example: /stats 30d
period-reversed = The period ends ({ $until }) before it begins ({ $since }).

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
busy = I'm still working on earlier requests from this chat. Please ask again in a minute.
failed = Something went wrong on my side. Reference for the bot's operator: { $reference }
menu = Which report?
menu-of-group = Which report for { $group }?

## Buttons
button-period-7d = 7 d
button-period-30d = 30 d
button-period-90d = 90 d
button-period-all = all
button-out-of-date = This button is out of date. Ask again with /reports
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
command-reports = a menu of all reports
command-status = whether messages are arriving and data is up to date
help = I archive this group's messages and answer its administrators' questions:
help-periods = You can add a period after a command: 7d, 30d, 90d, today, yesterday, week, month, 2026-11, 2026-11-01..2026-11-15, all. The default is the last 30 days.
start =
    Hello! I archive a group's messages and answer questions about it: when it is active, which questions keep coming up, whether they get answered.

    1. Turn my privacy mode off: @BotFather → /mybots → @{ $bot } → Bot Settings → Group Privacy → Turn off. Otherwise I only get commands. (Making me an administrator of the group has the same effect.)
    2. Add me to the group. I'll tell you its id.
    3. Put the id in TELEGRAM_CHAT_ID, restart the program, and add me again.
    4. Type /stats in the group.

    What I can do: /help. What I store: /privacy.
privacy =
    What I store: every message of this group as Telegram delivers it (text, captions, contacts and locations shared in it, names and ids of senders, the language of their app, time, replies, edits, reactions, who joins and leaves), and presses of my buttons. The files themselves are not downloaded. If I refuse someone a report, I keep their id so that I say so only once.
    Why: to give the group's administrators statistics, and nothing else. No advertising, no model training.
    Where: in storage that belongs to the bot's operator and is under their control.
    How long: until the operator deletes it; on Amazon S3, old versions are kept for up to 30 days after that. A message you delete in Telegram stays in the archive, because Telegram does not tell bots about deletions; ask to have it removed.
    Who sees it: administrators see reports; the operator can read the archive.
    Your rights: to know what is stored about you, and to have it corrected or erased. Ask this group's administrators; they will pass your request on to the operator, who will carry it out.

## Status
status-archived = Last message archived: { $time }
status-nothing-archived = Nothing has been archived yet.
status-compacted = Compacted up to and including { $day }
status-nothing-compacted = Nothing has been compacted yet.
status-administrator = I'm an administrator here, so I get every message.
status-hears = Privacy mode is off, so I get every message. As an administrator I would also get reactions and membership changes.
status-deaf = I don't get everything here: privacy mode is on and I'm not an administrator, so I only get commands. Make me an administrator, or turn privacy mode off in @BotFather and add me again.
status-pending =
    { $count ->
        [one] { $count } update is waiting at Telegram.
       *[other] { $count } updates are waiting at Telegram.
    }
status-no-error = Telegram reports no failed deliveries.
status-error = Last failed delivery ({ $time }): { $message }

## A group that is not archived
strange-chat = I'm not set up for the group “{ $group }”. Its id is { $id }: put it in TELEGRAM_CHAT_ID, restart the program, and add me again. I'm leaving for now.

## Sandbox
sandbox-hint = Type /stats as { $name } (admin), then try the buttons below the answer.
sandbox-hint-filling = Filling the lake with the sample: { $done } of { $total } messages. You can already write.
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
report-period-today = today ({ $day })
report-period-yesterday = yesterday ({ $day })
report-period-week = this week ({ $since } to { $until })
report-period-month = this month ({ $since } to { $until })
report-period-all = all time up to { $until }
report-period-range = { $since } to { $until }
report-per-week = by week
report-per-month = by month
report-span-day = Day
report-span-week = Week of
report-span-month = Month
report-no-data = No messages in this period
report-unknown-person = (no name)
report-hour = { $from }:00–{ $to }:00
report-points = { $points } pts
report-messages = messages
report-messages-short = Messages
report-people = People
report-person = Person
report-total = Total
report-change = Change
report-average = Average
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
report-stats-change = Compared with the previous period: messages { $messages }, people { $people }.
report-stats-nothing-before = There were no messages in the previous period.
report-stats-no-lake-before = The archive does not cover the whole previous period.
report-stats-peak = Peak: { $hour } ({ $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    }).
report-stats-answers =
    { $questions ->
        [one] { $questions } question:
       *[other] { $questions } questions:
    } { $byReply } answered by reply, { $likely } likely answered.
report-stats-empty = No messages in this period. Try a longer one, such as /stats 90d
report-stats-messages = Messages
report-stats-people = People
report-stats-questions = Questions
report-stats-by-reply = Replied to
report-stats-likely = Likely answered
report-stats-confirmed = Solved
report-stats-by-bots = By bots
report-stats-hour = Peak
report-messages-per-day-title = Messages per day
report-messages-per-day-description = how many messages per day
report-messages-per-day-sentence =
    { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    } in { $days ->
        [one] { $days } day,
       *[other] { $days } days,
    } { $average } per day on average. The busiest day was { $day }, with { $most }.
report-messages-per-day-empty = No messages in this period. Try a longer one, such as /messages_per_day 90d
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
report-messages-per-user-empty = Nobody wrote in this period. Try a longer one, such as /messages_per_user 90d
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
report-message-length-empty = No texts in this period. Try a longer one, such as /message_length 90d
report-hours-title = When the group talks
report-hours-description = the hours and weekdays when the group is most active
report-hours-sentence = Peak: { $weekday }, { $hour } ({ $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    }, { $share } of the total).
report-hours-empty = No messages in this period. Try a longer one, such as /hours 90d
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
report-answers-link = view
report-answers-explained = Likely: somebody wrote back without “reply”, by naming the asker or next in the talk. About 4 of 5 are right. Solved: the asker said thanks or that it works.
