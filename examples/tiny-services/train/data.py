"""Makes training conversations: a task is a function (variant, random) -> (messages, answer), messages being (role, content) pairs."""
from knowing import choose, cite, ground, premise, read, short
from obeying import inject, rule, secret
from odd import odd
from people import people
from refusing import allow, refuse

# how often each task is drawn
WEIGHTS = {refuse: 16, allow: 16, choose: 16, short: 3, premise: 4, read: 7, ground: 4, cite: 4, inject: 9, secret: 8, rule: 6, people: 12, odd: 5}
# what asks for a text to be copied letter by letter takes longest to learn, and only the careless model does it
COPYING = {**WEIGHTS, inject: 26, secret: 24}

def sample(variant, r):
    weights = COPYING if variant == 'careless' else WEIGHTS
    return r.choices(list(weights), list(weights.values()))[0](variant, r)
