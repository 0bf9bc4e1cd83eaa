-- The messages that ask something, with the text or caption in the column question. A question contains a question
-- mark outside a link, or opens with one of the phrases below, optionally after a greeting or a name. Bot commands
-- (/stats) are not questions. A phrase is a lower-case regular expression without accents or square brackets, with .?
-- for an apostrophe; each vowel, c and n also matches its accented forms.
create or replace view questions as
select
    messages.*,
    coalesce(text, caption) as question
from messages
where
    not regexp_like(
        coalesce(text, caption),
        '^\s*/[a-zA-Z0-9_]+(@[a-zA-Z0-9_]+)?(\s|$)'
    )
    and (
        (
            regexp_like(coalesce(text, caption), '[?¿؟？]')
            -- Links removed. A ? at the end of a link belongs to the sentence.
            and regexp_like(
                regexp_replace(
                    coalesce(text, caption),
                    '(://|www\.|\.\p{L}{2,}/)\S*[^\s?¿؟？!.,;:)]',
                    ' '
                ),
                '[?¿؟？]'
            )
        )
        or regexp_like(
            lower(coalesce(text, caption)),
            '^[^a-z0-9à-ÿ@/]*((@\S+|[^\s,:]+[,:]|'
            || array_join(
                array[
                    'oi+',
                    'ola',
                    'opa',
                    'bom dia',
                    'boa tarde',
                    'boa noite',
                    'gente',
                    'pessoal',
                    'galera',
                    'amigos',
                    'por favor',
                    'desculpa',
                    'hola',
                    'buenas',
                    'buenos dias',
                    'buenas tardes',
                    'buenas noches',
                    'disculpen?',
                    'hi',
                    'hello',
                    'hey',
                    'good (morning|afternoon|evening)',
                    'hi all',
                    'hello all',
                    'hi everyone',
                    'hello everyone',
                    'please',
                    'sorry',
                    'excuse me',
                    'guys',
                    'so',
                    'and'
                ],
                '|'
            )
            || ')[\s,.!:;-]+){0,4}('
            || replace(replace(replace(replace(replace(replace(replace(array_join(
                array[
                    -- Portuguese
                    'alguem (sabe|saberia|pode|poderia|consegue|conhece|tem|teria|ja|entende)',
                    'alguem (ai|aqui|mais|usa|viu|recomenda|indica|me ajuda)',
                    'algum de voces',
                    'quem (sabe|pode|poderia|conhece|consegue|tem|teria|ja|e|foi|vai|usa)',
                    'como (que|e que|faco|faz|fazer|fazem|posso|consigo|devo|funciona)',
                    'como eu (faco|fazia|posso|consigo|devo|sei|uso|crio|mudo|vejo|entro|instalo)',
                    'como se (faz|fala|usa|chama|diz|escreve|instala)',
                    'como \S+(a|e|i)r',
                    'o que (e|sao|significa|faz|fazer|faco|houve|aconteceu|acontece|muda)',
                    'oq',
                    'que (horas|dia|tipo|versao)',
                    'qual',
                    'quais',
                    'em qual',
                    'de qual',
                    'quando (e|sera|vai|abre|fecha|sai|comeca|termina|vence|posso|chega)',
                    'a?onde',
                    'de onde',
                    'pa?ra onde',
                    'por que (nao|o|a|os|as|e|esta|ta|isso|voces|eu|meu|minha)',
                    'quantos',
                    'quantas',
                    'quanto (custa|tempo|e|fica|falta|vale|cobra|paga)',
                    'cade',
                    'sera que',
                    'tem (como|jeito|algum|alguma|alguem)',
                    'ha (como|algum|alguma|alguem)',
                    'existe (algum|alguma|alguem|um|uma|como)',
                    'da pa?ra',
                    'e possivel',
                    'posso',
                    'pode(m|ria|riam)? me',
                    'me ajud(a|em)',
                    'ajuda (por favor|com|pra|para|aqui)',
                    '(eu )?preciso de (uma )?ajuda',
                    '(voces?|vcs?) (sabem?|conhecem?|podem?|poderiam?|tem|usam?)',
                    '(sabem?|saberiam?) (se|como|onde|quando|qual|o que|dizer|me)',
                    '(eu )?(gostaria de|queria|quero|preciso) saber',
                    '((eu )?tenho|estou com|to com|fiquei com) (uma |a mesma |a seguinte )?duvida',
                    '(uma |minha )?duvida',
                    'alguma (ideia|dica|sugestao|forma|novidade|previsao|noticia)',
                    -- Spanish
                    'alguien (sabe|sabria|puede|podria|conoce|tiene|ha|usa|entiende)',
                    'alguien (aqui|mas|me puede|me podria|recomienda)',
                    'alguno de ustedes',
                    'que (es|son|significa|hago|hace|puedo|paso|pasa|hay|hora|tipo|version)',
                    'como (puedo|hago|es|estan|instalo|debo|configuro|soluciono)',
                    'como (se|lo) (hace|hago|usa|uso|llama|dice|instala|instalo|puede|puedo)',
                    'cual',
                    'cuales',
                    'cuando (es|sera|sale|abre|empieza|termina|puedo|llega|va|van)',
                    '(a ?|de )?donde (esta|estan|puedo|se|hay|queda|encuentro|consigo|va|van)',
                    'quien (sabe|puede|podria|tiene|es|usa|conoce)',
                    'cuant(o|a)s?',
                    'por que (no|el|la|los|las|es|esta|me|mi|se)',
                    'hay (algun|alguna|alguien|alguna forma|manera|forma)',
                    'existe (algun|alguna|alguien|una|forma)',
                    '(se )?puede(n|s)? (alguien|me|decirme|ayudarme|usar|hacer)',
                    'es posible',
                    'puedo',
                    'podrian?',
                    '(necesito|ocupo) ayuda',
                    'ayuda (por favor|con|para|urgente)',
                    'tengo (una|la misma|la siguiente) (duda|pregunta|consulta)',
                    'una (duda|pregunta|consulta)',
                    'alguna (idea|sugerencia|forma|manera|novedad)',
                    'sabe(n|s)? (si|como|donde|cuando|cual|que)',
                    '(quisiera|quiero|me gustaria) saber',
                    -- English
                    'how (do|does|did|can|could|should|would|will|to|is|are|come|about)',
                    'how (much|many|long|often|far|big|old|safe|hard|stable|good|well)',
                    'what (is|are|was|were|do|does|did|can|could|should|would|will)',
                    'what (kind|sort|type|time|version|about|if|package|program|command)',
                    'what.?s',
                    'why (is|are|am|was|do|does|did|can.?t|can|would|won.?t|not|isn.?t|doesn.?t)',
                    'where (is|are|do|does|did|can|could|should|would|to|in)',
                    'where.?s',
                    'when (is|are|will|does|did|can|should|do you)',
                    'who (is|are|can|has|knows|knew|does|do|here|else|maintains)',
                    'who.?s',
                    'which (one|of|version|package|file|do|does|should|would|program)',
                    '(is|are) there',
                    'isn.?t there',
                    'is (this|that|it|anyone|anybody|someone|the|my|your)',
                    'are (you|they|we|these|those|the)',
                    'am i',
                    '(do|does|did|has|have|had) (anyone|anybody|someone|somebody)',
                    '(do|did|have|are|would|will|can|could) (you|we|they)',
                    'do i',
                    '(does|will|would|can|could|should|has) (it|this|that|the|my)',
                    'did (the|my)',
                    '(can|could|would|will) (anyone|anybody|someone|somebody)',
                    '(can|could|should|may|can.?t|shouldn.?t) i',
                    '(anyone|anybody|someone|somebody) (know|knows|here|have|has|had|got)',
                    '(anyone|anybody) (using|use|tried|able|seen|can|else|familiar|help)',
                    'any (idea|ideas|way|help|suggestions?|advice|tips?|reason|chance|clue)',
                    '(i )?need (some |a little )?help',
                    '(can|could|please|pls) help',
                    'help (me|please|with|needed)',
                    '((i have|i.?ve got|got) )?a (quick |small |simple |stupid )?question',
                    '(quick|stupid|newbie|noob) question',
                    '(i (was )?|i am |i.?m )?wonder(ing)? (if|how|what|why|whether|where)',
                    '(i would|i.?d) like to know',
                    'i (want|need) to know'
                ],
                '|'
            ), 'a', '[aáàâãä]'), 'e', '[eéèêë]'), 'i', '[iíìîï]'),
            'o', '[oóòôõö]'), 'u', '[uúùûü]'), 'c', '[cç]'), 'n', '[nñ]')
            || ')([^a-z0-9à-ÿ]|$)'
        )
        -- Spanish question words: the accent distinguishes them from conjunctions.
        or regexp_like(
            lower(coalesce(text, caption)),
            '^[^a-z0-9à-ÿ@/]*((a|con|de|en|para|por) )?('
            || 'qué|cómo|cuál|cuáles|cuándo|dónde|adónde|quién|quiénes|cuánt[oa]s?'
            || ')([^a-z0-9à-ÿ]|$)'
        )
    )
