-- Which questions keep coming up: what is asked, with the words that tell one question from another.
-- Grain: one row per signature; at most five thousand, the most frequent and most recent.
--
-- A signature is the sorted significant words of a question, two or more, without accents, stop words and plural s; =
-- represents "what is". Each sentence with a question mark counts, or the whole message if there is none. bot/reports
-- merges similar signatures.
--
-- @param chat_id bigint            the group
-- @param previous_chat_id bigint   its id before it became a supergroup, otherwise the same id
-- @param since date                first day, included
-- @param until date                last day, included
--
-- @column signature varchar
-- @column question varchar        one of them as written: the shortest of the best rank
-- @column question_rank bigint    1 = opens like a question, 2 = other sentence, 3 = long, 4 = fragment or all caps
-- @column questions bigint        how often it was asked
-- @column people bigint           how many people asked
-- @column last_seen_at timestamp  in the lake's zone
-- @column sender_ids varchar      who asked, separated by commas
-- @column latest varchar          the three latest, each as unix seconds/chat/topic (0 if none)/message
with

questions_in_period as (
    select
        chat_id,
        message_thread_id,
        message_id,
        sender_id,
        "date" as asked,
        sent_at,
        -- Links and mentions are not part of the question.
        regexp_replace(
            question,
            '((https?|tg)://|www\.|@)\S*[^\s?¿؟？!.,;:)]|[`"“”«»*_]',
            ' '
        ) as question
    from questions
    where
        chat_id in (:chat_id, :previous_chat_id)
        and context_date between :since and :until
),

sentences as (
    select
        chat_id,
        message_thread_id,
        message_id,
        sender_id,
        asked,
        sent_at,
        trim(
            -- "Ana, how do I …?" is the same question without Ana.
            regexp_replace(piece, '^\s*[^\s,:]+( [^\s,:]+)? ?[,:]\s+|\s+', ' ')
        ) as sentence
    from questions_in_period
    cross join unnest(
        case
            when regexp_like(question, '[?؟？]')
                then regexp_extract_all(
                    regexp_replace(question, '([!.])\s', '$1' || chr(10)),
                    '¿?[^?؟？¿\n]+[?؟？]'
                )
            else array[question]
        end
    ) as pieces (piece)
),

-- Two spaces between words, so that each stop word has one of its own on either side.
plain_sentences as (
    select
        chat_id,
        message_thread_id,
        message_id,
        sender_id,
        asked,
        sent_at,
        sentence,
        '  ' || array_join(
            regexp_extract_all(
                case
                    when regexp_like(sentence, '[^ -&(-~]')
                        then translate(
                            lower(sentence),
                            'áàâãäåéèêëíìîïóòôõöúùûüçñ''’',
                            'aaaaaaeeeeiiiiooooouuuucn'
                        )
                    else lower(sentence)
                end,
                '\d+([.,]\d+)+|[\p{L}\p{N}]+[+#]*'
            ),
            '  '
        ) || '  ' as words
    from sentences
    where length(sentence) between 8 and 400
),

signed_sentences as (
    select
        chat_id,
        message_thread_id,
        message_id,
        sender_id,
        asked,
        sent_at,
        sentence,
        array_sort(
            array_distinct(
                regexp_extract_all(
                    regexp_replace(
                        regexp_replace(
                            regexp_replace(
                                words,
                                '^  (o  que  (e|significa)|que  (es|significa)|what  (is|are|does)|whats)  ',
                                '  =  '
                            ),
                            ' (' || array_join(
                                array[
                                    -- Portuguese
                                    'a|ao|aos|as|o|os|um|uma|uns|umas|e|ou|mas|de|do|da|dos|das|dum|duma|em',
                                    'no|na|nos|nas|num|numa|por|pelo|pela|pelos|pelas|para|pra|pro|com|sem',
                                    'sobre|ate|desde|entre|que|q|se|como|qual|quais|eu|tu|ele|ela|eles|elas',
                                    'voce|voces|vc|vcs|me|te|lhe|meu|minha|meus|minhas|seu|sua|seus|suas',
                                    'isso|isto|esse|essa|este|esta|esses|essas|estes|estas|aquilo|aquele',
                                    'aquela|aqui|ai|la|ali|ja|ainda|so|tambem|tbm|mais|menos|muito|muita|eh',
                                    'sao|ser|era|foi|sera|seria|estao|estou|estar|ta|to|tem|ter|tenho|temos',
                                    'tinha|ha|havia|existe|existem|faco|faz|fazer|fazem|feito|posso|pode',
                                    'podem|poderia|poderiam|consigo|consegue|conseguem|consegui|conseguir',
                                    'devo|deve|preciso|precisa|quero|quer|queria|gostaria|saber|sabe|sabem',
                                    'saberia|alguem|algum|alguma|alguns|algumas|galera|gente|pessoal|oi|ola',
                                    'opa|bom|boa|dia|tarde|noite|favor|obrigado|obrigada|valeu|ajuda|ajudar',
                                    'ajudem|duvida|duvidas|pergunta|perguntas|nao|n|sim|entao|agora|hoje|ne',
                                    'tipo|coisa|jeito|forma|maneira|qualquer|oq|vai|vou|ir|dar|deu|certo',
                                    'errado|problema|problemas|ideia|ideias|dica|dicas|sugestao|sugestoes',
                                    'funciona|funcionar|funcionando|acontece|aconteceu|acontecendo|acham',
                                    'acha|mesmo|outra|outro|vez|usa|usando|ok|assim',
                                    -- Spanish
                                    'el|los|las|lo|un|una|unos|unas|y|u|pero|del|al|con|sin|hasta|cual',
                                    'cuales|yo|ella|ellos|nosotros|ustedes|usted|mi|mis|su|sus|eso|esto|ese',
                                    'aquel|alli|aun|solo|tambien|es|son|fue|estan|estoy|tiene|tienen|tengo',
                                    'hay|hago|hacer|hace|puedo|puede|pueden|podria|podrian|debo|debe',
                                    'necesito|quiero|quisiera|sabes|saben|alguien|algun|hola|buenas|buenos',
                                    'dias|tardes|noches|gracias|ayuda|si|ahora|hoy|cosa|voy|va|idea|alguna',
                                    'pasa|paso|sirve',
                                    -- English
                                    'the|an|and|or|but|of|in|on|at|for|from|with|without|by|into|about|if',
                                    'than|then|that|this|these|those|there|here|it|its|i|my|mine|you|your',
                                    'yours|he|she|they|them|their|we|us|our|is|are|am|was|were|be|been',
                                    'being|does|did|doing|done|have|has|had|having|can|could|should|would',
                                    'will|shall|may|might|must|cant|dont|doesnt|didnt|isnt|im|ive|id|youre',
                                    'thats|theres|whats|what|which|wich|how|anyone|anybody|someone|somebody|any',
                                    'some|something|anything|everything|nothing|know|knows|known|tell',
                                    'please|pls|plz|help|hi|hello|hey|thanks|thx|not|yes|yeah|just|also|too',
                                    'very|really|again|still|only|else|more|most|like|want|wants|need|needs',
                                    'trying|try|tries|tried|get|gets|getting|got|gotten|way|ways|thing',
                                    'things|ideas|possible|question|questions|guys|all|one|ones|up|out|lol',
                                    'ur|r|wrong|right|correct|sure|mean|means|meant|say|said|see|seen|look',
                                    'looks|looking|think|thought|thoughts|suggestion|suggestions|advice',
                                    'comment|comments|reason|maybe|exactly|talking|talk|point|answer',
                                    'explain|understand|sense|fix|fixed|solve|solution|problem|problems',
                                    'issue|issues|trouble|happen|happens|happened|happening|work|works',
                                    'working|worked|around|going|go|goes|make|makes|made|give|let|same',
                                    'other|another|using|instead|actually|already|supposed|seem|seems',
                                    'though|good|best|well|better|able|cause|because|even|now'
                                ],
                                '|'
                            ) || ') ',
                            ' '
                        ),
                        '([^\s]{2}[^\ss])s ',
                        '$1 '
                    ),
                    '\S+'
                )
            )
        ) as signature_words
    from plain_sentences
),

signed_questions as (
    select
        chat_id,
        message_thread_id,
        message_id,
        sender_id,
        asked,
        sent_at,
        array_join(signature_words, ' ') as signature,
        -- Prefixed with its rank, so that the best label sorts first.
        case
            when sentence = upper(sentence) then '4'
            when length(sentence) > 80 then '3'
            when not regexp_like(sentence, '(\S+\s+){3}\S') then '4'
            when regexp_like(
                lower(sentence),
                '^¿?(' || array_join(
                    array[
                        'como|o que|qual|quais|quando|a?onde|quem|por que|quanto|quanta|quantos',
                        'quantas|algu[eé]m|existe|tem como|d[aá] pra|posso|[eé] poss[ií]vel',
                        'c[oó]mo|qu[eé]|cu[aá]l|cu[aá]les|cu[aá]ndo|d[oó]nde|qui[eé]n|por qu[eé]',
                        'cu[aá]nto|cu[aá]nta|cu[aá]ntos|cu[aá]ntas|alguien|hay|se puede|puedo',
                        'how|what|what.?s|which|when|where|who|why|is|are|do|does|did|can|could',
                        'should|would|will|has|have|anyone|anybody|any (idea|way)'
                    ],
                    '|'
                ) || ') '
            ) then '1'
            else '2'
        end
        || lpad(cast(length(sentence) as varchar), 4, '0')
        || sentence as ranked_sentence
    from signed_sentences
    where cardinality(signature_words) between 2 and 15
)

select
    signature,
    substr(min(ranked_sentence), 6) as question,
    cast(substr(min(ranked_sentence), 1, 1) as bigint) as question_rank,
    count(distinct asked * 1000000 + mod(message_id, 1000000)) as questions,
    count(distinct sender_id) as people,
    max(sent_at) as last_seen_at,
    array_join(
        array_sort(array_distinct(array_agg(sender_id))),
        ','
    ) as sender_ids,
    array_join(
        max_by(
            cast(asked as varchar)
            || '/' || cast(chat_id as varchar)
            || '/' || cast(coalesce(message_thread_id, 0) as varchar)
            || '/' || cast(message_id as varchar),
            asked * 1000000 + mod(message_id, 1000000),
            3
        ),
        ' '
    ) as latest
from signed_questions
group by signature
order by
    questions desc,
    last_seen_at desc,
    signature
limit 5000
