## Períodos
period-unknown = No entiendo el período “{ $period }”. Prueba, por ejemplo: /stats 30d
period-reversed = El período termina ({ $until }) antes de empezar ({ $since }).
