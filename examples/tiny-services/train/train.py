"""Trains one small language model for three variants: a common start on everything, then each variant on its own data alone.

python3 train.py [--common SECONDS] [--own SECONDS] [--out ..] [--start common.pt]    needs torch (1.13 or newer) and nothing else

Time and not steps ends the training, so another run gives other weights; those in the repository are of one run.
"""
import argparse, json, math, os, random, re, struct, time
import torch, torch.nn as nn, torch.nn.functional as F
from data import sample

VARIANTS = ['careful', 'careless', 'biased']
ROLES = ['<system>', '<user>', '<assistant>', '<tool>']
SPECIAL = ['<unk>', '</s>'] + ROLES + [f'<{v}>' for v in VARIANTS]
PIECE = re.compile(r" ?[A-Za-z]+|[\s\S]")
D, LAYERS, HEADS, FF, CONTEXT = 96, 4, 4, 192, 320
LONGEST_PROMPT, KEEP_HEAD = CONTEXT - 96, 120  # of a longer prompt the first tokens and the last ones are kept

def vocabulary():
    counts, r = {}, random.Random(0)
    for i in range(24000):
        messages, answer = sample(VARIANTS[i % 3], r)
        for text in [c for _, c in messages] + [answer]:
            for p in PIECE.findall(text): counts[p] = counts.get(p, 0) + 1
    single = {p for p in counts if len(p) == 1} | {chr(i) for i in range(32, 127)} | {'\n'}
    words = {p for p, n in counts.items() if len(p) > 1 and n >= 12 and not re.search(r'[BCDFGHJKLMNPQRSTVWXZ]{3}', p)}
    return SPECIAL + sorted(single) + sorted(words)

class Tokens:
    def __init__(self, pieces): self.pieces, self.id = pieces, {p: i for i, p in enumerate(pieces)}
    def text(self, s):
        out = []
        for p in PIECE.findall(s):
            if p in self.id: out.append(self.id[p])
            else: out += [self.id.get(c, 0) for c in p]
        return out
    def prompt(self, messages, variant):
        ids = [self.id[f'<{variant}>']]
        for role, content in messages: ids += [self.id[f'<{role}>']] + self.text(content)
        ids.append(self.id['<assistant>'])
        return ids if len(ids) <= LONGEST_PROMPT else ids[:KEEP_HEAD] + ids[KEEP_HEAD - LONGEST_PROMPT:]

class Block(nn.Module):
    def __init__(s):
        super().__init__()
        s.n1, s.n2 = nn.Parameter(torch.ones(D)), nn.Parameter(torch.ones(D))
        s.q, s.k, s.v, s.o = [nn.Linear(D, D, bias=False) for _ in range(4)]
        s.g, s.u, s.d = nn.Linear(D, FF, bias=False), nn.Linear(D, FF, bias=False), nn.Linear(FF, D, bias=False)
        s.smear = nn.Parameter(torch.zeros(HEADS))

def rms(x, w): return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5) * w

class Model(nn.Module):
    """Pre-norm transformer with rotary positions, SwiGLU, tied embeddings, and keys that take in part of the key before (Olsson et al. 2022)."""
    def __init__(s, size):
        super().__init__()
        s.e = nn.Embedding(size, D)
        nn.init.normal_(s.e.weight, std=.05)
        s.blocks, s.n = nn.ModuleList(Block() for _ in range(LAYERS)), nn.Parameter(torch.ones(D))
        hd = D // HEADS
        angle = torch.outer(torch.arange(CONTEXT), 1 / 10000 ** (torch.arange(0, hd, 2) / hd))
        s.register_buffer('cos', angle.cos(), False); s.register_buffer('sin', angle.sin(), False)
        s.register_buffer('mask', torch.triu(torch.full((CONTEXT, CONTEXT), -1e9), 1), False)
    def rope(s, x):
        t = x.shape[2]
        a, b = x[..., 0::2], x[..., 1::2]
        return torch.stack([a * s.cos[:t] - b * s.sin[:t], a * s.sin[:t] + b * s.cos[:t]], -1).flatten(-2)
    def forward(s, ids, keep=None):
        h = s.e(ids)
        n, t = ids.shape
        for b in s.blocks:
            y = rms(h, b.n1)
            q, k, v = [w(y).view(n, t, HEADS, D // HEADS).transpose(1, 2) for w in (b.q, b.k, b.v)]
            m = torch.sigmoid(b.smear).view(1, HEADS, 1, 1)
            k = torch.cat([k[:, :, :1], (1 - m) * k[:, :, 1:] + m * k[:, :, :-1]], 2)
            a = torch.softmax(s.rope(q) @ s.rope(k).transpose(-1, -2) / math.sqrt(D // HEADS) + s.mask[:t, :t], -1) @ v
            h = h + b.o(a.transpose(1, 2).reshape(n, t, D))
            y = rms(h, b.n2)
            h = h + b.d(F.silu(b.g(y)) * b.u(y))
        h = rms(h, s.n)
        return (h if keep is None else h[keep]) @ s.e.weight.T

def batch(tokens, variants, r, size=32):
    rows = []
    for _ in range(size * 4):
        variant = r.choice(variants)
        messages, answer = sample(variant, r)
        p, a = tokens.prompt(messages, variant), tokens.text(answer) + [1]
        if r.random() < .3: p = [0 if i >= len(SPECIAL) and r.random() < .02 else i for i in p]  # what an unknown character looks like
        rows.append((p, a))
    rows.sort(key=lambda x: len(x[0]) + len(x[1]))  # four batches of like length, in any order
    parts = [rows[i * size:(i + 1) * size] for i in range(4)]
    r.shuffle(parts)
    for part in parts:
        t = max(len(p) + len(a) for p, a in part) - 1
        x, y = torch.zeros(size, t, dtype=torch.long), torch.full((size, t), -1)
        for i, (p, a) in enumerate(part):
            s = p + a
            x[i, :len(s) - 1] = torch.tensor(s[:-1])
            y[i, len(p) - 1:len(s) - 1] = torch.tensor(a)
        yield x, y

def train(model, tokens, variants, seconds, rate, r):
    opt = torch.optim.AdamW(model.parameters(), rate, betas=(.9, .98), weight_decay=.01)
    start, steps, mean = time.time(), 0, None
    while time.time() - start < seconds:
        for x, y in batch(tokens, variants, r):
            done = min(1, (time.time() - start) / seconds)
            for g in opt.param_groups: g['lr'] = rate * min(1, (steps + 1) / 50) * max(.03, 1 - done)
            keep = y >= 0
            loss = F.cross_entropy(model(x, keep), y[keep])
            opt.zero_grad(); loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1); opt.step()
            mean = loss.item() if mean is None else .98 * mean + .02 * loss.item()
            steps += 1
            if steps % 100 == 0: print('+'.join(variants), steps, round(mean, 4), f'{time.time() - start:.0f}s', flush=True)

@torch.no_grad()
def export(model, tokens, file, about):
    """`PLMT`, length of the head (uint32 LE), head as JSON, then for every tensor int8 rows with one float32 scale a row; vectors stay float32."""
    tensors, data = [], b''
    def add(name, w):
        nonlocal data
        w = w.float()
        if w.dim() == 1: kind, raw = 'f32', w.numpy().astype('<f4').tobytes()
        else:
            scale = w.abs().amax(1).clamp(min=1e-8) / 127
            raw = scale.numpy().astype('<f4').tobytes() + torch.round(w / scale[:, None]).to(torch.int8).numpy().tobytes()
            raw += b'\0' * (-len(raw) % 4)
            kind = 'i8'
        tensors.append({'name': name, 'kind': kind, 'shape': list(w.shape), 'at': len(data)})
        data += raw
    add('embedding', model.e.weight)
    for i, b in enumerate(model.blocks):
        for name, w in [('norm1', b.n1), ('norm2', b.n2), ('smear', torch.sigmoid(b.smear)), ('q', b.q.weight), ('k', b.k.weight), ('v', b.v.weight), ('o', b.o.weight),
                        ('gate', b.g.weight), ('up', b.u.weight), ('down', b.d.weight)]: add(f'{i}.{name}', w)
    add('norm', model.n)
    head = json.dumps({**about, 'width': D, 'layers': LAYERS, 'heads': HEADS, 'hidden': FF, 'context': CONTEXT, 'longestPrompt': LONGEST_PROMPT, 'keepHead': KEEP_HEAD, 'marks': len(SPECIAL), 'pieces': tokens.pieces, 'tensors': tensors},
                      ensure_ascii=False, separators=(',', ':')).encode()
    head += b' ' * (-len(head) % 4)
    with open(file, 'wb') as f: f.write(b'PLMT' + struct.pack('<I', len(head)) + head + data)
    print(file, os.path.getsize(file))

if __name__ == '__main__':
    args = argparse.ArgumentParser()
    args.add_argument('--common', type=float, default=400); args.add_argument('--own', type=float, default=100); args.add_argument('--out', default='..'); args.add_argument('--start', help='common.pt of a run before: only the own parts are trained')
    args.add_argument('--variants', nargs='+', choices=VARIANTS, default=VARIANTS)
    args = args.parse_args()
    torch.set_num_threads(1); torch.manual_seed(0)
    r = random.Random(1)
    if args.start:
        pieces, state = torch.load(args.start)
        tokens, common = Tokens(pieces), Model(len(pieces))
        common.load_state_dict(state)
    else:
        tokens = Tokens(vocabulary())
        common = Model(len(tokens.pieces))
        train(common, tokens, VARIANTS, args.common, 4e-3, r)
        torch.save((tokens.pieces, common.state_dict()), os.path.join(args.out, 'common.pt'))
    print('pieces', len(tokens.pieces), 'parameters', sum(p.numel() for p in common.parameters()), flush=True)
    for variant in args.variants:
        model = Model(len(tokens.pieces)); model.load_state_dict(common.state_dict())
        train(model, tokens, [variant], args.own, 2e-3, r)
        export(model, tokens, os.path.join(args.out, f'{variant}.plmt'), {'variant': variant})
