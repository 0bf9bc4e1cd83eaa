## Períodos
period-unknown = Não entendi o período “{ $period }”. Tente, por exemplo: /stats 30d
period-reversed = O período termina ({ $until }) antes de começar ({ $since }).
