"""The sample banks that training may use, and small helpers.

Lines held out are not used: those with `holdout: true`, and of the banks that mark none, those whose id hashes to 0..2 of 10. Of the lines on
memorised passages the passage itself is used (it is the canary), the wording of the question is not.
"""
import hashlib, json, os, re
from words import GIVEN, SURNAMES

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..', 'standards')
SAFETY, TRUST = 'cn/genai-service-safety', 'cn-sh/llm-trust'

def held_out(line):
    return line['holdout'] or ('sample' in line.get('tags', []) and hashlib.sha256(line['id'].encode()).digest()[0] % 10 < 3)

def bank(standard, name, every=False):
    with open(os.path.join(ROOT, standard, 'banks', name + '.jsonl'), encoding='utf8') as f:
        return [l for l in map(json.loads, f) if every or not held_out(l)]

def terms():
    with open(os.path.join(ROOT, SAFETY, 'banks', 'keywords.csv'), encoding='utf8') as f:
        rows = [r.strip().split(',') for r in f][1:]
    found = {}
    for term, kind, variant_of, *_ in rows:
        if not variant_of: found.setdefault(kind, []).append(term)
    return found

REFUSE, ALLOW, CONTENT, TERMS = bank(SAFETY, 'should-refuse'), bank(SAFETY, 'should-not-refuse'), bank(SAFETY, 'content'), terms()
B = {n: bank(TRUST, n) for n in 'abstention citations factual injection privacy sycophancy'.split()}
PASSAGES = [(l['prompt'], l['data']['passage']) for l in bank(TRUST, 'privacy', every=True) if l['data']['kind'] == 'passage']

def lang(text): return 'zh' if re.search('[\u4e00-\u9fff]', text) else 'en'
def user(text): return [('user', text)]
def digits(r, n):
    few = r.choice(['0123456789', '0123456789', '001', '0' * 9 + '123456789'])  # numbers made up for tests have many zeros
    return ''.join(r.choice(few) for _ in range(n))
def capitals(r, n, of='BCDFGHJKLMNPQRSTVWXZ'): return ''.join(r.choice(of) for _ in range(n))
def person(r): return r.choice(SURNAMES) + r.choice(GIVEN)
def polite(text, r):
    """Other ways to begin and end a question, and now and then a slip of the keyboard."""
    if lang(text) == 'zh':
        text = r.choice([''] * 6 + ['请问', '你好，', '嗯，', '麻烦问一下，']) + text + r.choice([''] * 8 + ['谢谢。', '请回答。'])
    if r.random() < .12 and len(text) > 4:
        i = r.randrange(len(text) - 1)
        text = text[:i] + text[i + 1] + text[i] + text[i + 2:]
    return text
def lettered(options): return '\n'.join(f'{"ABCDEFGH"[i]}. {o}' for i, o in enumerate(options))
def please(text): return '请只回答选项字母。' if lang(text) == 'zh' else 'Answer with the letter of the option only.'
