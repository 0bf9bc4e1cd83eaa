## Periods
period-unknown = I don't know the period “{ $period }”. Try, for example: /stats 30d
period-reversed = The period ends ({ $until }) before it begins ({ $since }).
