//! Words of the lessons: for each step its question, the situation, what to predict, what the model
//! says, and something to try. Figures come as arguments, from the model.

words! {
    carbon { en: "Where the carbon goes" zh: "碳去了哪里" es: "Adónde va el carbono" }
    carbon_aside {
        en: "Follow one answer from prompt to phone."
        zh: "跟随一个回答，从提示词到手机。"
        es: "Sigue una respuesta desde la pregunta hasta el teléfono."
    }
    grid { en: "The grid" zh: "电网" es: "La red eléctrica" }
    grid_aside {
        en: "Same answer, other country."
        zh: "同样的回答，换一个国家。"
        es: "La misma respuesta, otro país."
    }
    radio { en: "The radio" zh: "无线电" es: "La radio" }
    radio_aside {
        en: "Does less power mean less carbon?"
        zh: "功率更小，碳排放就更少吗？"
        es: "¿Menos potencia es menos carbono?"
    }
    quality { en: "Quality" zh: "体验质量" es: "La calidad" }
    quality_aside {
        en: "Tighten until nothing is feasible."
        zh: "不断收紧，直到无解。"
        es: "Aprieta hasta que nada sea posible."
    }
    agent { en: "The agent" zh: "智能体" es: "El agente" }
    agent_aside {
        en: "Beat it by hand, then watch it learn."
        zh: "先亲手胜过它，再看它学习。"
        es: "Gánale a mano y luego mira cómo aprende."
    }
    spikes { en: "Spikes" zh: "脉冲" es: "Los impulsos" }
    spikes_aside {
        en: "What a decision costs when neurons fire."
        zh: "神经元放电时，一次决策的代价。"
        es: "Lo que cuesta una decisión cuando las neuronas disparan."
    }

    carbon_1_title {
        en: "Is the radio the problem?"
        zh: "问题出在无线电上吗？"
        es: "¿El problema es la radio?"
    }
    carbon_1_myth {
        en: "“The masts burn the power, so the radio is the problem.”"
        zh: "“基站耗电大，所以问题在无线电。”"
        es: "«Las antenas gastan la energía: el problema es la radio»."
    }
    carbon_1_prose(distance, payload) {
        en: "A phone {distance} from the mast asks a language model something and gets plain text, {payload}. Computing the answer emits carbon; so does sending it."
        zh: "一部手机距基站 {distance}，向语言模型提问，得到纯文本回答，{payload}。计算回答会产生碳排放，发送回答也会。"
        es: "Un teléfono a {distance} de la antena pregunta a un modelo de lenguaje y recibe texto, {payload}. Calcular la respuesta emite carbono; enviarla, también."
    }
    carbon_1_ask {
        en: "Place the share of the radio in the whole."
        zh: "标出无线电占总量的比例。"
        es: "Coloca la parte de la radio en el total."
    }
    carbon_1_after(radio, total, share) {
        en: "The radio emits {radio} of {total}, {share}: for text nearly everything is computing."
        zh: "在总量 {total} 中，无线电排放 {radio}，占 {share}：对文本来说，几乎全部来自计算。"
        es: "La radio emite {radio} de {total}, el {share}: con texto casi todo es cálculo."
    }
    carbon_1_try {
        en: "Move the phone further away in Explore. When does the radio reach a tenth?"
        zh: "在“探索”中把手机移远。无线电何时达到十分之一？"
        es: "Aleja el teléfono en Explorar. ¿Cuándo llega la radio a la décima parte?"
    }

    carbon_2_title {
        en: "And when the answer speaks?"
        zh: "如果回答会说话呢？"
        es: "¿Y si la respuesta habla?"
    }
    carbon_2_prose(payload) {
        en: "Now the same answer comes as a speaking avatar: voice and motion take {payload}. Computing stays the same."
        zh: "现在，同样的回答以会说话的虚拟形象呈现：语音和动作，{payload}。计算保持不变。"
        es: "Ahora la misma respuesta llega como un avatar que habla: voz y movimiento ocupan {payload}. El cálculo no cambia."
    }
    carbon_2_after(share, compute, text, avatar) {
        en: "Now the radio has {share}. Computing stays at {compute}; the radio went from {text} to {avatar}, for it sends that many more bits."
        zh: "现在无线电占 {share}。计算仍为 {compute}；无线电从 {text} 增至 {avatar}，因为要发送的比特多了这么多。"
        es: "Ahora la radio tiene el {share}. El cálculo sigue en {compute}; la radio pasó de {text} a {avatar}, pues envía otros tantos bits más."
    }
    carbon_2_try {
        en: "Choose the preset Video reply in Explore. Which part is the largest now?"
        zh: "在“探索”中选择预设“视频回复”。现在哪一部分最大？"
        es: "Elige en Explorar la escena «Respuesta en vídeo». ¿Qué parte es ahora la mayor?"
    }

    carbon_3_title {
        en: "What does a longer answer cost?"
        zh: "更长的回答要付出什么？"
        es: "¿Qué cuesta una respuesta más larga?"
    }
    carbon_3_myth {
        en: "“The model runs anyway, so longer answers are free.”"
        zh: "“模型反正在运行，所以更长的回答是免费的。”"
        es: "«El modelo ya está en marcha: alargar la respuesta es gratis»."
    }
    carbon_3_prose(tokens) {
        en: "The avatar’s best answer has {tokens} tokens. Let it talk twice as long, at the same power."
        zh: "虚拟形象的最优回答有 {tokens} 个词元。让它以同样的功率说两倍长。"
        es: "La mejor respuesta del avatar tiene {tokens} tokens. Que hable el doble, con la misma potencia."
    }
    carbon_3_ask {
        en: "Choose how much the answer emits then, and say why."
        zh: "选择此时回答的排放量，并说明理由。"
        es: "Elige cuánto emite entonces la respuesta y di por qué."
    }
    carbon_3_after(tokens, total, longer, more, times) {
        en: "{tokens} tokens emit {total}, {longer} emit {more}: {times}. Every token is computed and sent."
        zh: "{tokens} 个词元排放 {total}，{longer} 个排放 {more}：{times}。每个词元都要计算并发送。"
        es: "{tokens} tokens emiten {total} y {longer} emiten {more}: {times}. Cada token se calcula y se envía."
    }
    carbon_3_try {
        en: "In Explore, shorten the answer until a limit is broken. Which one?"
        zh: "在“探索”中缩短回答，直到某个限制被打破。是哪一个？"
        es: "Acorta la respuesta en Explorar hasta romper un límite. ¿Cuál es?"
    }

    grid_1_title {
        en: "Same answer, other country"
        zh: "同样的回答，换一个国家"
        es: "La misma respuesta, otro país"
    }
    grid_1_prose(clean, coal) {
        en: "A kilowatt-hour emits {clean} in France and {coal} in Poland, on the year’s average. The avatar answers in both."
        zh: "按年平均，一千瓦时电在法国排放 {clean}，在波兰排放 {coal}。虚拟形象在两地作同样的回答。"
        es: "Un kilovatio hora emite {clean} en Francia y {coal} en Polonia, de media al año. El avatar responde en ambas."
    }
    grid_1_ask {
        en: "Choose how much more the answer emits in Poland, and say why."
        zh: "选择在波兰的回答多排放多少，并说明理由。"
        es: "Elige cuánto más emite la respuesta en Polonia y di por qué."
    }
    grid_1_after(clean, coal, grids, low, high, times) {
        en: "The grids differ by {grids} ({clean} and {coal}), the answers only by {times}: {low} and {high}. Making the hardware emits the same everywhere."
        zh: "电网相差 {grids}（{clean} 与 {coal}），回答只相差 {times}：{low} 与 {high}。制造硬件的排放在哪里都一样。"
        es: "Las redes difieren en {grids} ({clean} y {coal}), las respuestas solo en {times}: {low} y {high}. Fabricar el equipo emite lo mismo en todas partes."
    }
    grid_1_try {
        en: "Leave the mast in Poland and move only the data centre to France. How much is saved?"
        zh: "让基站留在波兰，只把数据中心移到法国。能节省多少？"
        es: "Deja la antena en Polonia y lleva solo el centro de datos a Francia. ¿Cuánto se ahorra?"
    }

    grid_2_title {
        en: "Does a clean grid mean no carbon?"
        zh: "清洁电网就没有碳排放吗？"
        es: "¿Una red limpia es cero carbono?"
    }
    grid_2_myth {
        en: "“Our data centre runs on clean power, so the answer emits nothing.”"
        zh: "“我们的数据中心用清洁电力，所以回答不产生排放。”"
        es: "«Nuestro centro de datos usa energía limpia: la respuesta no emite nada»."
    }
    grid_2_prose(clean) {
        en: "In France a kilowatt-hour emits only {clean}. But GPU, server and mast were made once, and wear out."
        zh: "在法国，一千瓦时只排放 {clean}。但 GPU、服务器和基站都是制造出来的，也会老化。"
        es: "En Francia un kilovatio hora emite solo {clean}. Pero la GPU, el servidor y la antena se fabricaron una vez y se gastan."
    }
    grid_2_ask {
        en: "Place the share of the hardware in the whole."
        zh: "标出硬件占总量的比例。"
        es: "Coloca la parte del equipo en el total."
    }
    grid_2_after(hardware, total, share, coal) {
        en: "Making the hardware is {hardware} of {total}, {share}; on Poland’s grid it would be {coal}. What is left when the power is clean was emitted before the first answer."
        zh: "制造硬件占 {total} 中的 {hardware}，即 {share}；在波兰电网下只占 {coal}。电力清洁之后剩下的，在第一个回答之前就已排放。"
        es: "Fabricar el equipo son {hardware} de {total}, el {share}; con la red de Polonia sería el {coal}. Lo que queda con energía limpia se emitió antes de la primera respuesta."
    }
    grid_2_try {
        en: "In Explore, keep the hardware two years longer. What does that save here, and what in Poland?"
        zh: "在“探索”中让硬件多用两年。在这里能省多少，在波兰又能省多少？"
        es: "En Explorar, usa el equipo dos años más. ¿Cuánto ahorra aquí y cuánto en Polonia?"
    }

    grid_3_title {
        en: "From clean to coal"
        zh: "从清洁到燃煤"
        es: "De limpia a carbón"
    }
    grid_3_prose {
        en: "Now let the grid of both sites go from nothing to coal, and ask for the best answer each time."
        zh: "现在让两处的电网从零排放变到燃煤，每次都取最优回答。"
        es: "Deja que la red de ambos sitios vaya de nada a carbón y pide cada vez la mejor respuesta."
    }
    grid_3_ask {
        en: "Draw how the carbon of the answer changes with the grid."
        zh: "画出回答的碳排放如何随电网变化。"
        es: "Dibuja cómo cambia el carbono de la respuesta con la red."
    }
    grid_3_after(none, halfway, some, coal, much) {
        en: "A straight line that does not start at zero: {none} of hardware, then {some} at {halfway} and {much} at {coal}."
        zh: "一条不从零开始的直线：硬件占 {none}，在 {halfway} 时为 {some}，在 {coal} 时为 {much}。"
        es: "Una recta que no empieza en cero: {none} de equipo, luego {some} con {halfway} y {much} con {coal}."
    }
    grid_3_try {
        en: "A grid changes by the hour. Which hours of your country would you answer in?"
        zh: "电网每小时都在变化。你会选择在本国的哪些时段作答？"
        es: "La red cambia cada hora. ¿En qué horas de tu país responderías?"
    }

    radio_1_title {
        en: "Does less power mean less carbon?"
        zh: "功率更小，碳排放就更少吗？"
        es: "¿Menos potencia es menos carbono?"
    }
    radio_1_myth {
        en: "“Less transmit power is always greener.”"
        zh: "“发射功率越小就越环保。”"
        es: "«Menos potencia de transmisión siempre es más verde»."
    }
    radio_1_prose(distance, tokens, payload, least, most) {
        en: "A phone {distance} away waits for an answer of {tokens} tokens, {payload}. The base station may send with anything from {least} to {most}."
        zh: "一部 {distance} 外的手机等待一个 {tokens} 个词元的回答，{payload}。基站可用 {least} 至 {most} 的任意功率发送。"
        es: "Un teléfono a {distance} espera una respuesta de {tokens} tokens, {payload}. La estación base puede enviar con entre {least} y {most}."
    }
    radio_1_ask {
        en: "Draw how the carbon of the answer changes with power."
        zh: "画出回答的碳排放如何随功率变化。"
        es: "Dibuja cómo cambia el carbono de la respuesta con la potencia."
    }
    radio_1_after(low, slow, best, fast, much, least) {
        en: "More power does cost more each second. What counts is time: at {low} the cell stays awake {slow} for this answer, at {best} only {fast}. That is why {low} emits {much} and {best} emits {least}: race to sleep."
        zh: "功率越大，每秒的耗能确实越多。关键在时间：{low} 时基站要为此回答醒着 {slow}，{best} 时只需 {fast}。因此 {low} 排放 {much}，而 {best} 排放 {least}：尽快完成，尽快休眠。"
        es: "Más potencia cuesta más cada segundo, sí. Lo que cuenta es el tiempo: con {low} la celda está despierta {slow} para esta respuesta, con {best} solo {fast}. Por eso {low} emite {much} y {best}, {least}: correr para dormir."
    }
    radio_1_try {
        en: "In Explore, change what the answer is charged for. Where does the lowest point go?"
        zh: "在“探索”中更改回答的计费方式。最低点移到哪里？"
        es: "En Explorar, cambia qué se carga a la respuesta. ¿Adónde va el punto más bajo?"
    }

    radio_2_title {
        en: "Twice the power, twice as fast?"
        zh: "功率加倍，速度也加倍？"
        es: "¿Doble potencia, doble velocidad?"
    }
    radio_2_prose(distance, once, twice) {
        en: "The same phone, {distance} away. The base station goes from {once} to {twice}."
        zh: "同一部手机，距离 {distance}。基站功率从 {once} 增至 {twice}。"
        es: "El mismo teléfono, a {distance}. La estación base pasa de {once} a {twice}."
    }
    radio_2_ask {
        en: "Choose how much faster the radio gets, and say why."
        zh: "选择无线传输快了多少，并说明理由。"
        es: "Elige cuánto más rápida se vuelve la radio y di por qué."
    }
    radio_2_after(once, slow, twice, fast, times) {
        en: "{once} carry {slow}, {twice} carry {fast}: {times}. The rate grows with the logarithm of power (Shannon), so each watt brings less than the one before."
        zh: "{once} 可传 {slow}，{twice} 可传 {fast}：{times}。速率随功率的对数增长（香农），所以每多一瓦带来的都比前一瓦少。"
        es: "{once} llevan {slow} y {twice} llevan {fast}: {times}. La tasa crece con el logaritmo de la potencia (Shannon): cada vatio aporta menos que el anterior."
    }
    radio_2_try {
        en: "In Explore, double the bandwidth instead. Which of the two brings more?"
        zh: "在“探索”中改为把带宽加倍。哪一个带来更多？"
        es: "En Explorar, duplica el ancho de banda. ¿Cuál de los dos aporta más?"
    }

    radio_3_title {
        en: "And close to the mast?"
        zh: "靠近基站时呢？"
        es: "¿Y cerca de la antena?"
    }
    radio_3_prose(distance) {
        en: "Now the phone is {distance} from the mast, and the signal is strong at any power."
        zh: "现在手机距基站 {distance}，任何功率下信号都很强。"
        es: "Ahora el teléfono está a {distance} de la antena y la señal es fuerte con cualquier potencia."
    }
    radio_3_ask {
        en: "Place the power that emits least."
        zh: "标出排放最少的功率。"
        es: "Coloca la potencia que menos emite."
    }
    radio_3_after(best, total, least, at_least, most, at_most) {
        en: "Here {best} are best, with {total}; {least} would emit {at_least} and {most} {at_most}. Near the mast more power hardly shortens the time, so it is not worth its price."
        zh: "这里 {best} 最优，排放 {total}；{least} 会排放 {at_least}，{most} 会排放 {at_most}。靠近基站时，加大功率几乎不缩短时间，因此不值得。"
        es: "Aquí lo mejor son {best}, con {total}; {least} emitirían {at_least} y {most}, {at_most}. Cerca de la antena más potencia apenas acorta el tiempo: no vale lo que cuesta."
    }
    radio_3_try {
        en: "In the Lab, open Policy and drag the phone across the cell. Does the agent know this?"
        zh: "在“实验室”中打开“策略”，把手机拖过小区。智能体知道这一点吗？"
        es: "En el Laboratorio, abre Política y arrastra el teléfono por la celda. ¿Lo sabe el agente?"
    }

    quality_1_title {
        en: "What stops the answer from being greener?"
        zh: "是什么阻止回答更环保？"
        es: "¿Qué impide que la respuesta sea más verde?"
    }
    quality_1_prose(quality) {
        en: "The best answer for plain text has to keep several limits: a quality of at least {quality}, a latency, an outage, the cell’s most power."
        zh: "纯文本的最优回答须遵守几项限制：体验质量至少为 {quality}，还有时延、中断率和小区的最大功率。"
        es: "La mejor respuesta de texto debe cumplir varios límites: una calidad de al menos {quality}, una latencia, un corte, la potencia máxima de la celda."
    }
    quality_1_ask {
        en: "Choose the limit that binds, and say why."
        zh: "选择起约束作用的限制，并说明理由。"
        es: "Elige el límite que aprieta y di por qué."
    }
    quality_1_after(quality, least, latency, latest, outage, most_outage, power, most_power) {
        en: "Quality: {quality} of the {least} that are asked for. Latency {latency} of {latest}, outage {outage} of {most_outage}, power {power} of {most_power}: all far from their limits."
        zh: "是体验质量：{quality}，要求为 {least}。时延 {latency}（上限 {latest}），中断率 {outage}（上限 {most_outage}），功率 {power}（上限 {most_power}）：都离限制很远。"
        es: "La calidad: {quality} de los {least} pedidos. Latencia {latency} de {latest}, corte {outage} de {most_outage}, potencia {power} de {most_power}: todos lejos de su límite."
    }
    quality_1_try {
        en: "In Explore, lower the latency limit until it binds instead. At how many seconds?"
        zh: "在“探索”中降低时延上限，直到换成它起约束作用。那是多少秒？"
        es: "En Explorar, baja el límite de latencia hasta que sea él quien apriete. ¿A cuántos segundos?"
    }

    quality_2_title {
        en: "What does quality cost?"
        zh: "质量的代价是什么？"
        es: "¿Qué cuesta la calidad?"
    }
    quality_2_prose {
        en: "Quality is the chance that the answer is long enough, times how fluently it comes, times how soon it starts. Raise the threshold and ask for the best answer each time."
        zh: "体验质量是回答足够长的概率，乘以流畅程度，再乘以开始得多快。提高阈值，每次都取最优回答。"
        es: "La calidad es la probabilidad de que la respuesta sea bastante larga, por lo fluida que llega, por lo pronto que empieza. Sube el umbral y pide cada vez la mejor respuesta."
    }
    quality_2_ask {
        en: "Draw how the carbon of the best answer changes with the threshold."
        zh: "画出最优回答的碳排放如何随阈值变化。"
        es: "Dibuja cómo cambia el carbono de la mejor respuesta con el umbral."
    }
    quality_2_after(low, short, little, middle, longer, more, high, longest, much) {
        en: "{low} take {short} tokens and {little}, {middle} take {longer} and {more}, {high} take {longest} and {much}: the last percents are the dearest, and then nothing fits."
        zh: "{low} 需要 {short} 个词元、{little}；{middle} 需要 {longer} 个、{more}；{high} 需要 {longest} 个、{much}：最后几个百分点最昂贵，再往后便无解。"
        es: "{low} piden {short} tokens y {little}; {middle}, {longer} y {more}; {high}, {longest} y {much}: los últimos puntos son los más caros, y después nada cabe."
    }
    quality_2_try {
        en: "Which threshold would you promise your users, and what do the last five percent cost?"
        zh: "你会向用户承诺怎样的阈值？最后百分之五的代价是多少？"
        es: "¿Qué umbral prometerías a tus usuarios y qué cuesta el último cinco por ciento?"
    }

    quality_3_title {
        en: "When does nothing fit?"
        zh: "何时便无解？"
        es: "¿Cuándo ya no cabe nada?"
    }
    quality_3_prose(bandwidth, queue, most_tokens) {
        en: "A crowded cell: {bandwidth} for the phone, {queue} in the queue, and no answer may be longer than {most_tokens} tokens."
        zh: "拥挤的小区：手机有 {bandwidth} 带宽，排队 {queue}，回答不得超过 {most_tokens} 个词元。"
        es: "Una celda llena: {bandwidth} para el teléfono, {queue} en la cola y ninguna respuesta de más de {most_tokens} tokens."
    }
    quality_3_ask {
        en: "Place the highest quality that any answer reaches here."
        zh: "标出这里任何回答所能达到的最高体验质量。"
        es: "Coloca la calidad más alta que alcanza aquí alguna respuesta."
    }
    quality_3_after(most, tokens, length, speed, wait, elsewhere) {
        en: "{most}, with {tokens} tokens at full power: {length} for length times {speed} for fluency times {wait} for the start. Without the crowd it would be {elsewhere}. Whoever asks for more asks for the impossible."
        zh: "{most}，用 {tokens} 个词元、满功率：长度 {length} 乘以流畅 {speed} 再乘以启动 {wait}。不拥挤时为 {elsewhere}。要求更高，就是要求不可能。"
        es: "{most}, con {tokens} tokens a plena potencia: {length} por la longitud, por {speed} de fluidez, por {wait} del comienzo. Sin la multitud sería {elsewhere}. Quien pide más pide lo imposible."
    }
    quality_3_try {
        en: "In Explore, ask for more than that. Which ways out does the page offer, and which would you take?"
        zh: "在“探索”中要求更高的值。页面给出哪些出路，你会选哪一个？"
        es: "Pide más que eso en Explorar. ¿Qué salidas ofrece la página y cuál tomarías?"
    }

    agent_1_title {
        en: "What if nobody thinks?"
        zh: "如果没有人思考呢？"
        es: "¿Y si nadie piensa?"
    }
    agent_1_prose(requests) {
        en: "{requests} requests, each with its own grid, distance and limits. A rule that thinks of nothing gives each the usual length at full power. An answer that breaks a limit has to be sent again, safely, and is charged for both."
        zh: "{requests} 个请求，各有自己的电网、距离和限制。一条不作思考的规则给每个请求通常的长度和满功率。违反限制的回答必须以安全方式重发，并计入两次排放。"
        es: "{requests} peticiones, cada una con su red, su distancia y sus límites. Una regla que no piensa da a cada una la longitud habitual a plena potencia. Una respuesta que rompe un límite se repite, con seguridad, y se cargan las dos."
    }
    agent_1_ask {
        en: "Place how much more than the best it is charged."
        zh: "标出它比最优多计多少。"
        es: "Coloca cuánto más que lo mejor se le carga."
    }
    agent_1_after(requests, gap, broken, random, random_broken) {
        en: "{gap} more than the exact optimum over {requests} requests, with a limit broken in {broken} of them. Deciding at random, as an untrained agent does, is at {random} more, with {random_broken} broken."
        zh: "在 {requests} 个请求上比精确最优多 {gap}，其中 {broken} 违反限制。像未经训练的智能体那样随机决策，则多 {random}，{random_broken} 违反限制。"
        es: "{gap} más que el óptimo exacto en {requests} peticiones, con algún límite roto en el {broken}. Decidir al azar, como un agente sin entrenar, queda en {random} más, con el {random_broken} rotas."
    }
    agent_1_try {
        en: "Shorter answers emit less. Why would a rule of short answers not be better?"
        zh: "回答越短排放越少。为什么一条“总是短回答”的规则并不更好？"
        es: "Las respuestas cortas emiten menos. ¿Por qué una regla de respuestas cortas no sería mejor?"
    }

    agent_2_title {
        en: "Beat the agent"
        zh: "战胜智能体"
        es: "Gana al agente"
    }
    agent_2_prose(requests) {
        en: "{requests} requests. For each you choose length and power; then you see what the trained agent and the exact optimum chose. Whoever is charged least wins."
        zh: "{requests} 个请求。每个请求由你选择长度和功率，然后看训练好的智能体和精确最优的选择。计入排放最少者胜。"
        es: "{requests} peticiones. En cada una eliges longitud y potencia; luego ves qué eligieron el agente entrenado y el óptimo exacto. Gana quien menos carbono carga."
    }
    agent_2_after(you, agent) {
        en: "You were {you} above the optimum, the agent {agent}. It has never been told the optimum: it learnt from what its own decisions were charged."
        zh: "你比最优高 {you}，智能体高 {agent}。没有人告诉过它最优解：它只从自己决策的排放中学习。"
        es: "Tú quedaste {you} sobre el óptimo; el agente, {agent}. Nadie le dijo el óptimo: aprendió de lo que se cargó a sus propias decisiones."
    }
    agent_2_try {
        en: "Play the round again. What did you do that the agent does not?"
        zh: "再玩一轮。你做了哪些智能体不做的事？"
        es: "Juega otra ronda. ¿Qué hiciste tú que el agente no hace?"
    }

    agent_3_title {
        en: "How fast does it learn?"
        zh: "它学得有多快？"
        es: "¿Con qué rapidez aprende?"
    }
    agent_3_prose(updates) {
        en: "A new agent, SDRL, starts at random in your browser and learns for {updates} updates, from carbon and limits alone."
        zh: "一个新的 SDRL 智能体在你的浏览器里从随机开始，仅凭碳排放和限制学习 {updates} 次更新。"
        es: "Un agente nuevo, SDRL, empieza al azar en tu navegador y aprende durante {updates} actualizaciones, solo del carbono y los límites."
    }
    agent_3_ask {
        en: "Place how far above the optimum it will be then, and let it learn."
        zh: "标出届时它比最优高多少，然后让它学习。"
        es: "Coloca a qué distancia del óptimo estará entonces y deja que aprenda."
    }
    agent_3_after(updates, gap, broken) {
        en: "After {updates} updates it is {gap} above the optimum on requests that it has never seen, and breaks a limit in {broken} of them."
        zh: "{updates} 次更新后，在从未见过的请求上它比最优高 {gap}，其中 {broken} 违反限制。"
        es: "Tras {updates} actualizaciones queda {gap} sobre el óptimo en peticiones que nunca vio, y rompe un límite en el {broken}."
    }
    agent_3_try {
        en: "Train both agents in the Lab with three seeds. Is one of them really better?"
        zh: "在“实验室”中用三个种子训练两个智能体。其中一个真的更好吗？"
        es: "Entrena los dos agentes en el Laboratorio con tres semillas. ¿Es de verdad mejor alguno?"
    }

    spikes_1_title {
        en: "How often does a neuron fire?"
        zh: "神经元多久放电一次？"
        es: "¿Con qué frecuencia dispara una neurona?"
    }
    spikes_1_prose {
        en: "The agent’s neurons do not pass numbers on, but spikes: in each time step a neuron fires or is silent. Watch it decide about the speaking avatar."
        zh: "智能体的神经元传递的不是数字，而是脉冲：每个时间步里，神经元要么放电，要么沉默。看它如何为会说话的虚拟形象作出决策。"
        es: "Las neuronas del agente no transmiten números sino impulsos: en cada paso una neurona dispara o calla. Mira cómo decide sobre el avatar que habla."
    }
    spikes_1_ask {
        en: "Place the share of neurons that fire in a time step."
        zh: "标出一个时间步里放电的神经元比例。"
        es: "Coloca la parte de neuronas que disparan en un paso."
    }
    spikes_1_after(rate, additions, multiplications) {
        en: "{rate} fire. Only those cause work: {additions} additions for this decision, where the dense agent takes {multiplications} multiplications with an addition."
        zh: "{rate} 放电。只有它们才引起计算：此次决策需 {additions} 次加法，而稠密智能体需 {multiplications} 次乘加。"
        es: "Dispara el {rate}. Solo esas dan trabajo: {additions} sumas para esta decisión, donde el agente denso hace {multiplications} multiplicaciones con suma."
    }
    spikes_1_try {
        en: "Open Policy in the Lab and look at the raster. Does every neuron fire?"
        zh: "在“实验室”中打开“策略”，查看脉冲图。每个神经元都放电吗？"
        es: "Abre Política en el Laboratorio y mira los impulsos. ¿Disparan todas las neuronas?"
    }

    spikes_2_title {
        en: "Is spiking always cheaper?"
        zh: "脉冲总是更省吗？"
        es: "¿Los impulsos son siempre más baratos?"
    }
    spikes_2_myth {
        en: "“Spiking networks need a hundredth of the energy.”"
        zh: "“脉冲网络只需百分之一的能量。”"
        es: "«Las redes de impulsos gastan una centésima parte»."
    }
    spikes_2_prose(addition, multiplication) {
        en: "An addition takes {addition}, a multiplication with an addition {multiplication}. But a spiking neuron also has to be updated in every time step, whether it fires or not."
        zh: "一次加法需 {addition}，一次乘加需 {multiplication}。但脉冲神经元无论放电与否，每个时间步都要更新。"
        es: "Una suma gasta {addition}; una multiplicación con suma, {multiplication}. Pero una neurona de impulsos se actualiza en cada paso, dispare o no."
    }
    spikes_2_ask {
        en: "Choose the energy of a spiking decision over that of a dense one, and say why."
        zh: "选择一次脉冲决策与一次稠密决策的能量之比，并说明理由。"
        es: "Elige la energía de una decisión con impulsos frente a una densa y di por qué."
    }
    spikes_2_after(spiking, dense, times, synapses, spiking_memory, dense_memory, memory_times) {
        en: "{spiking} against {dense}: {times} ({synapses} without updating the neurons). This counts arithmetic only. If every weight, and what every neuron remembers, comes from a small cache, it is {spiking_memory} against {dense_memory}: {memory_times}. And a usual processor gains nothing from silence."
        zh: "{spiking} 对 {dense}：{times}（不计神经元更新则为 {synapses}）。这只算了运算。如果每个权重和每个神经元的状态都取自小缓存，则为 {spiking_memory} 对 {dense_memory}：{memory_times}。普通处理器也不会因沉默而获益。"
        es: "{spiking} frente a {dense}: {times} ({synapses} sin actualizar neuronas). Esto cuenta solo la aritmética. Si cada peso, y lo que cada neurona recuerda, viene de una caché pequeña, son {spiking_memory} frente a {dense_memory}: {memory_times}. Y un procesador corriente no gana nada con el silencio."
    }
    spikes_2_try {
        en: "Look up in Explore how much energy one answer takes. Is the agent’s own decision worth counting beside it?"
        zh: "在“探索”中查看一个回答消耗多少能量。与之相比，智能体自身的决策值得计入吗？"
        es: "Mira en Explorar cuánta energía gasta una respuesta. ¿Vale la pena contar a su lado la decisión del agente?"
    }

    spikes_3_title {
        en: "When would spiking no longer pay?"
        zh: "脉冲何时不再划算？"
        es: "¿Cuándo dejarían de compensar los impulsos?"
    }
    spikes_3_prose {
        en: "Let more and more neurons fire. Each spike causes additions; updating the neurons stays."
        zh: "让越来越多的神经元放电。每个脉冲都引起加法；神经元更新不变。"
        es: "Que disparen cada vez más neuronas. Cada impulso causa sumas; actualizar las neuronas no cambia."
    }
    spikes_3_ask {
        en: "Place the share of firing neurons at which both agents take the same energy."
        zh: "标出两个智能体能耗相同时的放电比例。"
        es: "Coloca la parte de neuronas que disparan a la que ambos agentes gastan lo mismo."
    }
    spikes_3_after(even, rate, fixed) {
        en: "At {even} they would be even; the trained agent fires {rate}. {fixed} go into updates and dense layers whatever fires."
        zh: "在 {even} 时二者持平；训练好的智能体为 {rate}。无论是否放电，都有 {fixed} 用于更新和稠密层。"
        es: "Con el {even} estarían a la par; el agente entrenado dispara el {rate}. {fixed} van a actualizaciones y capas densas, dispare quien dispare."
    }
    spikes_3_try {
        en: "Which hardware would let silence pay? Look up what neuromorphic chips do differently."
        zh: "怎样的硬件能让沉默带来好处？查一查神经形态芯片有何不同。"
        es: "¿Qué hardware haría rentable el silencio? Busca qué hacen distinto los chips neuromórficos."
    }
}
