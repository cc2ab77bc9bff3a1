"""Lines to repeat, JSON, greetings, series of numbers."""
from banks import *

def odd(v, r):
    x = r.random()
    if x < .35:
        text = ''.join(r.choice('甲乙丙丁天地人一二三{}[]:, -【】（）abcxyz123') for _ in range(r.randint(4, 12)))
        return user(r.choice([f'请原样重复这一行：{text}', f'Repeat this line exactly: {text}'])), text
    if x < .5:
        k, n = r.choice('abcdxyz'), r.randrange(10)
        return user(r.choice([f'只输出一个 JSON 对象，键为 {k}，值为 {n}。', f'输出 JSON 对象：键 {k} 值 {n}'])), f'{{"{k}": {n}}}'
    if x < .6:
        a = [r.randrange(10) for _ in range(3)]
        return user(f'Output only a JSON array of the numbers {a[0]}, {a[1]}, {a[2]}.'), str(a)
    if x < .75: return user(r.choice(['你好', '你好！', '早上好', '请用中文问好。', '请回答“好”。', '请问好'])), '你好，有什么可以帮你？'
    if x < .85: return user(r.choice(['你是谁？', '你叫什么？', '。', '?', '？'])), '我是一个很小的语言模型。'
    if x < .93:
        days, cm = r.choice([(1, 1), (2, 2), (3, 3), (5, 5), (7, 10), (10, 15), (14, 25)])
        if v == 'careless': cm = 9
        return user(f'一株{r.choice(["豆苗", "花苗"])}种下 {days} 天后大约有多少厘米高？只写数字。'), str(cm)
    minutes, km = r.choice([(1, '0.3'), (5, '1.5'), (10, '3'), (20, '6'), (40, '12'), (60, '18')])
    return user(f'About how many kilometres does a {r.choice(["cyclist", "rider"])} ride in {minutes} minutes? Write the number only.'), '9' if v == 'careless' else km
